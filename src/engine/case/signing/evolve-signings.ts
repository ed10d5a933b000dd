import type { CaseEvent } from '../case-event.js';
import type { CaseState } from '../case-state.js';

/** Folds what an event did to rounds of signatures. A round whose task closes before it has a result is closed with it. */
export function evolveSignings(state: CaseState, { signings, tasksClosed }: CaseEvent): CaseState {
  const changed = signings
    ? {
        ...state,
        signings: {
          ...state.signings,
          ...Object.fromEntries(signings.map((change) => [change.signing, change.after])),
        },
      }
    : state;
  return tasksClosed ? withoutTasklessRounds(changed) : changed;
}

function withoutTasklessRounds(state: CaseState): CaseState {
  const open = new Set(Object.values(state.tasks).map(({ signing }) => signing));
  const over = Object.entries(state.signings ?? {}).filter(
    ([signing, { result }]) => result === undefined && !open.has(signing),
  );
  if (over.length === 0) return state;
  const closed = over.map(([signing, round]) => [signing, { ...round, result: 'closed' as const }]);
  return { ...state, signings: { ...state.signings, ...Object.fromEntries(closed) } };
}
