import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { guardedLookup, hostOf, isAllowedAddress, networkList } from '../webhooks/addresses.js';

/** How the authorities and witnesses of the log are reached. */
export interface VoucherReach {
  /** Networks apart from the public internet in which they may be. */
  readonly networks: readonly string[];
  /** Milliseconds for a whole exchange. */
  readonly timeoutMs: number;
  /** Ends what is under way. */
  readonly signal?: AbortSignal;
}

/** What is asked for and what may come back. */
interface Getting {
  readonly url: URL;
  readonly mostBytes: number;
}

/** What is sent besides. */
export interface Posting extends Getting {
  readonly contentType: string;
  readonly body: Uint8Array;
}

export interface Posted {
  readonly status: number;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** Nothing whole came back; the sentence says why and holds nothing that the other side said. */
export class PostFailed extends Error {
  override readonly name = 'PostFailed';
}

/**
 * One POST with bounds on time, bytes and address; redirects are not followed. Plain http is allowed: what comes back is
 * signed and is verified by its own means.
 *
 * @throws PostFailed
 */
export function postBytes(posting: Posting, reach: VoucherReach): Promise<Posted> {
  return exchange(posting, posting, reach);
}

/** One GET, bounded like a POST. @throws PostFailed */
export function getBytes(getting: Getting, reach: VoucherReach): Promise<Posted> {
  return exchange(getting, undefined, reach);
}

function exchange(
  { url, mostBytes }: Getting,
  sent: Pick<Posting, 'contentType' | 'body'> | undefined,
  reach: VoucherReach,
): Promise<Posted> {
  const named = networkList(reach.networks);
  const host = hostOf(url);
  if (isIP(host) !== 0 && !isAllowedAddress(host, named))
    return Promise.reject(new PostFailed('the address is in a network that log.networks does not name'));
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const fail = (why: string): void => {
      clearTimeout(timer);
      reject(new PostFailed(why));
    };
    const headers = {
      'user-agent': 'DueCourse',
      ...(sent && { 'content-type': sent.contentType, 'content-length': sent.body.length }),
    };
    const method = sent ? 'POST' : 'GET';
    const outgoing = send(url, { method, headers, lookup: guardedLookup(named), agent: false });
    const timer = setTimeout(() => {
      fail('no whole answer within the time');
      outgoing.destroy();
    }, reach.timeoutMs);
    const abort = (): void => {
      fail('given up');
      outgoing.destroy();
    };
    reach.signal?.addEventListener('abort', abort, { once: true });
    outgoing.on('close', () => reach.signal?.removeEventListener('abort', abort));
    if (reach.signal?.aborted) abort();
    outgoing.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message.slice(0, 200)));
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        chunks.push(chunk);
        if (length <= mostBytes) return;
        fail(`an answer of more than ${mostBytes} bytes`);
        outgoing.destroy();
      });
      response.on('error', () => fail('the answer broke off'));
      response.on('close', () => fail('the answer broke off'));
      response.on('end', () => {
        clearTimeout(timer);
        const type = response.headers['content-type'] ?? '';
        resolve({ status: response.statusCode ?? 0, contentType: type, bytes: Buffer.concat(chunks) });
      });
    });
    outgoing.end(sent?.body);
  });
}
