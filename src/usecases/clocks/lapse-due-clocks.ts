import { caseStateOf } from '../cases/act-context.js';
import { catchUp } from './catch-up.js';
import { barredRecords } from '../cases/case-on-hand.js';
import type { Ports } from '../ports.js';
import { settleVacancies } from '../vacancies/settle-vacancies.js';
import { Unavailable } from '../unavailable.js';

/** What one round of the sweep did. */
export interface SweepResult {
  /** Cases that were looked at because a term of theirs had run out. */
  readonly streams: number;
  /** Records written: lapses, broken promises, recomputed days. */
  readonly lapsed: number;
  /** Cases that could not be swept. Nothing was written for them; they are tried again later. */
  readonly failures: readonly SweepFailure[];
}

/** One case that could not be swept, and why. */
export interface SweepFailure {
  readonly stream: string;
  readonly error: unknown;
}

/**
 * One round of the sweep: takes up to `limit` cases with a due clock and records what the law has done in each.
 * Any number of processes may sweep at once, late or twice: a lapse is recorded once, on its own legal day. A case
 * that cannot be swept does not keep the others waiting.
 *
 * @throws Unavailable when the store cannot be reached.
 */
export function lapseDueClocks(ports: Ports): (limit: number) => Promise<SweepResult> {
  return async (limit) => {
    const due = await ports.ledger.dueStreams(await ports.now.now(), limit);
    const failures: SweepFailure[] = [];
    let lapsed = 0;
    for (const stream of due) {
      try {
        lapsed += await lapseCase(ports, stream);
      } catch (error) {
        if (error instanceof Unavailable) throw error;
        failures.push({ stream, error });
      }
    }
    return { streams: due.length, lapsed, failures };
  };
}

async function lapseCase(ports: Ports, stream: string): Promise<number> {
  const answer = await ports.ledger.transact<number>({ stream, kind: 'case' }, async (head) => {
    const records = await barredRecords(ports, head);
    const { state, receipts } = catchUp(records, caseStateOf(head));
    if (receipts.length === 0) return { result: 0 };
    settleVacancies(records, state);
    return { append: records.append({}), result: receipts.length };
  });
  return typeof answer === 'number' ? answer : 0;
}
