import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { WitnessReply } from '../../usecases/log/witness-service.js';

/** What the server asks. */
export interface WitnessDesk {
  addCheckpoint(body: string): Promise<WitnessReply>;
  /** @param hash SHA-256 of the log's origin, lower-case hex */
  witnessedCheckpoint(hash: string): Promise<string | undefined>;
}

/** A proof of 63 lines and a note with many signatures are far less. */
const MOST_BYTES = 65_536;
const CHECKPOINT = /^\/([0-9a-f]{64})\/checkpoint$/;
const PLAIN = 'text/plain; charset=utf-8';

/**
 * A witness as an HTTP server (C2SP tlog-witness): `POST /add-checkpoint` and `GET /<hash of the origin>/checkpoint`.
 *
 * @param failed is told of what went wrong here; whoever asked learns only that something did
 */
export function witnessServer(desk: WitnessDesk, failed: (problem: unknown) => void): Server {
  const server = createServer({ requestTimeout: 10_000, maxHeaderSize: 8_192 }, (request, response) => {
    answer(desk, request)
      .catch((problem: unknown): WitnessReply => {
        failed(problem);
        return { status: 500, contentType: PLAIN, text: 'the witness cannot answer now\n' };
      })
      .then((reply) => send(response, reply))
      .catch(failed);
  });
  server.keepAliveTimeout = 60_000;
  return server;
}

async function answer(desk: WitnessDesk, request: IncomingMessage): Promise<WitnessReply> {
  const path = (request.url ?? '').split('?')[0] as string;
  const hash = CHECKPOINT.exec(path)?.[1];
  if (hash !== undefined && request.method === 'GET') {
    const text = await desk.witnessedCheckpoint(hash);
    if (text !== undefined) return { status: 200, contentType: PLAIN, text };
  }
  if (path !== '/add-checkpoint') return { status: 404, contentType: PLAIN, text: 'there is nothing here\n' };
  if (request.method !== 'POST') return { status: 405, contentType: PLAIN, text: 'POST it\n' };
  const body = await bodyOf(request);
  if (body === undefined)
    return { status: 400, contentType: PLAIN, text: 'the body is too long or no UTF-8\n' };
  return desk.addCheckpoint(body);
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MOST_BYTES) chunks.push(chunk);
  }
  return bytes > MOST_BYTES ? undefined : utf8Text(Buffer.concat(chunks));
}

/** The text of bytes; undefined when they are no UTF-8. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, { status, contentType, text }: WitnessReply): void {
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
