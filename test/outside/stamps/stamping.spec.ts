import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { parseNote } from '../../../src/engine/audit/log/signed-note.js';
import { stampText } from '../../../src/engine/audit/stamp/stamp-text.js';
import { verifyStamp } from '../../../src/engine/audit/stamp/verify-stamp.js';
import type { Instant } from '../../../src/engine/clock/time.js';
import { httpAuthority } from '../../../src/outside/stamps/http-authority.js';
import { nodeStampCrypto } from '../../../src/outside/stamps/node-stamp-crypto.js';
import type { KeptStamp } from '../../../src/usecases/log/log-ports.js';
import {
  stampCheckpoints,
  type StampPorts,
  type TimeStamper,
} from '../../../src/usecases/log/stamp-checkpoint.js';
import { MemoryLog } from '../../support/memory-log.js';
import { TestAuthority } from '../../support/test-authority.js';

const START = Date.parse('2026-03-02T01:00:00.000Z');
const HOUR = 3_600_000;

/** A round of stamping over a log in memory, at a time that the test sets. */
function bench(authorities: (now: () => string) => readonly TimeStamper[], more: Partial<StampPorts> = {}) {
  const log = new MemoryLog('audit.example/2026').append('first');
  const kept: { readonly size: number; readonly stamp: KeptStamp }[] = [];
  const state = { at: START, decided: new Set<number>() };
  const now = (): Instant => new Date(state.at).toISOString() as Instant;
  const asked = authorities(now);
  const roots = asked.flatMap((one) => (one instanceof TestAuthority ? [one.root] : []));
  const round = stampCheckpoints({
    log: { latest: () => Promise.resolve(log.published(now())) },
    store: {
      last: (authority) => {
        const last = kept.findLast(({ stamp }) => stamp.authority === authority);
        return Promise.resolve(last && { size: last.size, stampedAt: last.stamp.stampedAt });
      },
      add: (size, stamp) => Promise.resolve(void kept.push({ size, stamp })),
      hasDecision: (from, to) => Promise.resolve([...state.decided].some((one) => one >= from && one < to)),
    },
    ...{ authorities: asked, crypto: nodeStampCrypto(roots), imprint: 'sha256', onlyTrusted: true },
    ...{ everyMs: HOUR, random: (bytes) => randomBytes(bytes), now: { now: () => Promise.resolve(now()) } },
    ...more,
  });
  return { log, kept, state, round, authorities: asked };
}

