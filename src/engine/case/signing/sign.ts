import type { ActDefinition, Definition } from '../../law/definition.js';
import type { CivilDate } from '../../clock/time.js';
import { Defect } from '../../defect.js';
import type { CaseState } from '../case-state.js';
import type { Actor } from '../command.js';
import type { GrantedPower } from '../power/power.js';
import type { Unmet } from '../refusal.js';
import type { World } from '../world.js';
import { onTurn, openRound, settled, signingAs, signsFor, withoutSigners, withSignature } from './round.js';
import { recusedFor } from './signers.js';
import type { SigningChange, SigningState, Stance } from './signing-state.js';
import { unmetSigning } from './unmet-signing.js';

/** Where somebody sits in a round: the actor as far as it is his turn, and why he may not sign. */
export interface Seat {
  readonly actor: Actor;
  readonly unmet: readonly Unmet[];
}

/**
 * The seat in which an actor would sign by an act. Deputies sign for their principals: who is himself a signer signs
 * first for himself, then for each principal, one act for each. An act that does not sign leaves the actor as he is.
 */
export function seatOf(
  definition: Definition,
  act: ActDefinition,
  actor: Actor,
  state: CaseState | null,
  world: Pick<World, 'bars'>,
): Seat {
  if (act.signs === undefined) return { actor, unmet: [] };
  const rules = signingRules(definition, act.signs);
  const open = state && openRound(state, act.signs);
  if (!open) return { actor, unmet: [unmetSigning('round-closed', rules)] };
  const { post } = open.task;
  const round = withoutSigners(open.round, recusedFor(world.bars));
  const asked = round.signers.map(({ person }) => person);
  const mine = signsFor(actor, post, isParty(definition, post)).filter((person) => asked.includes(person));
  if (mine.length === 0) return { actor, unmet: [unmetSigning('not-a-signer', rules)] };
  const waiting = mine.filter((person) => !Object.hasOwn(round.signatures, person));
  if (waiting.length === 0) return { actor, unmet: [unmetSigning('already-signed', rules)] };
  const next = onTurn(round);
  const turn = waiting.filter((person) => next.includes(person));
  if (turn.length === 0) return { actor, unmet: [unmetSigning('not-your-turn', rules)] };
  const first = turn.includes(actor.person) ? [actor.person] : turn;
  return { actor: signingAs(actor, post, first), unmet: [] };
}

/** The round after a lawful signature, with its result if that settles it. */
export function signatureBy(
  definition: Definition,
  state: CaseState,
  signing: string,
  given: {
    readonly actor: Actor;
    readonly power: GrantedPower;
    readonly stance: unknown;
    readonly on: CivilDate;
  },
  world: Pick<World, 'bars'>,
): SigningChange {
  const open = openRound(state, signing);
  if (!open) throw new Defect(`somebody signs in ${signing}, which is not open`);
  const { actor, power, on } = given;
  const person = power.deputy?.principal.person ?? actor.person;
  const by = person === actor.person ? {} : { by: actor.person };
  const round = withoutSigners(open.round, recusedFor(world.bars));
  const signed = withSignature(round, person, { stance: stanceOf(given.stance), on, ...by });
  return { signing, did: 'signed', person, after: settled(signingRules(definition, signing), signed) };
}

/** The result that a change gave its round, if it did. */
export function resultOf({ after }: SigningChange): 'passed' | 'failed' | undefined {
  return after.result === 'closed' ? undefined : after.result;
}

/** The definition of a round. @throws Defect for one that is not declared: the linter lets no such act through. */
export function signingRules(definition: Definition, signing: string) {
  const rules = definition.signings?.[signing];
  if (!rules) throw new Defect(`${signing} is no round of signatures of ${definition.procedure}`);
  return rules;
}

/** Whether a post is a party's. */
export function isParty(definition: Definition, post: string): boolean {
  return definition.posts[post]?.kind === 'party';
}

/** The round with who has left it by 回避 in the meantime. */
export function roundNow(round: SigningState, world: Pick<World, 'bars'>): SigningState {
  return withoutSigners(round, recusedFor(world.bars));
}

function stanceOf(given: unknown): Stance {
  if (given === 'agree' || given === 'disagree' || given === 'abstain') return given;
  throw new Defect(`a signature takes the stance ${JSON.stringify(given)}`);
}
