import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LedgerRecord } from '../../src/engine/audit/record.js';
import { eventBody } from '../../src/outside/webhooks/cloud-event.js';
import { webhookSender } from '../../src/outside/webhooks/webhook-sender.js';
import { marked } from './marked-blocks.js';

const SECRET = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
const FORGED = `whsec_${Buffer.alloc(32, 6).toString('base64')}`;

const record = {
  ...{
    v: 1,
    log: 'test.local/x',
    stream: 'case-1',
    seq: 1,
    prev: null,
    id: 'record-1',
    type: 'case.accepted',
  },
  ...{ occurredAt: '2026-09-28T04:00:00.000Z', recordedAt: '2026-09-28T04:00:01.000Z', engine: 'test' },
  ...{ data: { type: 'case.accepted' }, parts: {} },
} as unknown as LedgerRecord;
const message = { record, leaf: { sha256: 'a', sm3: 'b' }, position: 1 };

describe('the receiver of docs/integration.md', () => {
  let receiver: ChildProcess;
  let printed = '';
  let url: string;
  beforeAll(async () => {
    const [block] = marked('js receiver');
    receiver = spawn(process.execPath, ['--input-type=module', '-e', block?.text ?? ''], {
      env: { ...process.env, WEBHOOK_SECRET: SECRET, PORT: '0', NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    receiver.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
    await once(receiver.stdout as NonNullable<ChildProcess['stdout']>, 'data');
    url = `http://127.0.0.1:${/listening (\d+)/.exec(printed)?.[1]}/`;
  });
  afterAll(async () => {
    const gone = once(receiver, 'exit');
    receiver.kill();
    await gone;
  });

  const send = (secrets: readonly string[], nowMs?: () => number) =>
    webhookSender({ networks: ['127.0.0.0/8'], plainLoopback: true, timeoutMs: 5_000 }, nowMs).send(
      { url, secrets },
      message,
      new AbortController().signal,
    );

  it('acknowledges what we sign, also while a secret is rotated', async () => {
    expect(await send([SECRET])).toMatchObject({ delivered: true, status: 204 });
    expect(await send([FORGED, SECRET])).toMatchObject({ delivered: true, status: 204 });
    expect(printed).toContain('cn.duecourse.case.accepted case-1 1');
  });

  it('refuses what somebody else signs, and what is old', async () => {
    expect(await send([FORGED])).toMatchObject({ delivered: false, status: 401 });
    expect(await send([SECRET], () => Date.now() - 600_000)).toMatchObject({ delivered: false, status: 401 });
  });

  it('gets what the page shows', () => {
    const [shown] = marked('json event');
    expect(JSON.parse(eventBody(message).text)).toMatchObject(JSON.parse(shown?.text ?? 'null') as object);
  });
});
