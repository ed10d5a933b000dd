import type { SigningDefinition } from '../../law/work-definition.js';
import type { CaseState, TaskState } from '../case-state.js';
import type { Actor } from '../command.js';
import type { Signature, Signer, SigningState } from './signing-state.js';
import { tally } from './tally.js';

/** An open round with the task that it is. */
export interface OpenRound {
  readonly signing: string;
  readonly key: string;
  readonly task: TaskState;
  readonly round: SigningState;
}

/** The open round of that name: its task is open and it has no result. */
export function openRound(
  { tasks, signings }: Pick<CaseState, 'tasks' | 'signings'>,
  signing: string,
): OpenRound | undefined {
  const found = Object.entries(tasks).find(([, task]) => task.signing === signing);
  const round = signings?.[signing];
  return found && round && round.result === undefined
    ? { signing, key: found[0], task: found[1], round }
    : undefined;
}

/** A round that begins. */
export function newRound(
  mode: SigningDefinition['mode'],
  signers: readonly Signer[],
  before: SigningState | undefined,
): SigningState {
  return {
    round: (before?.round ?? 0) + 1,
    ...(mode === 'sequential' && { inTurn: true as const }),
    signers,
    signatures: {},
  };
}

/** The round with one more signature. */
export function withSignature(round: SigningState, person: string, signature: Signature): SigningState {
  return { ...round, signatures: { ...round.signatures, [person]: signature } };
}

/** The round without the signature of that person. */
export function withoutSignature(round: SigningState, person: string): SigningState {
  const { [person]: _gone, ...signatures } = round.signatures;
  return { ...round, signatures };
}

/** The round without those persons, as if they had never been asked. */
export function withoutSigners(round: SigningState, persons: readonly string[]): SigningState {
  const left = round.signers.filter(({ person }) => !persons.includes(person));
  if (left.length === round.signers.length) return round;
  return { ...persons.reduce(withoutSignature, round), signers: left };
}

/** The round with its result, if it has come to one. */
export function settled(rules: SigningDefinition, round: SigningState): SigningState {
  const { result } = tally(rules, round);
  return result ? { ...round, result } : round;
}

/** Those who have not signed. */
export function unsigned({ signers, signatures }: SigningState): readonly string[] {
  return signers.map(({ person }) => person).filter((person) => !Object.hasOwn(signatures, person));
}

/** Those who may sign next: all who have not, or the first of them where they sign in turn. */
export function onTurn(round: SigningState): readonly string[] {
  const waiting = unsigned(round);
  return round.inTurn ? waiting.slice(0, 1) : waiting;
}

/** For whom somebody could sign in a post: himself, and principals for whom he is the deputy in it. */
export function signsFor({ person, capacities }: Actor, post: string, isParty: boolean): readonly string[] {
  if (isParty) return [person];
  const inPost = capacities.filter((capacity) => capacity.post === post);
  return [...new Set(inPost.map(({ deputy }) => deputy?.principal.person ?? person))];
}

/** The actor as one who signs for these persons only. */
export function signingAs(actor: Actor, post: string, persons: readonly string[]): Actor {
  const capacities = actor.capacities.filter(
    (capacity) =>
      capacity.post === post && persons.includes(capacity.deputy?.principal.person ?? actor.person),
  );
  return { ...actor, capacities };
}
