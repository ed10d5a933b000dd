import 'reflect-metadata';
import { setPriority } from 'node:os';
import { postgresConsultations } from '../src/store/queries/consultations/postgres-consultations.js';
import { startBenchDatabase } from './bench-database.js';
import { openOffice } from './bench-office.js';
import { DECISION, openedConsultation } from './consultation-stage.js';
import { type CpuTime, cpuTime } from './cpu-time.js';
import { JOURNEY } from './licence-journey.js';
import { ServerUnderLoad } from './server-under-load.js';
import { SteadyActs } from './steady-acts.js';
import { CommentFlood, type Flooded } from './comments-over-http.js';
import { median, percentile, spread } from './statistics.js';
import { openCases } from './use-case-load.js';

/**
 * Whether comments on one draft slow acts on other cases: the service over HTTP, acts at a steady rate, phases without
 * and with comments taking turns; comments come to the process that serves the acts, or to a second one on the same
 * database that a proxy gives `/v1/public` to, at a lower priority:
 * `node --import ./test/support/register-typescript.mjs bench/consultation-acts.ts`.
 */
const ACTS_A_SECOND = Number(process.env['BENCH_ACTS'] ?? 15);
const COMMENTS_A_SECOND = Number(process.env['BENCH_COMMENTS'] ?? 520);
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 5);
const TURNS = Number(process.env['BENCH_ROUNDS'] ?? 6);

/** Niceness of the process that the public comments to. */
const PUBLIC_PRIORITY = 10;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Phase {
  readonly latencies: readonly number[];
  readonly comments: Flooded | undefined;
  /** CPU seconds a second. */
  readonly cpu: { readonly server: number; readonly database: number };
}

/** A phase: nobody comments, or so many do at once. */
async function phase(
  acts: SteadyActs,
  pids: readonly (number | undefined)[],
  flood?: CommentFlood,
): Promise<Phase> {
  flood?.begin(COMMENTS_A_SECOND);
  // What the last phase has left behind does not count, and this one is under way.
  await acts.perform(ACTS_A_SECOND, 1);
  const spent = (): readonly CpuTime[] => pids.map((pid) => cpuTime(pid));
  const before = spent();
  const latencies = await acts.perform(ACTS_A_SECOND, SECONDS);
  const after = spent();
  const comments = await flood?.end();
  const share = (who: keyof CpuTime, n: number): number =>
    ((after[n]?.[who] ?? 0) - (before[n]?.[who] ?? 0)) / SECONDS;
  const server = pids.reduce<number>((sum, _, n) => sum + share('server', n), 0);
  return { latencies, comments, cpu: { server, database: share('database', 0) } };
}

function figures(name: string, phases: readonly Phase[]): void {
  const [p50, p95] = [0.5, 0.95].map((share) => phases.map(({ latencies }) => percentile(latencies, share)));
  const cpu = (who: 'server' | 'database'): string => median(phases.map((one) => one.cpu[who])).toFixed(2);
  say(
    `acts ${name}: p50 ${spread(p50 ?? [], 1)} ms, p95 ${spread(p95 ?? [], 1)} ms; ` +
      `CPU of the service ${cpu('server')}, of the database ${cpu('database')} cores`,
  );
}

function compared(busy: readonly Phase[], quiet: readonly Phase[]): void {
  for (const share of [0.5, 0.95]) {
    const of = (phase: Phase | undefined): number => percentile(phase?.latencies ?? [], share);
    say(
      `  p${share * 100} to that without comments, turn by turn: ${spread(busy.map((one, n) => of(one) / of(quiet[n])))}`,
    );
  }
  const pooled = (phases: readonly Phase[]): number => median(phases.flatMap(({ latencies }) => latencies));
  say(`  median of all acts to that without comments: ${(pooled(busy) / pooled(quiet)).toFixed(2)}`);
  const floods = busy.flatMap(({ comments }) => comments ?? []);
  const rate = spread(
    floods.map(({ received, seconds }) => received / seconds),
    0,
  );
  say(
    `  ${rate} comments/s with a receipt, the slowest after ${Math.max(...floods.map((one) => one.slowest)).toFixed(0)} ms`,
  );
}

const database = await startBenchDatabase();
try {
  const office = await openOffice(database.url, 4, [DECISION]);
  const { store, ports } = office;
  const stream = await openedConsultation({
    ...ports,
    consultations: postgresConsultations(store.dataSource),
  });
  const needed = ACTS_A_SECOND * (SECONDS + 1) * (3 * TURNS + 3);
  const cases = await openCases(ports, Math.ceil(needed / JOURNEY.length) + 2 * ACTS_A_SECOND);
  const [server, apart] = [
    await ServerUnderLoad.start(database.url),
    await ServerUnderLoad.start(database.url),
  ];
  if (apart.pid !== undefined) setPriority(apart.pid, PUBLIC_PRIORITY);
  const floods = [server, apart].map(({ port }) => new CommentFlood(port, stream));
  const pids = [server.pid, apart.pid];
  try {
    const acts = new SteadyActs(cases, server.port);
    const ways = [undefined, ...floods];
    // V8 compiles, caches fill.
    for (const flood of ways) await phase(acts, pids, flood);
    const phases: Phase[][] = ways.map(() => []);
    for (let turn = 0; turn < TURNS; turn += 1) {
      // Who comes first takes turns too.
      for (let n = 0; n < ways.length; n += 1) {
        const way = (n + turn) % ways.length;
        phases[way]?.push(await phase(acts, pids, ways[way]));
      }
    }
    const [quiet = [], one = [], two = []] = phases;
    figures('without comments', quiet);
    figures('with comments in the same process', one);
    compared(one, quiet);
    figures('with comments in a process of their own', two);
    compared(two, quiet);
  } finally {
    for (const flood of floods) flood.kill();
    await server.stop();
    await apart.stop();
    await store.close();
  }
} finally {
  await database.stop();
}
