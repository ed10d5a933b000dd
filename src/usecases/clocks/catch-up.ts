import type { CaseState } from '../../engine/case/case-state.js';
import { nextLapse, recompute, type LawfulLapse } from '../../engine/case/lapse.js';
import { Defect } from '../../engine/defect.js';
import type { RecordReceipt } from '../cases/act-answer.js';
import { dayInstant, type CaseRecords } from '../cases/case-records.js';

/** More lapses in a row than any procedure has clocks: a definition that lapses for ever is a bug. */
const MAX_LAPSES = 500;

/**
 * Records everything that the law has done by itself since the case was last written, in the order of its days.
 * Returns the state as the law has it now.
 */
export function catchUp(
  records: CaseRecords,
  state: CaseState,
): { readonly state: CaseState; readonly receipts: readonly RecordReceipt[] } {
  const receipts: RecordReceipt[] = [];
  let current = state;
  for (let lapse = next(records, current); lapse; lapse = next(records, current)) {
    if (receipts.length >= MAX_LAPSES) throw new Defect(`case ${records.head.stream} lapses without end`);
    receipts.push(recordLapse(records, lapse));
    current = lapse.state;
  }
  return { state: current, receipts };
}

/** Records the effect of a newly adopted calendar on a case's running clocks, if there is any. */
export function applyCalendar(records: CaseRecords, state: CaseState): RecordReceipt | undefined {
  const moved = recompute(records.procedure, state, records.context.world);
  return moved && recordLapse(records, moved);
}

function next(records: CaseRecords, state: CaseState): LawfulLapse | undefined {
  return nextLapse(records.procedure, state, records.context.world);
}

function recordLapse(records: CaseRecords, lapse: LawfulLapse): RecordReceipt {
  const { zone } = records.context.world;
  return records.add({
    event: lapse.event,
    basis: lapse.basis,
    effects: lapse.effects,
    state: lapse.state,
    // A calendar is applied when it is applied; a term ends when its last day ends.
    ...(lapse.event.cause !== 'calendar' && { occurredAt: dayInstant(lapse.event, zone) }),
  });
}
