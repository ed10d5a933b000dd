import { entriesOf, entryOf } from './entries.js';
import type { OrganisationIndex } from './organisation-index.js';
import type { Recusal } from './organisation.js';

/** Whether a request alone bars the person until it is decided (`recusalRequestBars` of the installation). */
export interface RecusalRule {
  readonly requestBars: boolean;
}

/** Everybody whom 回避 bars from the case, by id: declared, ordered, and requested when the rule says so. */
export function recusedFrom(index: OrganisationIndex, caseId: string, rule: RecusalRule): readonly string[] {
  const barring = entriesOf(index.organisation.recusals, index.recusalsIn.get(caseId)).filter(([, recusal]) =>
    bars(recusal, rule),
  );
  return [...new Set(barring.map(([, { person }]) => person))].toSorted();
}

/** The cases from which 回避 bars the person, by id. */
export function barredCases(index: OrganisationIndex, person: string, rule: RecusalRule): readonly string[] {
  const barring = entriesOf(index.organisation.recusals, index.recusalsOf.get(person)).filter(([, recusal]) =>
    bars(recusal, rule),
  );
  return [...new Set(barring.map(([, recusal]) => recusal.case))].toSorted();
}

function bars({ status }: Recusal, rule: RecusalRule): boolean {
  return status === 'declared' || status === 'ordered' || (status === 'requested' && rule.requestBars);
}

/** Whether the case is sealed (封存) and the seal not lifted. */
export function isSealed(index: OrganisationIndex, caseId: string): boolean {
  const seal = entryOf(index.organisation.seals, caseId);
  return seal !== undefined && seal.liftedOn === undefined;
}

/** All cases that are sealed, by id. */
export function sealedCases(index: OrganisationIndex): readonly string[] {
  return Object.keys(index.organisation.seals)
    .filter((caseId) => isSealed(index, caseId))
    .toSorted();
}
