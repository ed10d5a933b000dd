import { caseStateOf, readContext, type ActContext } from './act-context.js';
import { CaseRecords } from './case-records.js';
import { catchUp } from './catch-up.js';
import { procedureOf } from './perform-act.js';
import type { Ports } from './ports.js';

/** What one round of the sweep did. */
export interface SweepResult {
  /** Cases that were looked at because a term of theirs had run out. */
  readonly streams: number;
  /** Records written: lapses, broken promises, recomputed days. */
  readonly lapsed: number;
}

/**
 * One round of the sweep: takes up to `limit` cases with a due clock and records what the law has done in each.
 * Any number of processes may sweep at once, late or twice: a lapse is recorded once, on its own legal day.
 */
export function lapseDueClocks(ports: Ports): (limit: number) => Promise<SweepResult> {
  return async (limit) => {
    const context = await readContext(ports);
    const due = await ports.ledger.dueStreams(context.world.now, limit);
    let lapsed = 0;
    for (const stream of due) lapsed += await lapseCase(ports, context, stream);
    return { streams: due.length, lapsed };
  };
}

async function lapseCase(ports: Ports, context: ActContext, stream: string): Promise<number> {
  const answer = await ports.ledger.transact<number>({ stream, kind: 'case' }, async (head) => {
    const state = caseStateOf(head);
    const records = new CaseRecords(ports, head, await procedureOf(ports, head), context, state);
    const { receipts } = catchUp(records, state);
    if (receipts.length === 0) return { result: 0 };
    return { append: records.append({}), result: receipts.length };
  });
  return typeof answer === 'number' ? answer : 0;
}
