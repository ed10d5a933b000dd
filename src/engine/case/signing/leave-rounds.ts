import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import { joinBasis } from '../basis-list.js';
import type { CaseEvent } from '../case-event.js';
import type { CaseState } from '../case-state.js';
import type { Decision } from '../decision.js';
import { evolve } from '../evolve.js';
import { movementFields } from '../movement.js';
import { comingByLaw } from '../explain/tasks-coming.js';
import { today, type World } from '../world.js';
import { openRound, settled } from './round.js';
import { movedOn } from './settle.js';
import { roundNow, signingRules } from './sign.js';

/**
 * The first open round that somebody has left by 回避: he is taken out with his signature, as if he had never been asked,
 * and the case moves on when the others have settled it. Undefined when nobody has left. Call again on the resulting
 * state until it is.
 */
export function leaveRound(
  procedure: CompiledProcedure,
  state: CaseState,
  world: World,
): Decision | undefined {
  const { definition } = procedure;
  if (state.status === 'ended') return undefined;
  for (const signing of Object.keys(state.signings ?? {})) {
    const open = openRound(state, signing);
    const now = open && roundNow(open.round, world);
    if (!open || now === open.round || now === undefined) continue;
    const rules = signingRules(definition, signing);
    const change = { signing, did: 'recused' as const, after: settled(rules, now) };
    const on = today(world);
    const moved = movedOn({ procedure, state, after: state, on, calendar: world.calendar }, change);
    const happened: CaseEvent = {
      ...{ type: 'signing.recused', cause: 'desk' as const, on },
      ...(moved && movementFields(moved)),
    };
    const coming = comingByLaw(happened, { definition, before: state, world });
    const event = { ...coming, signings: [change, ...(coming.signings ?? [])] };
    const basis = joinBasis(rules.basis, moved?.entered.basis, '正程 回避');
    return { refused: false, event, effects: [], state: evolve(state, event), basis };
  }
  return undefined;
}