describe('stamping checkpoints', () => {
  it('stamps the first one, and then one in an hour when there is more', async () => {
    const { log, kept, state, round } = bench((now) => [new TestAuthority('tsa', now)]);
    expect(await round()).toEqual([
      { authority: 'tsa', outcome: 'stamped', size: 1, at: new Date(START).toISOString() },
    ]);
    state.at += 2 * HOUR;
    expect(await round()).toEqual([]);
    log.append('second');
    expect(await round()).toMatchObject([{ size: 2 }]);
    log.append('third');
    state.at += HOUR - 1;
    expect(await round()).toEqual([]);
    state.at += 1;
    expect(await round()).toMatchObject([{ size: 3 }]);
    const text = stampText({
      sha256: parseNote(log.note('sha256'))?.text ?? '',
      sm3: parseNote(log.note('sm3'))?.text ?? '',
    });
    expect(verifyStamp(kept.at(-1)?.stamp.token as Uint8Array, text, nodeStampCrypto([]))).toMatchObject({
      ...{ ok: true, signer: 'CN=tsa' },
    });
  });

  it('stamps at once after a decision', async () => {
    const { log, state, round } = bench((now) => [new TestAuthority('tsa', now)]);
    await round();
    state.at += 1_000;
    log.append('a note');
    expect(await round()).toEqual([]);
    state.decided.add(log.entries.length);
    log.append('a decision');
    expect(await round()).toMatchObject([{ outcome: 'stamped', size: 3 }]);
    log.append('another note');
    expect(await round()).toEqual([]);
  });

  it('asks an authority that fails again after a growing pause, and the others meanwhile', async () => {
    let asked = 0;
    const broken: TimeStamper = {
      name: 'broken',
      stamp: () => {
        asked += 1;
        return Promise.reject(new Error('ECONNREFUSED'));
      },
    };
    const { state, round } = bench((now) => [broken, new TestAuthority('tsa', now)]);
    expect(await round()).toEqual([
      { authority: 'broken', outcome: 'failed', reason: 'ECONNREFUSED', nextTryMs: 10_000 },
      expect.objectContaining({ authority: 'tsa', outcome: 'stamped' }),
    ]);
    state.at += 9_999;
    expect(await round()).toEqual([]);
    state.at += 1;
    expect(await round()).toMatchObject([{ nextTryMs: 20_000 }]);
    for (let n = 0; n < 8; n++) {
      state.at += HOUR;
      await round();
    }
    expect(asked).toBe(10);
    state.at += HOUR;
    expect(await round()).toMatchObject([{ nextTryMs: 600_000 }]);
  });

  it('keeps nothing that is not over this checkpoint, in answer to this request, by somebody trusted', async () => {
    const stale = new TestAuthority('stale', () => '2026-03-01T00:00:00.000Z');
    let first: Promise<Uint8Array> | undefined;
    const replaying: TimeStamper = {
      name: 'replaying',
      stamp: (request) => (first ??= stale.stamp(request)),
    };
    const strange = new TestAuthority('strange', () => '2026-03-01T00:00:00.000Z');
    const untrusted: TimeStamper = { name: 'untrusted', stamp: (request) => strange.stamp(request) };
    const nonsense: TimeStamper = { name: 'nonsense', stamp: () => Promise.resolve(Buffer.from('<html>')) };
    const { kept, state, log, round } = bench(() => [replaying, untrusted, nonsense], {
      crypto: nodeStampCrypto([stale.root]),
    });
    const reasons = (await round()).map((one) => (one.outcome === 'failed' ? one.reason : one.outcome));
    expect(reasons).toEqual([
      'stamped',
      'the certificate of CN=strange leads to none of the roots',
      expect.stringContaining('no answer to a time stamp request'),
    ]);
    state.at += 2 * HOUR;
    log.append('more');
    expect((await round())[0]).toMatchObject({ outcome: 'failed', reason: 'the answer has another nonce' });
    expect(kept).toHaveLength(1);
  });
});

describe('an authority over HTTP', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function serving(listener: RequestListener): Promise<URL> {
    server = createServer(listener);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`);
  }
  const reach = { networks: ['127.0.0.0/8'], timeoutMs: 300 };
  const type = { 'content-type': 'application/timestamp-reply' };

  it('is posted the request, and gives its answer', async () => {
    const seen: unknown[] = [];
    const url = await serving((request, response) => {
      seen.push(request.method, request.headers['content-type']);
      request.on('data', (chunk: Buffer) => seen.push(chunk.toString()));
      request.on('end', () => response.writeHead(200, type).end('answer'));
    });
    const answer = await httpAuthority('tsa', url, reach).stamp(Buffer.from('request'));
    expect(Buffer.from(answer).toString()).toBe('answer');
    expect(seen).toEqual(['POST', 'application/timestamp-query', 'request']);
  });

  it.each<[string, RequestListener, string]>([
    ['another status', (_, response) => response.writeHead(503).end(), 'status 503'],
    ['a redirect', (_, response) => response.writeHead(302, { location: '/' }).end(), 'status 302'],
    [
      'a page',
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('x'),
      'something else',
    ],
    ['silence', () => undefined, 'no whole answer within the time'],
    [
      'an answer that never ends',
      (_, response) => void response.writeHead(200, type).write('x'),
      'within the time',
    ],
    [
      'too long an answer',
      (_, response) => response.writeHead(200, type).end(Buffer.alloc(300_000)),
      'more than',
    ],
    [
      'a broken answer',
      (_, response) => {
        response.writeHead(200, { ...type, 'content-length': '10' }).write('x');
        setImmediate(() => response.destroy());
      },
      'broke off',
    ],
  ])('fails with %s', async (_, listener, why) => {
    const url = await serving(listener);
    await expect(httpAuthority('tsa', url, reach).stamp(Buffer.from('x'))).rejects.toThrow(why);
  });

  it('is not asked in a network that nobody named', async () => {
    const url = await serving((_, response) => response.writeHead(200, type).end('answer'));
    const nowhere = { ...reach, networks: [] };
    await expect(httpAuthority('tsa', url, nowhere).stamp(Buffer.from('x'))).rejects.toThrow('log.networks');
    url.hostname = 'localhost';
    await expect(httpAuthority('tsa', url, nowhere).stamp(Buffer.from('x'))).rejects.toThrow('not allowed');
  });
});
