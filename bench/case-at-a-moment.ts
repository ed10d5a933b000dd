import type { CaseEvent } from '../src/engine/case/case-event.js';
import { addDays, civilDayOf } from '../src/engine/clock/civil-date.js';
import type { Instant, Zone } from '../src/engine/clock/time.js';
import { readMoment } from '../src/usecases/audit/read-moment.js';
import type { Ledger, Ports } from '../src/usecases/ports.js';
import { lengthenCase } from '../test/support/long-case.js';
import { startBenchDatabase } from './bench-database.js';
import { openOffice } from './bench-office.js';
import { OFFICERS } from './licence-journey.js';
import { percentile } from './statistics.js';
import { openCases } from './use-case-load.js';

const EVENTS = 5_000;
const COLD = Number(process.env['BENCH_MOMENTS_COLD'] ?? 30);
const WARM = Number(process.env['BENCH_MOMENTS_WARM'] ?? 500);
/** A case of 5,000 events opens at any moment within this, also in a process that has never seen it. */
const LIMIT_MS = 150;

/** The same ledger to whoever has kept nothing of it. */
function unseen(ledger: Ledger): Ledger {
  return {
    transact: (request, work) => ledger.transact(request, work),
    head: (stream) => ledger.head(stream),
    records: (stream, from, limit) => ledger.records(stream, from, limit),
    mark: (stream, known) => ledger.mark(stream, known),
    dueStreams: (now, limit) => ledger.dueStreams(now, limit),
  };
}

/** Milliseconds that each took, and those in which this process had the processor: all else is waiting, or somebody else's work. */
interface Spent {
  readonly wall: readonly number[];
  readonly processor: readonly number[];
}

async function measured(times: number, work: (n: number) => Promise<unknown>): Promise<Spent> {
  const spent = { wall: [] as number[], processor: [] as number[] };
  for (let n = 0; n < times; n += 1) {
    const start = performance.now();
    const before = process.cpuUsage();
    await work(n);
    const { user, system } = process.cpuUsage(before);
    spent.wall.push(performance.now() - start);
    spent.processor.push((user + system) / 1_000);
  }
  return spent;
}

async function main(): Promise<void> {
  const database = await startBenchDatabase();
  const { ports, store } = await openOffice(database.url, 4);
  try {
    const [caseId = ''] = await openCases(ports, 1);
    await lengthenCase(ports, caseId, EVENTS, OFFICERS.reviewer.person);
    const recorded = await ports.ledger.records(caseId, 0, EVENTS);
    const instants = recorded.map(({ record }) => record.recordedAt);
    const pick = (n: number): Instant => instants[(n * 7_919) % instants.length] as Instant;
    const open = (own: Ports, n: number) =>
      readMoment(own)({ caseId, knownAt: pick(n), effectiveAt: dayOf(pick(n), own.installation.zone) });
    await measured(5, (n) => open({ ...ports, ledger: unseen(ports.ledger) }, n));
    const cold = await measured(COLD, (n) => open({ ...ports, ledger: unseen(ports.ledger) }, n));
    const warm = await measured(WARM, (n) => open(ports, n));
    const before = addDays(dayOf(instants[0] as Instant, ports.installation.zone), -1);
    const apart = await measured(COLD, (n) =>
      readMoment({ ...ports, ledger: unseen(ports.ledger) })({
        caseId,
        knownAt: pick(n),
        effectiveAt: before,
      }),
    );
    for (const [name, spent] of [
      ['cold', cold],
      ['warm', warm],
      ['cold, as of the day before everything', apart],
    ] as const) {
      const [median = 0, p95 = 0] = [0.5, 0.95].map((share) => percentile(spent.wall, share));
      const processor = percentile(spent.processor, 0.5);
      console.log(
        `${name}: ${instants.length} records, median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, ` +
          `${((100 * p95) / LIMIT_MS).toFixed(0)} % of the limit; on the processor ${processor.toFixed(1)} ms`,
      );
    }
    if ([cold, apart].some(({ wall }) => percentile(wall, 0.95) >= LIMIT_MS)) process.exitCode = 1;
  } finally {
    await store.close();
    await database.stop();
  }
}

function dayOf(instant: Instant, zone: Zone): CaseEvent['on'] {
  return civilDayOf(instant, zone);
}

await main();
