import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the fake keeps and has seen. */
export interface FakeS3 {
  readonly url: string;
  readonly objects: Map<string, Buffer>;
  /** Requests as `METHOD path?query`, in order. */
  readonly requests: readonly string[];
  /** Uploads in parts that were begun and neither completed nor given up. */
  readonly unfinished: ReadonlyMap<string, Map<number, Buffer>>;
  /** The next requests of this kind fail with this status. */
  fail(matching: RegExp, status: number, times: number): void;
  close(): Promise<void>;
}

interface State {
  readonly secret: string;
  readonly objects: Map<string, Buffer>;
  readonly requests: string[];
  readonly unfinished: Map<string, Map<number, Buffer>>;
  readonly failures: { matching: RegExp; status: number; times: number }[];
}

/** A small S3 that knows objects, parts and ranges, and answers nobody whose signature is wrong. */
export async function startFakeS3(secret: string): Promise<FakeS3> {
  const state: State = { secret, objects: new Map(), requests: [], unfinished: new Map(), failures: [] };
  const server = createServer((request, response) => void answer(state, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    ...state,
    fail: (matching, status, times) => void state.failures.push({ matching, status, times }),
    close: () => closed(server),
  };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const body = Buffer.concat(pieces);
  const url = new URL(request.url ?? '/', 'http://fake');
  const what = `${request.method ?? ''} ${request.url ?? ''}`;
  state.requests.push(what);
  const wrong = signatureFault(state.secret, request, url, body);
  if (wrong) {
    problem(response, 403, 'SignatureDoesNotMatch', wrong);
    return;
  }
  const failure = state.failures.find(({ matching, times }) => times > 0 && matching.test(what));
  if (failure) {
    failure.times -= 1;
    problem(response, failure.status, 'InternalError', 'as wished');
    return;
  }
  handle(state, request, url, body, response);
}

function handle(
  state: State,
  request: IncomingMessage,
  url: URL,
  body: Buffer,
  response: ServerResponse,
): void {
  const key = decodeURIComponent(url.pathname);
  const query = url.searchParams;
  const id = query.get('uploadId');
  switch (request.method ?? '') {
    case 'HEAD':
    case 'GET':
      give(state.objects.get(key), request, response);
      return;
    case 'DELETE':
      if (id === null) state.objects.delete(key);
      else state.unfinished.delete(id);
      response.writeHead(204).end();
      return;
    case 'PUT':
      if (id === null) state.objects.set(key, body);
      else state.unfinished.get(id)?.set(Number(query.get('partNumber')), body);
      response.writeHead(200, { etag: etag(body) }).end();
      return;
    case 'POST':
    default:
      parts(state, key, id, response);
  }
}

function parts(state: State, key: string, id: string | null, response: ServerResponse): void {
  if (id === null) {
    const begun = `upload-${state.requests.length}`;
    state.unfinished.set(begun, new Map());
    xml(
      response,
      `<InitiateMultipartUploadResult><UploadId>${begun}</UploadId></InitiateMultipartUploadResult>`,
    );
    return;
  }
  const sent = [...(state.unfinished.get(id) ?? [])].sort(([a], [b]) => a - b).map(([, part]) => part);
  state.unfinished.delete(id);
  state.objects.set(key, Buffer.concat(sent));
  xml(response, '<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>');
}

function give(object: Buffer | undefined, request: IncomingMessage, response: ServerResponse): void {
  if (!object) {
    problem(response, 404, 'NoSuchKey', 'there is none');
    return;
  }
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  const part = from === undefined ? object : object.subarray(Number(from), Number(to) + 1);
  response.writeHead(from === undefined ? 200 : 206, { 'content-length': part.length, etag: etag(object) });
  response.end(request.method === 'HEAD' ? undefined : part);
}

const etag = (bytes: Buffer): string => `"${createHash('md5').update(bytes).digest('hex')}"`;

function xml(response: ServerResponse, content: string): void {
  response.writeHead(200, { 'content-type': 'application/xml' }).end(`<?xml version="1.0"?>${content}`);
}

function problem(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`);
}

const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer | string, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/** What is wrong with a signature of version 4, and with the digest of what it signs. */
function signatureFault(
  secret: string,
  request: IncomingMessage,
  url: URL,
  body: Buffer,
): string | undefined {
  const {
    authorization = '',
    'x-amz-date': date = '',
    'x-amz-content-sha256': payload = '',
  } = request.headers as Readonly<Record<string, string>>;
  const [, scope = '', signed = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      authorization,
    ) ?? [];
  if (/^[0-9a-f]{64}$/.test(payload) && payload !== sha256(body)) return 'the content is not what was signed';
  const headers = signed.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`);
  const query = [...url.searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join('&');
  const canonical = [request.method, url.pathname, query, headers.join(''), signed, payload].join('\n');
  const [day = '', region = '', service = '', end = ''] = scope.split('/');
  const key = [day, region, service, end].reduce<Buffer | string>(
    (one, part) => hmac(one, part),
    `AWS4${secret}`,
  );
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
  return hmac(key, text).toString('hex') === signature ? undefined : 'the signature is wrong';
}
