import type { PlanAssumptions } from '../../../src/engine/plan/assumptions.js';

/** Nothing but the legality review. */
export const none = {
  ...{ touchesUnits: false, openToPublic: false, specialGroups: false, hearingNeeded: false },
  ...{ technical: false, adverseEffect: false, market: false, exploratory: false },
};
/** The public is asked by a solicitation, not only by another of the seven modes. */
export const solicited: PlanAssumptions = { facts: { ...none, openToPublic: true }, without: ['recordMode'] };
/** Every duty. */
export const all: PlanAssumptions = {
  facts: {
    ...{ ...none, openToPublic: true, touchesUnits: true, hearingNeeded: true },
    ...{ technical: true, adverseEffect: true, market: true },
  },
  without: ['recordMode', 'adoptAssessment'],
};
