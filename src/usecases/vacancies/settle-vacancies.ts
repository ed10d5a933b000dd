import { emptiedHands } from '../../engine/case/desk/emptied-hands.js';
import { evolve } from '../../engine/case/evolve.js';
import { leaveRound } from '../../engine/case/signing/leave-rounds.js';
import type { CaseState } from '../../engine/case/case-state.js';
import { vacancyEvents } from '../../engine/case/power/vacancy.js';
import type { RecordReceipt } from '../cases/act-answer.js';
import type { CaseRecords } from '../cases/case-records.js';

/** The rule of the house: a step without a lawful holder is an incident and never passes. */
const BASIS = ['正程 空岗'];

/** Nobody has work in hand that he may not lawfully do. */
const HANDOVER = ['正程 工作交接'];

/**
 * Records who has left a round of signatures by 回避, what is in the hand of nobody any more, and which open tasks have lost,
 * or found again, everybody who may lawfully do them. A new vacancy is reported to the supervisors. To be called on
 * records whose context knows who is barred from the case.
 */
export function settleVacancies(
  records: CaseRecords,
  state: CaseState,
): { readonly state: CaseState; readonly receipts: readonly RecordReceipt[] } {
  const { procedure, context } = records;
  const { world } = context;
  const left = settleRounds(records, state);
  let after = left.state;
  const emptied = emptiedHands(procedure.definition, after, world).map((event) => {
    after = evolve(after, event);
    return records.add({ event, basis: HANDOVER, effects: [], state: after });
  });
  const events = vacancyEvents(procedure.definition, after, world.holders ?? (() => []), world);
  const receipts = events.map((event) => {
    after = evolve(after, event);
    const found = event.vacancy?.state === 'found';
    const effects = found ? [{ type: 'incident.report' as const, incident: 'vacancy', on: event.on }] : [];
    return records.add({ event, basis: BASIS, effects, state: after });
  });
  return { state: after, receipts: [...left.receipts, ...emptied, ...receipts] };
}

function settleRounds(
  records: CaseRecords,
  state: CaseState,
): { readonly state: CaseState; readonly receipts: readonly RecordReceipt[] } {
  const { procedure, context } = records;
  const receipts: RecordReceipt[] = [];
  let after = state;
  for (let left = leaveRound(procedure, after, context.world); left;) {
    receipts.push(records.add(left));
    after = left.state;
    left = leaveRound(procedure, after, context.world);
  }
  return { state: after, receipts };
}
