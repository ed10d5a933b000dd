import 'reflect-metadata';
import { readContext } from '../src/usecases/cases/act-context.js';
import { startBenchDatabase, type BenchDatabase } from './bench-database.js';
import { openOffice, type BenchOffice } from './bench-office.js';
import { cpuTime, perAct } from './cpu-time.js';
import { engineCost } from './engine-cost.js';
import { organisationCost } from './organisation-cost.js';
import { preparePeer, runPeer } from './peer.js';
import { powerCost } from './power-cost.js';
import { inboxCost } from './inbox-cost.js';
import { report, type Round } from './report.js';
import { roundTripsPerAct } from './round-trips.js';
import { rowCounts, rowProfile, type RowProfile } from './row-profile.js';
import { ServerUnderLoad } from './server-under-load.js';
import type { Run } from './statistics.js';
import { sweepRate } from './sweep-rate.js';
import { loadUseCase, openCases } from './use-case-load.js';

/** Clients at which peer, use-case and HTTP are compared in the same round. */
const CLIENTS = [1, 8, 16] as const;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
/** Questions asked about what a person may do. */
const OFFERS = 2_000;
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 4);
/** No machine here performs more acts a second; it bounds the cases that are opened beforehand. */
const MAX_RATE = Number(process.env['BENCH_MAX_RATE'] ?? 2_500);

async function main(): Promise<void> {
  const database = await startBenchDatabase();
  const office = await openOffice(database.url, 8);
  const server = await ServerUnderLoad.start(database.url);
  try {
    const profile = await warmUp(office);
    await preparePeer(database.url);
    const rounds: Round[] = [];
    for (let n = 0; n < ROUNDS; n += 1) {
      rounds.push(await round(n, { database, office, server, profile }));
      process.stderr.write(`round ${n + 1} of ${ROUNDS} done\n`);
    }
    const context = await readContext(office.ports, (await office.ports.directory.current()).version);
    report({
      version: database.version,
      settings: await durability(office),
      profile,
      roundTrips: await roundTripsPerAct(office),
      rounds,
      offers: await offers({ office, server }),
      sweep: await sweepRate(office.ports),
      engine: engineCost(context.world),
      powers: powerCost(),
      organisation: organisationCost(),
      // Last: it fills the database with a million cases.
      inbox: await inboxCost(office, database.url),
    });
  } finally {
    await server.stop();
    await office.store.close();
    await database.stop();
  }
}

/** Lets V8 compile the hot path, fills caches, and learns what one act writes. */
async function warmUp(office: BenchOffice): Promise<RowProfile> {
  const { ports, store } = office;
  const cases = await openCases(ports, neededCases() + 200);
  await loadUseCase(ports, cases.slice(200), 8, SECONDS);
  const before = await settledCounts(office);
  await loadUseCase(ports, cases.slice(0, 200), 4, Number.POSITIVE_INFINITY);
  return rowProfile(store.dataSource, before, await settledCounts(office));
}

/** The server reports its counters when its backends have been idle for a moment. */
async function settledCounts({ store }: BenchOffice): ReturnType<typeof rowCounts> {
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  return rowCounts(store.dataSource);
}

interface Bench {
  readonly database: BenchDatabase;
  readonly office: BenchOffice;
  readonly server: ServerUnderLoad;
  readonly profile: RowProfile;
}

/** Peer, use-case and HTTP in turn at each number of clients; every second round in reverse order. */
async function round(n: number, bench: Bench): Promise<Round> {
  const figures: Round = { peer: {}, useCase: {}, http: {} };
  const clients = n % 2 === 0 ? CLIENTS : CLIENTS.toReversed();
  for (const count of clients) {
    const turns: [keyof Round, () => Promise<Run>][] = [
      [
        'peer',
        () =>
          withCpu(undefined, () =>
            runPeer({ ...bench.database, clients: count, seconds: SECONDS }, bench.profile),
          ),
      ],
      ['useCase', () => useCase(bench, count)],
      ['http', () => http(bench, count)],
    ];
    for (const [name, turn] of n % 2 === 0 ? turns : turns.toReversed()) figures[name][count] = await turn();
  }
  return figures;
}

async function useCase({ office }: Bench, inFlight: number): Promise<Run> {
  const cases = await openCases(office.ports, neededCases());
  return withCpu(undefined, () => loadUseCase(office.ports, cases, inFlight, SECONDS));
}

async function http({ office, server }: Bench, connections: number): Promise<Run> {
  const cases = await openCases(office.ports, neededCases());
  return withCpu(server.pid, () => server.load(cases, connections, SECONDS));
}

/** `GET /v1/cases/{id}/acts?available`, asked by people of every post, one after the other. */
async function offers({ office, server }: Pick<Bench, 'office' | 'server'>): Promise<Run> {
  const cases = await openCases(office.ports, OFFERS);
  return server.offers(cases);
}

/** Where the time of a run goes, by process. */
async function withCpu(serverPid: number | undefined, run: () => Promise<Run>): Promise<Run> {
  const before = cpuTime(serverPid);
  const figures = await run();
  return { ...figures, cpu: perAct(before, cpuTime(serverPid), figures.acts) };
}

/** Ten acts a case. */
function neededCases(): number {
  return Math.ceil((MAX_RATE * SECONDS) / 10);
}

async function durability({ store }: BenchOffice): Promise<Readonly<Record<string, string>>> {
  const shown: Record<string, string> = {};
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const [row] = await store.dataSource.query<Record<string, string>[]>(`show ${setting}`);
    shown[setting] = row?.[setting] ?? '?';
    if (shown[setting] !== 'on') {
      throw new Error(`${setting} is ${shown[setting]}: the figures would mean nothing`);
    }
  }
  return shown;
}

await main();
