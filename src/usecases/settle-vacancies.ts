import { evolve } from '../engine/case/evolve.js';
import type { CaseState } from '../engine/case/case-state.js';
import { vacancyEvents } from '../engine/case/vacancy.js';
import type { RecordReceipt } from './act-answer.js';
import type { CaseRecords } from './case-records.js';

/** The rule of the house: a step without a lawful holder is an incident and never passes. */
const BASIS = ['正程 空岗'];

/**
 * Records which open tasks have lost, or found again, everybody who may lawfully do them. A new vacancy is reported to
 * the supervisors. To be called on records whose context knows who is barred from the case.
 */
export function settleVacancies(
  records: CaseRecords,
  state: CaseState,
): { readonly state: CaseState; readonly receipts: readonly RecordReceipt[] } {
  const { procedure, context, head } = records;
  const { world } = context;
  const events = vacancyEvents(procedure.definition, state, world.holders ?? (() => []), world);
  let after = state;
  const receipts = events.map((event) => {
    after = evolve(after, event);
    const found = event.vacancy?.state === 'found';
    const effects = found ? [{ type: 'incident.report' as const, incident: 'vacancy', on: event.on }] : [];
    return records.add({ event, basis: BASIS, effects, state: after });
  });
  return { state: after, receipts };
}
