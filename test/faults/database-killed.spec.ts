import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { launchService, readTokens, type RunningService } from '../../src/cli/running-service.js';
import { startEmbeddedPostgres } from '../../src/outside/postgres/embedded-postgres.js';

const TIMEOUT_MS = 120_000;
const run = promisify(execFile);

const FILING = {
  procedure: 'administrative-licence',
  unit: 'market-bureau',
  subject: '食品经营许可',
  applicant: { name: '刘洋', person: 'p-0001' },
  input: {
    ...{ kind: 'general', guideVersion: '2026-01', channel: 'counter', truthful: true },
    materials: [{ name: '申请书', form: 'original', state: 'ok' }],
  },
};

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly type: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

describe('a database killed in mid-act', () => {
  const folder = mkdtempSync(join(tmpdir(), 'duecourse-database-'));
  const log: string[] = [];
  let service: RunningService;

  async function launch(): Promise<void> {
    const starting = launchService('dist/main.js', folder, { DUECOURSE_LOG_LEVEL: 'error' });
    starting.process.stderr?.on('data', (text: string) => log.push(text));
    service = await starting.ready;
  }

  async function ask(by: string, path: string, body?: object, key: string = randomUUID()): Promise<Answer> {
    const token = readTokens(folder).find(({ person }) => person === by)?.token ?? '';
    const answer = await fetch(service.url + path, {
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    return {
      status: answer.status,
      retryAfter: answer.headers.get('retry-after'),
      type: answer.headers.get('content-type'),
      body: (await answer.json()) as Answer['body'],
    };
  }

  async function received(): Promise<string> {
    const answer = await ask('o-101', '/v1/cases', FILING);
    expect(answer.status).toBe(201);
    return String(answer.body['caseId']);
  }

  const accept = (id: string, key: string): Promise<Answer> =>
    ask('o-101', `/v1/cases/${id}/acts/accept`, { input: {} }, key);

  async function types(id: string): Promise<readonly string[]> {
    const { body } = await ask('o-101', `/v1/cases/${id}/records`);
    return (body['items'] as { record: { type: string } }[]).map(({ record }) => record.type);
  }

  async function observer(): Promise<pg.Client> {
    const { url } = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), attach: true });
    const client = new pg.Client({ connectionString: url });
    // It goes down with the database, which is the point.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  /** Begins an act and resolves when it has written half of what it must: it waits for a table we hold. */
  async function inMidAct(id: string, key: string): Promise<{ backend: number; answer: Promise<Answer> }> {
    const client = await observer();
    await client.query('begin');
    await client.query('lock table outbox, clocks in access exclusive mode');
    const answer = accept(id, key);
    let early: unknown;
    answer.then(
      (given) => (early = given),
      (problem: unknown) => (early = problem),
    );
    for (;;) {
      if (early) throw new Error('the act did not wait', { cause: early });
      // Within a transaction the activity is a snapshot of the first look.
      await client.query('select pg_stat_clear_snapshot()');
      const { rows } = await client.query<{ pid: number }>(
        `select pid from pg_stat_activity where wait_event_type = 'Lock' and query like '%duecourse_append%' and pid <> pg_backend_pid()`,
      );
      if (rows[0]) return { backend: rows[0].pid, answer };
      await pause(10);
    }
  }

  async function findings(): Promise<unknown> {
    const environment = { ...process.env, DUECOURSE_LOG_LEVEL: 'silent', DUECOURSE_DATA: folder };
    const { stdout } = await run(process.execPath, ['dist/cli/main.js', 'fsck', '--json'], {
      env: environment,
    }).catch((failed: { stdout: string; stderr: string }) => ({
      stdout: failed.stdout || JSON.stringify({ findings: [failed.stderr] }),
    }));
    return (JSON.parse(stdout) as { findings: unknown }).findings;
  }

  beforeAll(launch, TIMEOUT_MS);
  afterAll(async () => {
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  }, TIMEOUT_MS);

  it(
    'crashes and comes back: 503 with Retry-After, nothing half-written, and the service recovers by itself',
    async () => {
      const id = await received();
      const key = randomUUID();
      const { backend, answer } = await inMidAct(id, key);
      // One killed backend makes the whole server crash, drop every connection and recover from its log.
      process.kill(backend, 'SIGKILL');
      expect(await answer).toMatchObject({
        status: 503,
        retryAfter: '2',
        type: expect.stringContaining('application/problem+json'),
        body: { code: 'unavailable' },
      });
      for (let ready = 503; ready !== 200; await pause(50))
        ready = (await ask('o-101', '/health/ready')).status;
      expect(await types(id)).toEqual(['case.received']);
      const again = await accept(id, key);
      expect(again.status).toBe(201);
      expect(await accept(id, key)).toEqual(again);
      expect(await types(id)).toEqual(['case.received', 'case.accepted']);
      expect(service.process.exitCode).toBeNull();
      expect(await findings()).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    'ends for good: the service says so and ends, and starts again with everything that was acknowledged',
    async () => {
      const id = await received();
      const key = randomUUID();
      const { answer } = await inMidAct(id, key);
      process.kill(
        Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]),
        'SIGKILL',
      );
      // The last answer may be a 503 or a broken connection; it must not be a success.
      const last = await answer.then(({ status }) => status).catch(() => 503);
      expect(last).toBe(503);
      await service.ended;
      expect(service.process.exitCode).toBe(1);
      expect(log.join('')).toContain('the embedded database ended by itself');
      await launch();
      expect(await types(id)).toEqual(['case.received']);
      expect((await accept(id, key)).status).toBe(201);
      expect(await types(id)).toEqual(['case.received', 'case.accepted']);
      expect(await findings()).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
