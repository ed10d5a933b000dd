import type { SigningDefinition } from '../../law/work-definition.js';
import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import { joinBasis } from '../basis-list.js';
import type { CaseEvent } from '../case-event.js';
import type { CaseState } from '../case-state.js';
import type { Actor } from '../command.js';
import type { DeskPlace } from '../desk/desk-place.js';
import { caseSuspended } from '../desk/in-hand.js';
import { workPower } from '../desk/work-power.js';
import { evolve } from '../evolve.js';
import { movementFields } from '../movement.js';
import { powerFor, type GrantedPower, type Power } from '../power/power.js';
import { actWish } from '../power/power-wish.js';
import { powerInEvent } from '../power/power-in-event.js';
import { refusal, type Refusal, type Unmet } from '../refusal.js';
import { withComing } from '../explain/tasks-coming.js';
import { today, type World } from '../world.js';
import { openRound, signingAs, signsFor, type OpenRound } from './round.js';
import { movedOn } from './settle.js';
import { isParty, resultOf, roundNow, signingRules } from './sign.js';
import { signingPower } from './signers.js';
import type { RoundEffect, SigningDecision } from './signing-command.js';
import type { SigningChange } from './signing-state.js';
import { needOf } from './tally.js';
import { unmetSigning } from './unmet-signing.js';

/** An open round before somebody who wishes to change it. */
export interface RoundPlace extends DeskPlace {
  readonly procedure: CompiledProcedure;
  readonly open: OpenRound;
  readonly rules: SigningDefinition;
}

/** The open round of that name as it is now: who is recused has left it. */
export function roundPlace(
  procedure: CompiledProcedure,
  state: CaseState,
  { actor, signing }: { readonly actor: Actor; readonly signing: string },
  world: World,
): RoundPlace | Refusal {
  const { definition } = procedure;
  const open = openRound(state, signing);
  if (!open) {
    const known = Object.hasOwn(definition.signings ?? {}, signing);
    const { basis, title } = known ? signingRules(definition, signing) : UNKNOWN;
    if (state.status === 'ended') return refusal('case-ended', procedure, state, joinBasis(basis));
    return refused({ procedure, state }, [unmetSigning('round-closed', { basis, title })]);
  }
  const rules = signingRules(definition, signing);
  const now = { ...open, round: roundNow(open.round, world) };
  return { procedure, definition, state, actor, world, on: today(world), open: now, rules };
}

const UNKNOWN: Pick<SigningDefinition, 'title' | 'basis'> = {
  title: { zh: '签署', en: 'signatures' },
  basis: '正程 签署',
};

/** Everything that stands against a wish. */
export function refused(
  { procedure, state }: Pick<RoundPlace, 'procedure' | 'state'>,
  unmet: readonly Unmet[],
): Refusal {
  return refusal(unmet[0]?.code ?? 'requirement-unmet', procedure, state, [], unmet);
}

/** The power to sign for one of these persons; while the work is suspended officers have none. */
export function powerToSignFor(
  { definition, state, actor, world, open }: RoundPlace,
  persons: readonly string[],
): Power {
  const { post } = open.task;
  if (state.suspendedOn !== undefined && !isParty(definition, post))
    return { unmet: [caseSuspended(state.suspendedOn)] };
  return signingPower(definition, open.task, signingAs(actor, post, persons), state, world);
}

/**
 * The power to say who signs: of a signer, of who opened the round by an act of his, or of who may reassign the work
 * (改派). The reasons against the first of these that concerns the actor are given.
 */
export function powerOverRound(place: RoundPlace): Power {
  const { definition, state, actor, world, open } = place;
  if (state.suspendedOn !== undefined) return { unmet: [caseSuspended(state.suspendedOn)] };
  const asked = open.round.signers.map(({ person }) => person);
  const { post } = open.task;
  const mine = signsFor(actor, post, isParty(definition, post)).filter((person) => asked.includes(person));
  const own = mine.length > 0 ? powerToSignFor(place, mine) : undefined;
  if (own && !('unmet' in own)) return own;
  const opened = open.task.from === actor.person ? powerOfOpener(place) : undefined;
  if (opened && !('unmet' in opened)) return opened;
  const over = definition.work?.reassign ? workPower(place, 'reassign') : undefined;
  if (over && 'power' in over) return over.power;
  return own ?? opened ?? over ?? signingPower(definition, open.task, actor, state, world);
}

function powerOfOpener({ definition, state, actor, world }: RoundPlace): Power | undefined {
  let against: Power | undefined;
  for (const [name, persons] of Object.entries(state.doneBy)) {
    const act = definition.acts[name];
    if (!act || !persons.includes(actor.person)) continue;
    const { separateFrom: _none, ...wish } = actWish(name, act, false);
    const power = powerFor(definition, { ...wish, separateFrom: [] }, actor, state, world);
    if (!('unmet' in power)) return power;
    against ??= power;
  }
  return against;
}

/** One event with what the change does to the round; when it settles the round, the case moves on within it. */
export function concluded(
  place: RoundPlace,
  change: SigningChange,
  power: GrantedPower,
): SigningDecision | Refusal {
  const { procedure, definition, state, actor, world, on, open, rules } = place;
  const moved = movedOn({ procedure, state, after: state, on, calendar: world.calendar }, change);
  const happened: CaseEvent = {
    ...{ type: `signing.${change.did}`, cause: 'desk' as const, power: powerInEvent(power), on },
    ...(moved && movementFields(moved)),
  };
  const by = { actor };
  const coming = withComing(happened, { definition, before: state, world, by, signed: change });
  if ('unmet' in coming) return refused(place, coming.unmet);
  const { event } = coming;
  const result = resultOf(change);
  const round: RoundEffect = {
    before: needOf(rules, open.round),
    after: needOf(rules, change.after),
    ...(result && { result }),
  };
  const basis = joinBasis(rules.basis, moved?.entered.basis, '正程 签署');
  return { refused: false, event, effects: [], state: evolve(state, event), basis, round };
}
