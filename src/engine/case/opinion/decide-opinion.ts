import type { Hash } from '../../audit/record.js';
import { missingPower } from '../../powers/missing-power.js';
import type { PolicyReason } from '../../powers/power-question.js';
import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import { anyPower } from '../power/any-power.js';
import type { CaseEvent } from '../case-event.js';
import type { CaseState } from '../case-state.js';
import type { Actor } from '../command.js';
import type { Decision } from '../decision.js';
import { opinionMark, seenDigest, unmetOpinion, type GivenOpinion } from './opinion.js';
import { officerPosts } from '../power/power.js';
import { powerInEvent } from '../power/power-in-event.js';
import { refusal, type Refusal } from '../refusal.js';
import { today, type World } from '../world.js';

/** Somebody speaks in a case without acting in it. */
export interface OpinionCommand {
  readonly actor: Actor;
  readonly opinion: GivenOpinion;
  /** Who gave the opinion that this one corrects; undefined when there is none. */
  readonly corrected?: { readonly person?: string };
}

const BASIS: readonly string[] = ['正程 意见'];

/**
 * Decides whether a person may give an opinion by itself: whoever may know of the case in a post that its procedure
 * names, has worked in it, or was asked. A party speaks by its own acts. When the case has ended, only corrections.
 * Nothing changes in the case.
 */
export function decideOpinion(
  procedure: CompiledProcedure,
  state: CaseState,
  { actor, opinion, corrected }: OpinionCommand,
  world: World,
  hash: Pick<Hash, 'sha256'>,
): Decision | Refusal {
  if (state.status === 'ended' && opinion.corrects === undefined) {
    return refusal('case-ended', procedure, state, BASIS);
  }
  const power = powerToSpeak(procedure, state, actor, world);
  if ('denials' in power) {
    const unmet = power.denials.map(({ code, say, basis }) => ({ code, say, basis }));
    return refusal(unmet[0]?.code ?? 'power-missing', procedure, state, [], unmet);
  }
  const seen = seenDigest(state, hash);
  const unmet = unmetOpinion(opinion, actor.person, { seen, corrected });
  const [first] = unmet;
  if (first) return refusal(first.code, procedure, state, [], unmet);
  const event: CaseEvent = {
    type: opinion.corrects === undefined ? 'opinion.given' : 'opinion.corrected',
    cause: 'opinion',
    power,
    on: today(world),
    opinion: opinionMark(opinion, seen),
  };
  return { refused: false, event, effects: [], state, basis: BASIS };
}

/** In which capacity he may speak: his own posts first, then those of principals, then as one who worked or was asked. */
function powerToSpeak(
  { definition }: CompiledProcedure,
  state: CaseState,
  actor: Actor,
  world: World,
): NonNullable<CaseEvent['power']> | { readonly denials: readonly PolicyReason[] } {
  const posts = officerPosts(definition);
  const capacities = actor.capacities.filter(({ post }) => posts.includes(post));
  const power = anyPower({ definition, state, actor: { ...actor, capacities }, world }, 'readCase');
  if (!power.allowed) return { denials: power.denials };
  if (power.capacity) return powerInEvent(power.granted);
  const concerned = [...Object.values(state.performers).flat(), ...(state.referred ?? [])];
  const asked = actor.kind !== 'public' && concerned.includes(actor.person);
  return asked ? { policies: power.policies } : { denials: [missingPower('readCase')] };
}
