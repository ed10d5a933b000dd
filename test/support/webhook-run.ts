import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { sealingVault } from '../../src/outside/identity/vault.js';
import { PostgresLedger } from '../../src/store/ledger.js';
import { secretPlace } from '../../src/usecases/notices/deliver-webhooks.js';
import { fakeAppend, fakeState } from './fake-case.js';
import { HOSTILE, HostileReceiver } from './hostile-receiver.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import { TEST_KEY } from './webhook-worker.js';

/** How much is delivered, and how often a delivering process is killed. */
export interface RunSize {
  readonly cases: number;
  /** Records in each append, and appends to each case. */
  readonly records: number;
  readonly appends: number;
  readonly workers: number;
  /** Kills of a delivering process, spread evenly over what arrives. */
  readonly kills: number;
  readonly deadlineMs: number;
}

/** What came of a run. */
export interface RunResult {
  readonly events: number;
  readonly arrived: number;
  readonly duplicates: number;
  readonly forged: number;
  readonly outOfTurn: readonly string[];
  readonly kills: number;
  readonly seconds: number;
  /** Lanes that still have something to deliver, to the receiver under test. */
  readonly waiting: number;
  /** Messages that came to the receiver that never answers. */
  readonly unanswered: number;
}

const SECRET = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;

/**
 * Real appends while real processes deliver them, and are killed again and again, to a receiver that fails, hangs and
 * lies; beside it one that never answers, which must hold up nobody.
 */
export async function runWebhooks(size: RunSize): Promise<RunResult> {
  const database = await createTestDatabase();
  const receiver = new HostileReceiver(HOSTILE, SECRET);
  const silent = new HostileReceiver({ hangs: 1_000 });
  const webhook = await subscribe(database, await receiver.listen());
  await subscribe(database, await silent.listen());
  const crew = new Crew(database.url, size.workers);
  const events = size.cases * size.records * size.appends;
  const started = performance.now();
  try {
    await crew.begin();
    const appending = append(database, size);
    let kills = 0;
    while (receiver.distinct < events && performance.now() - started < size.deadlineMs) {
      await pause(20);
      if (kills === size.kills || receiver.distinct < (events * (kills + 1)) / (size.kills + 1)) continue;
      await crew.killOne();
      kills += 1;
    }
    const seconds = (performance.now() - started) / 1_000;
    await appending;
    const waiting = await drained(database, webhook);
    const { distinct: arrived, duplicates, forged, outOfTurn } = receiver;
    const unanswered = silent.received;
    return { events, arrived, duplicates, forged, outOfTurn, kills, seconds, waiting, unanswered };
  } finally {
    await crew.end();
    await Promise.all([receiver.close(), silent.close()]);
    await database.drop();
  }
}

/** The last acknowledgements may be under way when the last event has come. */
async function drained(database: TestDatabase, webhook: string): Promise<number> {
  for (let n = 0; ; n++) {
    const [row] = await database.owner.query<{ n: number }[]>(
      'select count(*)::integer as n from webhook_lanes where webhook = $1',
      [webhook],
    );
    if (row?.n === 0 || n === 200) return row?.n ?? -1;
    await pause(100);
  }
}

async function subscribe(database: TestDatabase, url: string): Promise<string> {
  const id = randomUUID();
  const secret = sealingVault(TEST_KEY).seal(SECRET, secretPlace(id));
  const opened = { url, types: null, note: '', secret, createdBy: 'xi', createdAt: new Date().toISOString() };
  await database.dataSource.query('select duecourse_change_webhook($1)', [JSON.stringify({ id, opened })]);
  return id;
}

async function append(database: TestDatabase, { cases, records, appends }: RunSize): Promise<void> {
  const ledger = new PostgresLedger(database.dataSource);
  const streams = Array.from({ length: cases }, () => randomUUID());
  const state = fakeState();
  for (let n = 0; n < appends; n++) {
    const left = [...streams];
    const writer = async (): Promise<void> => {
      for (let stream = left.pop(); stream !== undefined; stream = left.pop()) {
        await ledger.transact({ stream, kind: 'case', create: true }, (head) =>
          Promise.resolve({ append: fakeAppend(head, { state, records }), result: undefined }),
        );
      }
    };
    await Promise.all([writer(), writer(), writer(), writer()]);
  }
}

/** Delivering processes, of which one is killed from time to time and another takes its place. */
class Crew {
  #workers: ChildProcess[] = [];

  constructor(
    private readonly url: string,
    private readonly size: number,
  ) {}

  async begin(): Promise<void> {
    this.#workers = await Promise.all(Array.from({ length: this.size }, () => this.#hire()));
  }

  async killOne(): Promise<void> {
    const [victim, ...others] = this.#workers;
    if (victim) await dismissed(victim);
    this.#workers = others;
    this.#workers.push(await this.#hire());
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map(dismissed));
  }

  async #hire(): Promise<ChildProcess> {
    const worker = spawn(
      process.execPath,
      ['--import', './test/support/register-typescript.mjs', 'test/support/webhook-worker.ts', this.url],
      { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } },
    );
    await once(worker.stdout as NonNullable<typeof worker.stdout>, 'data');
    return worker;
  }
}

async function dismissed(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const gone = once(worker, 'exit');
  worker.kill('SIGKILL');
  await gone;
}
