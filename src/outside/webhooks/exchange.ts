import { type Agent, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { SendResult } from '../../usecases/notices/webhook-ports.js';
import { AddressRefused } from './addresses.js';

/** A signed message on its way. */
export interface Outgoing {
  readonly url: URL;
  readonly agent: Agent;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What an exchange may take. */
export interface ExchangeLimits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** More of an answer than this is not read: its status has said everything. */
const MOST_ANSWER_BYTES = 65_536;

/** A receiver cannot put a retry off for longer than this. */
const LONGEST_RETRY_AFTER_SECONDS = 86_400;

/** The exchange was given up by us, not by the receiver. */
export class ExchangeAborted extends Error {
  override readonly name = 'ExchangeAborted';
}

/**
 * One POST, whatever the receiver does. Delivered: a status of 200 to 299 and an answer that ends in good order, or is
 * longer than we read, within the time. A redirect, a broken answer, a slow one and silence are failures. A kept
 * connection that the receiver had just closed is no answer: the message is sent once more on a new one.
 *
 * @throws ExchangeAborted when the signal ends it
 */
export async function exchange(message: Outgoing, limits: ExchangeLimits): Promise<SendResult> {
  const started = performance.now();
  const first = await attempt(message, limits, started);
  return first === STALE ? ((await attempt(message, limits, started)) as SendResult) : first;
}

const STALE = Symbol('a connection that was closed meanwhile');

function attempt(
  { url, agent, headers, body }: Outgoing,
  { timeoutMs, signal }: ExchangeLimits,
  started: number,
): Promise<SendResult | typeof STALE> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const left = timeoutMs - (performance.now() - started);
    const bytes = Buffer.from(body, 'utf8');
    const outgoing = send(url, {
      method: 'POST',
      agent,
      headers: { ...headers, 'content-length': bytes.length },
    });
    const over = new Error('no whole answer within the time');
    const timer = setTimeout(() => outgoing.destroy(over), Math.max(left, 1));
    const abort = (): void => void outgoing.destroy(new ExchangeAborted('given up'));
    let answer: IncomingMessage | undefined;
    let settled = false;
    const settle = (outcome: () => void): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      outcome();
    };
    const result = (reason: string | null): SendResult =>
      resultOf(answer, reason, performance.now() - started);
    outgoing.on('response', (response) => {
      answer = response;
      read(response, (reason) => settle(() => resolve(result(reason))));
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      settle(() => {
        if (error instanceof ExchangeAborted) return reject(error);
        const stale = !answer && outgoing.reusedSocket && error.code === 'ECONNRESET' && left > 0;
        resolve(stale ? STALE : result(reasonOf(error)));
      });
    });
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    outgoing.end(bytes);
  });
}

/** Reads what must be read of an answer. @param ended is told why it was broken off; null when it was whole. */
function read(response: IncomingMessage, ended: (reason: string | null) => void): void {
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MOST_ANSWER_BYTES) return;
    ended(null);
    response.destroy();
  });
  response.on('end', () => ended(null));
  response.on('error', (error) => ended(reasonOf(error)));
  response.on('close', () => ended('the answer broke off'));
}

function resultOf(answer: IncomingMessage | undefined, broken: string | null, ms: number): SendResult {
  const status = answer?.statusCode ?? null;
  const milliseconds = Math.round(ms);
  const good = status !== null && status >= 200 && status <= 299;
  if (good && broken === null) return { delivered: true, status, reason: null, milliseconds };
  const retryAfterSeconds = retryAfter(answer?.headers['retry-after']);
  return {
    ...{ delivered: false, status, milliseconds },
    reason: broken ?? `answered with status ${status}`,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}

/** `Retry-After` in seconds, given as such or as a date (RFC 9110 10.2.3). */
function retryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\d{1,9}$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1_000;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), LONGEST_RETRY_AFTER_SECONDS) : undefined;
}

/** Short, and without anything that the receiver said: it is shown to administrators. */
function reasonOf(error: NodeJS.ErrnoException): string {
  if (error instanceof AddressRefused) return error.message;
  if (error.code === undefined) return error.message.slice(0, 200);
  return error.code;
}
