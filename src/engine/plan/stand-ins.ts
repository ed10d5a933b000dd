import type { Definition } from '../law/definition.js';
import { tasksByKey } from '../law/link/task-keys.js';
import type { CaseState } from '../case/case-state.js';
import { actorInPosts, type Actor } from '../case/command.js';
import type { Unmet } from '../case/refusal.js';
import type { NamedSigners } from '../case/signing/open-rounds.js';
import { onTurn, openRound } from '../case/signing/round.js';
import { isLawfulNumber } from '../case/signing/tally.js';

/** As many stand-ins as any law here asks signatures of: more would only multiply what is looked at. */
const STAND_INS = 2;

/**
 * Somebody who would do an act: who signs next where it signs, a party himself, else a second officer after a first, so
 * that two can act.
 */
export function standIn(state: CaseState, post: string, signs: string | undefined): Actor {
  const round = signs === undefined ? undefined : openRound(state, signs);
  const signer = round && onTurn(round.round)[0];
  const acted = state.performers[post]?.length ?? 0;
  const party = state.parties[post]?.[0];
  return actorInPosts(signer ?? party ?? name(post, Math.min(acted + 1, STAND_INS)), [post]);
}

/** Those who might hold a post: enough for every round of signatures in which it signs, beside those who may have acted. */
export function standInHolders(definition: Definition): (post: string) => Iterable<Actor> {
  return (post) => numbered(post, holdersOf(definition, post)).map((one) => actorInPosts(one, [post]));
}

/** Signers for the rounds of which a refusal says that nobody was named: none of them has acted before. */
export function standInSigners(definition: Definition, unmet: readonly Unmet[]): NamedSigners | undefined {
  if (unmet.length === 0 || unmet.some(({ code }) => code !== 'signers-needed')) return undefined;
  const named = unmet.map(({ at = '' }) => {
    const signing = at.slice('/signers/'.length);
    const post = postOf(definition, signing);
    return [signing, numbered(post, STAND_INS + lawfulNumber(definition, signing)).slice(STAND_INS)] as const;
  });
  return Object.fromEntries(named);
}

function numbered(post: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => name(post, index + 1));
}

function name(post: string, number: number): string {
  return `post:${post}:${number}`;
}

function holdersOf(definition: Definition, post: string): number {
  const rounds = Object.entries(definition.signings ?? {}).filter(
    ([one]) => postOf(definition, one) === post,
  );
  const asked = rounds.map(([signing, { signers, count }]) => {
    const fewest = lawfulNumber(definition, signing);
    // All holders sign: more of them than the law wants would keep the round from ending.
    const tooMany = signers === 'holders' && !isLawfulNumber(count, fewest + STAND_INS);
    return tooMany ? fewest : fewest + STAND_INS;
  });
  return asked.length === 0 ? STAND_INS : Math.min(...asked);
}

function postOf(definition: Definition, signing: string): string {
  return [...tasksByKey(definition).values()].find((task) => task.signing === signing)?.post ?? '';
}

/** The fewest signers that the law wants. */
function lawfulNumber(definition: Definition, signing: string): number {
  const count = definition.signings?.[signing]?.count;
  let number = Math.max(1, count?.min ?? 1);
  if (!isLawfulNumber(count, number)) number += 1;
  return number;
}
