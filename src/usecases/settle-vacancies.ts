import { evolve } from '../engine/case/evolve.js';
import type { CaseState } from '../engine/case/case-state.js';
import type { Actor } from '../engine/case/command.js';
import { vacancyEvents } from '../engine/case/vacancy.js';
import { today } from '../engine/case/world.js';
import type { CasePlace } from '../engine/organisation/capacity.js';
import { capacitiesOf } from '../engine/organisation/capacities.js';
import { holdersOf } from '../engine/organisation/holders.js';
import { personFacts } from '../engine/organisation/person-facts.js';
import type { RecordReceipt } from './act-answer.js';
import type { CaseRecords } from './case-records.js';
import type { OrganisationSnapshot } from './ports.js';

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
  const { organisation, world } = context;
  const { procedure: name } = procedure.definition;
  const place = { unit: state.unit, procedure: name, caseId: head.stream, on: today(world) };
  const events = vacancyEvents(
    procedure.definition,
    state,
    (post) => candidates(organisation, post, place),
    world,
  );
  let after = state;
  const receipts = events.map((event) => {
    after = evolve(after, event);
    const found = event.vacancy?.state === 'found';
    const effects = found ? [{ type: 'incident.report' as const, incident: 'vacancy', on: event.on }] : [];
    return records.add({ event, basis: BASIS, effects, state: after });
  });
  return { state: after, receipts };
}

/** Everybody who holds the post there, one by one: mostly the first may act. */
function* candidates({ index }: OrganisationSnapshot, post: string, place: CasePlace): Generator<Actor> {
  for (const person of holdersOf(index, post, place)) {
    const facts = personFacts(index, person, place.on);
    if (facts)
      yield { ...facts, scopes: null, signIn: 'bearer', capacities: capacitiesOf(index, person, place) };
  }
}
