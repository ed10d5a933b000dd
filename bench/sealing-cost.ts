import 'reflect-metadata';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startBenchDatabase } from './bench-database.js';
import { type BenchOffice, openOffice } from './bench-office.js';
import { median, type Run, spread } from './statistics.js';
import { loadUseCase, openCases } from './use-case-load.js';

/**
 * What an act costs more because its record goes into the log: rounds with and without taking turns on one PostgreSQL. With: the
 * trigger queues each record and the sequencer, a process of its own, orders, hashes and signs both trees beside the acts.
 * Without: the trigger is off and the sequencer has nothing to do. Exit code 1 above the limit:
 * `node --import ./test/support/register-typescript.mjs bench/sealing-cost.ts`.
 */
const LIMIT = 1.1;
const CLIENTS = [1, 4] as const;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 8);
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 3);
const MAX_RATE = Number(process.env['BENCH_MAX_RATE'] ?? 1_500);

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Bench {
  readonly office: BenchOffice;
  /** As the owner of the tables: the service itself may not switch a trigger. */
  readonly owner: pg.Client;
}

async function queueing({ owner }: Bench, on: boolean): Promise<void> {
  await owner.query(`alter table records ${on ? 'enable' : 'disable'} trigger records_queued`);
}

/** Until nothing waits to be sealed: the next phase does not pay for the one before. */
async function settled({ owner }: Bench): Promise<void> {
  for (;;) {
    const { rows } = await owner.query<{ waiting: number }>(
      'select count(*)::integer as waiting from sequence_queue',
    );
    if (rows[0]?.waiting === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function phase(bench: Bench, clients: number, withLog: boolean): Promise<Run> {
  const { office } = bench;
  await queueing(bench, true);
  const cases = await openCases(office.ports, Math.ceil((SECONDS * MAX_RATE) / 10));
  await settled(bench);
  await queueing(bench, withLog);
  return loadUseCase(office.ports, cases, clients, SECONDS);
}

async function main(): Promise<number> {
  const database = await startBenchDatabase();
  const office = await openOffice(database.url, 8);
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  const bench = { office, owner };
  const folder = mkdtempSync(join(tmpdir(), 'duecourse-sealing-'));
  const sequencer = spawn(
    process.execPath,
    ['--import', './test/support/register-typescript.mjs', 'src/cli/main.ts', 'sequence'],
    { env: { ...process.env, DATABASE_URL: database.url, DUECOURSE_DATA: folder }, stdio: 'inherit' },
  );
  try {
    await phase(bench, 4, true);
    let worst = 0;
    for (const clients of CLIENTS) {
      const latency: number[] = [];
      const rate: number[] = [];
      for (let n = 0; n < ROUNDS; n += 1) {
        // Which of the two comes first changes, so that what grows meanwhile weighs on both.
        const first = await phase(bench, clients, n % 2 === 0);
        const second = await phase(bench, clients, n % 2 !== 0);
        const [sealed, plain] = n % 2 === 0 ? [first, second] : [second, first];
        latency.push(sealed.p50 / plain.p50);
        rate.push(plain.perSecond / sealed.perSecond);
      }
      say(`${clients} clients: median latency × ${spread(latency)}, acts a second ÷ ${spread(rate)}`);
      worst = Math.max(worst, median(latency));
    }
    say(`limit: × ${LIMIT}; worst median: × ${worst.toFixed(2)}`);
    return worst > LIMIT ? 1 : 0;
  } finally {
    sequencer.kill('SIGTERM');
    await owner.end();
    await office.store.close();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
