import type { CaseEvent } from '../src/engine/case/case-event.js';
import type { CaseState } from '../src/engine/case/case-state.js';
import { evolve } from '../src/engine/case/evolve.js';
import { today } from '../src/engine/case/world.js';
import type { Instant } from '../src/engine/clock/time.js';
import { readMoment } from '../src/usecases/audit/read-moment.js';
import { caseStateOf } from '../src/usecases/act-context.js';
import { caseRecords } from '../src/usecases/case-on-hand.js';
import type { Ledger, Ports } from '../src/usecases/ports.js';
import { startBenchDatabase } from './bench-database.js';
import { openOffice } from './bench-office.js';
import { OFFICERS } from './licence-journey.js';
import { percentile } from './statistics.js';
import { openCases } from './use-case-load.js';

const EVENTS = 5_000;
const CHUNK = 100;
const COLD = Number(process.env['BENCH_MOMENTS_COLD'] ?? 30);
const WARM = Number(process.env['BENCH_MOMENTS_WARM'] ?? 500);
/** A case of 5,000 events opens at any moment within this, also in a process that has never seen it. */
const LIMIT_MS = 150;

/** Lengthens a case to so many records: tasks taken in hand and given back, facts found, terms recomputed. */
async function lengthen(ports: Ports, caseId: string): Promise<void> {
  for (let seq = 1; seq < EVENTS;) {
    await ports.ledger.transact({ stream: caseId, kind: 'case' }, async (head) => {
      const records = await caseRecords(ports, head);
      let state = caseStateOf(head);
      for (let n = 0; n < CHUNK && records.nextSeq < EVENTS; n += 1) {
        const event = eventAfter(state, records.nextSeq, today(records.context.world));
        state = evolve(state, event, OFFICERS.reviewer.person);
        const actor = { person: OFFICERS.reviewer.person, post: 'reviewer', signIn: 'bearer' };
        records.add({
          event,
          basis: ['许可法 34.1'],
          effects: [],
          state,
          actor,
          parts: { reason: '核对材料' },
        });
      }
      seq = records.nextSeq;
      return { append: records.append({}), result: seq };
    });
  }
}

function eventAfter(state: CaseState, seq: number, on: CaseEvent['on']): CaseEvent {
  const [task] = Object.keys(state.tasks);
  const { person } = OFFICERS.reviewer;
  if (seq % 3 === 0 || task === undefined) {
    return {
      type: 'fact.found',
      cause: 'act',
      act: 'find',
      post: 'reviewer',
      on,
      facts: { quota: seq % 2 === 0 },
    };
  }
  return seq % 3 === 1
    ? {
        type: 'task.claimed',
        cause: 'desk',
        on,
        desk: { did: 'claimed', task, holder: { person, as: 'claimed', on } },
      }
    : { type: 'task.released', cause: 'desk', on, desk: { did: 'released', task } };
}

/** The same ledger to whoever has kept nothing of it. */
function unseen(ledger: Ledger): Ledger {
  return {
    transact: (request, work) => ledger.transact(request, work),
    head: (stream) => ledger.head(stream),
    records: (stream, from, limit) => ledger.records(stream, from, limit),
    dueStreams: (now, limit) => ledger.dueStreams(now, limit),
  };
}

async function measured(times: number, work: (n: number) => Promise<unknown>): Promise<number[]> {
  const spent: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const start = performance.now();
    await work(n);
    spent.push(performance.now() - start);
  }
  return spent;
}

async function main(): Promise<void> {
  const database = await startBenchDatabase();
  const { ports, store } = await openOffice(database.url, 4);
  try {
    const [caseId = ''] = await openCases(ports, 1);
    await lengthen(ports, caseId);
    const recorded = await ports.ledger.records(caseId, 0, EVENTS);
    const instants = recorded.map(({ record }) => record.recordedAt);
    const pick = (n: number): Instant => instants[(n * 7_919) % instants.length] as Instant;
    const open = (own: Ports, n: number) =>
      readMoment(own)({ caseId, knownAt: pick(n), effectiveAt: dayOf(pick(n)) });
    await measured(5, (n) => open({ ...ports, ledger: unseen(ports.ledger) }, n));
    const cold = await measured(COLD, (n) => open({ ...ports, ledger: unseen(ports.ledger) }, n));
    const warm = await measured(WARM, (n) => open(ports, n));
    for (const [name, spent] of [
      ['cold', cold],
      ['warm', warm],
    ] as const) {
      const figures = [0.5, 0.95].map((share) => percentile(spent, share).toFixed(1));
      console.log(`${name}: ${instants.length} records, median ${figures[0]} ms, p95 ${figures[1]} ms`);
    }
    if (percentile(cold, 0.95) >= LIMIT_MS) process.exitCode = 1;
  } finally {
    await store.close();
    await database.stop();
  }
}

function dayOf(instant: Instant): CaseEvent['on'] {
  return instant.slice(0, 10) as CaseEvent['on'];
}

await main();
