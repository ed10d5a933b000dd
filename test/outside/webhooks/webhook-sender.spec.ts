import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { LedgerRecord } from '../../../src/engine/audit/record.js';
import { webhookSender } from '../../../src/outside/webhooks/webhook-sender.js';
import type { SendResult } from '../../../src/usecases/notices/webhook-ports.js';

const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const OLD_SECRET = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;

const record = {
  ...{
    v: 1,
    log: 'test.local/x',
    stream: 'case-1',
    seq: 4,
    prev: null,
    id: 'record-1',
    type: 'case.accepted',
  },
  ...{ occurredAt: '2026-09-28T04:00:00.000Z', recordedAt: '2026-09-28T04:00:01.000Z', engine: 'test' },
  ...{ data: { type: 'case.accepted' }, parts: {} },
} as unknown as LedgerRecord;
const message = { record, leaf: { sha256: 'a', sm3: 'b' }, position: 12 };

describe('the sender of webhooks', () => {
  let server: Server | undefined;
  let asked = 0;

  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise((closed) => (server ? server.close(closed) : closed(undefined)));
    server = undefined;
  });

  async function listening(listener: RequestListener): Promise<string> {
    asked = 0;
    server = createServer((request, response) => {
      asked += 1;
      request.resume().on('end', () => listener(request, response));
    });
    await new Promise<void>((ready) => server?.listen(0, '127.0.0.1', ready));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  }

  const reach = { networks: ['127.0.0.0/8'], plainLoopback: true, timeoutMs: 300 };
  const send = (url: string, own = reach, signal = new AbortController().signal): Promise<SendResult> =>
    webhookSender(own).send({ url, secrets: [SECRET, OLD_SECRET] }, message, signal);

  it('signs with each valid secret as Standard Webhooks do, and sends a CloudEvent', async () => {
    let headers: Record<string, string> = {};
    let body = '';
    server = createServer((request, response) => {
      headers = request.headers as Record<string, string>;
      request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
      request.on('end', () => response.writeHead(202).end());
    });
    await new Promise<void>((ready) => server?.listen(0, '127.0.0.1', ready));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    expect(await send(url)).toMatchObject({ delivered: true, status: 202, reason: null });
    for (const secret of [SECRET, OLD_SECRET]) {
      expect(new Webhook(secret).verify(body, headers)).toEqual({
        ...{ specversion: '1.0', id: 'record-1', source: 'urn:duecourse:test.local/x', subject: 'case-1' },
        ...{ type: 'cn.duecourse.case.accepted', time: '2026-09-28T04:00:01.000Z' },
        ...{ datacontenttype: 'application/json', sequence: '0000000004', position: '0000000000000012' },
        data: {
          record: { id: 'record-1', stream: 'case-1', seq: 4, leaf: { sha256: 'a', sm3: 'b' } },
          ...{ occurredAt: '2026-09-28T04:00:00.000Z', recordedAt: '2026-09-28T04:00:01.000Z' },
          event: { type: 'case.accepted' },
        },
      });
    }
    expect(() => new Webhook(SECRET).verify(`${body} `, headers)).toThrow('No matching signature');
  });

  it.each<[string, RequestListener, Partial<SendResult>]>([
    ['a failure', (_, response) => response.writeHead(500).end(), { status: 500 }],
    [
      'a redirect, which it does not follow',
      (_, response) => response.writeHead(307, { location: '/hook' }).end(),
      { status: 307 },
    ],
    [
      'being asked to wait',
      (_, response) => response.writeHead(429, { 'retry-after': '120' }).end(),
      { status: 429, retryAfterSeconds: 120 },
    ],
    ['silence', () => undefined, { status: null, reason: 'no whole answer within the time' }],
    [
      'a slow drip',
      (_, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write('.'), 20);
        response.on('close', () => clearInterval(drip));
      },
      { status: 200, reason: 'no whole answer within the time' },
    ],
    [
      'a reset halfway',
      (_, response) => {
        response.writeHead(200, { 'content-length': 100 }).write('half');
        setTimeout(() => response.destroy(), 5);
      },
      { status: 200, delivered: false },
    ],
    ['a connection that is closed without an answer', (_, response) => response.destroy(), { status: null }],
  ])('takes %s for no delivery', async (_what, listener, expected) => {
    expect(await send(await listening(listener))).toMatchObject({ delivered: false, ...expected });
    expect(asked).toBe(1);
  });

  it('takes the status for an answer that is longer than it reads, and for nonsense', async () => {
    const flood = await listening((_, response) => response.writeHead(200).end('x'.repeat(10_000_000)));
    expect(await send(flood)).toMatchObject({ delivered: true, status: 200 });
  });

  it('goes to no address of a private network, even where the name was good before', async () => {
    const url = await listening((_, response) => response.end());
    const closed = { ...reach, networks: [] };
    const refused = { delivered: false, status: null };
    expect(await send(url, closed)).toMatchObject(refused);
    const byName = url.replace('127.0.0.1', 'localhost');
    expect(await send(byName, closed)).toMatchObject({
      ...refused,
      reason: 'the name leads to an address that is not allowed',
    });
    expect(asked).toBe(0);
    expect(await send(byName)).toMatchObject({ delivered: true });
  });

  it('says so when it is given up', async () => {
    const abort = new AbortController();
    const url = await listening(() => abort.abort());
    await expect(send(url, reach, abort.signal)).rejects.toThrow('given up');
  });

  it('is not held up by a receiver that does not exist', async () => {
    const url = await listening((_, response) => response.end());
    await new Promise((closed) => server?.close(closed));
    expect(await send(url)).toMatchObject({ delivered: false, status: null, reason: 'ECONNREFUSED' });
  });
});
