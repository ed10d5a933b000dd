import type { CaseEvent } from '../../case/case-event.js';
import type { CaseState } from '../../case/case-state.js';
import type { Decision } from '../../case/decision.js';
import { emptiedHands } from '../../case/desk/emptied-hands.js';
import { evolve } from '../../case/evolve.js';
import { nextLapse, recompute } from '../../case/lapse.js';
import { leaveRound } from '../../case/signing/leave-rounds.js';
import { vacancyEvents } from '../../case/power/vacancy.js';
import type { World } from '../../case/world.js';
import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import { stateOf } from '../earlier-state.js';
import type { Redo, Redone } from '../moment.js';

/** 期限届满, 承诺期限届满, and days that the calendar moves: what the law does by itself. */
export const redoLapse: Redo = (moment) => {
  const { procedure, world, event } = moment;
  const state = stateOf(moment);
  const next = (): readonly Redone[] => found(nextLapse(procedure, state, world));
  // A notice moves all clocks at once; a sweep that meets one that is out of step moves that one.
  const all = (): readonly Redone[] =>
    event.cause === 'calendar' ? found(recompute(procedure, state, world)) : [];
  return [...all(), ...next()].map((one) => () => one);
};

/** Who has left a round, what is in nobody's hand any more, and steps without a lawful holder. */
export const redoSettlement: Redo = ({ procedure, world, ...moment }) =>
  settlementsDue(procedure, stateOf(moment), world).map((answer) => () => ({ answer }));

function found(answer: Decision | undefined): readonly Redone[] {
  return answer ? [{ answer }] : [];
}

/** Provisions of the house under which a task leaves a hand, and under which a vacancy is reported. */
const HANDOVER = ['正程 工作交接'];
const VACANCY = ['正程 空岗'];

/**
 * What must be put right once somebody has acted: rounds that somebody has left come first; of the rest each stands by
 * itself, and no rule says which is recorded before the other. Empty: nothing.
 */
export function settlementsDue(
  procedure: CompiledProcedure,
  state: CaseState,
  world: World,
): readonly Decision[] {
  const left = leaveRound(procedure, state, world);
  if (left) return [left];
  const { definition } = procedure;
  const emptied = emptiedHands(definition, state, world).map((event) => settled(state, event, HANDOVER));
  const vacancies = vacancyEvents(definition, state, world.holders ?? (() => []), world);
  return [...emptied, ...vacancies.map((event) => settled(state, event, VACANCY))];
}

function settled(state: CaseState, event: CaseEvent, basis: readonly string[]): Decision {
  return { refused: false, event, effects: [], state: evolve(state, event), basis };
}
