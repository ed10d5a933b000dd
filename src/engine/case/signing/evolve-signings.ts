import type { CaseEvent } from '../case-event.js';
import type { CaseState } from '../case-state.js';

/** Folds what an event did to rounds of signatures. */
export function evolveSignings(state: CaseState, { signings }: CaseEvent): CaseState {
  if (!signings) return state;
  const after = Object.fromEntries(signings.map((change) => [change.signing, change.after]));
  return { ...state, signings: { ...state.signings, ...after } };
}
