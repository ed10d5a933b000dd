import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import {
  launchService,
  readTokens,
  type RunningService,
  type StartingService,
} from '../../src/cli/running-service.js';
import { ServiceClient } from '../../src/cli/service-client.js';
import { startEmbeddedPostgres } from '../../src/outside/postgres/embedded-postgres.js';
import { LicenceLoad } from './licence-load.js';

/** Every tenth kills a service that is still starting; more than fifty are killed under load. */
const ROUNDS = 56;
const CLERKS = 4;
const ROUND_TIMEOUT_MS = 180_000;

/** What is killed without a warning: the service alone, the service with its database, or a service just starting. */
type Victim = 'service' | 'service and database' | 'starting service';

interface Round {
  readonly round: number;
  readonly victim: Victim;
  /** Milliseconds of load, or of starting up, before the kill: spread evenly over what matters, in no order. */
  readonly after: number;
}

const rounds: readonly Round[] = Array.from({ length: ROUNDS }, (_, round) => ({
  round,
  victim: round % 10 === 9 ? 'starting service' : round % 3 === 2 ? 'service and database' : 'service',
  after: 40 + ((round * 19) % ROUNDS) * 16,
}));

const run = promisify(execFile);

describe('a server killed at any moment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'duecourse-kill-'));
  const environment = { DUECOURSE_LOG_LEVEL: 'silent' };
  const load = new LicenceLoad();
  let service: RunningService;

  const launch = (): StartingService => launchService('dist/main.js', folder, environment);

  /** The database's own process; the service is its only parent. */
  const postmaster = (): number =>
    Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

  async function kill(victim: Victim): Promise<void> {
    if (victim === 'service and database') process.kill(postmaster(), 'SIGKILL');
    service.process.kill('SIGKILL');
    await service.ended;
  }

  async function inDatabase<T>(ask: (client: pg.Client) => Promise<T>): Promise<T> {
    const { url } = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), attach: true });
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return await ask(client);
    } finally {
      await client.end();
    }
  }

  /** Acknowledged acts that are not there, word for word. */
  const missing = (): Promise<unknown[]> =>
    inDatabase(async (client) => {
      const { acknowledged } = load;
      const { rows } = await client.query(
        `select a.stream, a.seq from unnest($1::text[], $2::integer[], $3::text[]) as a(stream, seq, sha256)
          where not exists (select 1 from records r where r.stream = a.stream and r.seq = a.seq and r.sha256 = a.sha256)`,
        [
          acknowledged.map(({ stream }) => stream),
          acknowledged.map(({ sequence }) => sequence),
          acknowledged.map(({ sha256 }) => sha256),
        ],
      );
      return rows;
    });

  async function findings(): Promise<unknown> {
    const environmentOf = { PATH: process.env['PATH'], ...environment, DUECOURSE_DATA: folder };
    const { stdout } = await run(process.execPath, ['dist/cli/main.js', 'fsck', '--json'], {
      env: environmentOf,
    }).catch((failed: { stdout: string; stderr: string }) => ({
      stdout: failed.stdout || JSON.stringify({ findings: [failed.stderr] }),
    }));
    return (JSON.parse(stdout) as { findings: unknown }).findings;
  }

  /** What was asked when the server died is asked again under the same key: it happens once, now or before. */
  async function askAgain(client: ServiceClient): Promise<void> {
    for (const { by, path, body, key } of load.unanswered.splice(0)) {
      const first = await client.post(by, path, body, key);
      const second = await client.post(by, path, body, key);
      expect(first.status).toBe(201);
      expect(second).toEqual(first);
      const { stream, sequence, leaf } = first.body['act'] as {
        stream: string;
        sequence: number;
        leaf: { sha256: string };
      };
      load.acknowledged.push({ stream, sequence, sha256: leaf.sha256 });
    }
  }

  beforeAll(async () => {
    service = await launch().ready;
  }, ROUND_TIMEOUT_MS);

  afterAll(async () => {
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(rounds)(
    'round $round: $victim, after $after ms',
    async ({ victim, after }) => {
      if (victim === 'starting service') {
        await kill('service');
        const starting = launch();
        starting.ready.catch(() => undefined);
        await pause(after);
        starting.process.kill('SIGKILL');
        await starting.ended;
      } else {
        const client = new ServiceClient(service.url, readTokens(folder));
        const working = load.run(client, CLERKS);
        await pause(after);
        await kill(victim);
        await working;
      }
      service = await launch().ready;
      await askAgain(new ServiceClient(service.url, readTokens(folder)));
      expect(load.refused).toEqual([]);
      expect(await missing()).toEqual([]);
      expect(await findings()).toEqual([]);
    },
    ROUND_TIMEOUT_MS,
  );

  it('was killed under load, not while idle', () => {
    expect(load.acknowledged.length).toBeGreaterThan(ROUNDS * 5);
  });
});
