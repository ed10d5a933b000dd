import { canonicalJson } from '../audit/canonical-form.js';
import type { Hash } from '../audit/record.js';
import { Defect } from '../defect.js';
import { canFill, seatGroupKey, seatGroups } from './draw-seats.js';
import { eligibleExperts } from './draw-rule.js';
import type { DrawHash, DrawRole, DrawRule, DrawTerms, PoolExpert } from './draw-words.js';

/** The pool as it is hashed and published: experts and their fields in the order of their codes, whoever listed them how. */
export function canonicalPool(pool: readonly PoolExpert[]): readonly PoolExpert[] {
  return pool
    .map((expert) => ({ ...expert, fields: expert.fields.toSorted() }))
    .toSorted((a, b) => (a.expert < b.expert ? -1 : 1));
}

/** Digest of the canonical pool, hex. */
export function poolDigest(pool: readonly PoolExpert[], suite: DrawHash, hash: Hash): string {
  return hash[suite](`expert-draw/pool/v1\n${canonicalJson(canonicalPool(pool))}`);
}

/**
 * What an officer publishes before the draw: a digest of everything that is fixed and of his secret number, under his
 * role, so that nobody can change a word of it later, and nobody can repeat another's promise.
 *
 * @param nonce 32 random bytes, hex, that he keeps to himself until the draw
 */
export function drawCommitment(terms: DrawTerms, role: DrawRole, nonce: string, hash: Hash): string {
  const { stream, draft, pool, rule } = terms;
  const fixed = { stream, draft, rule, pool: canonicalPool(pool), role, nonce };
  return hash[terms.hash](`expert-draw/commitment/v1\n${canonicalJson(fixed)}`);
}

/** What the seed is made of. */
export interface SeedSources {
  /** Leaf hash of the record with the last commitment. */
  readonly leaf: string;
  /** The secret numbers, in the order of the roles. */
  readonly nonces: readonly string[];
  /** The public value that the rule names, word for word. */
  readonly beacon?: string;
}

/** The seed, hex: known to nobody before the last of its sources is. */
export function drawSeed(sources: SeedSources, suite: DrawHash, hash: Hash): string {
  return hash[suite](`expert-draw/seed/v1\n${canonicalJson(sources)}`);
}

/** An expert's ticket 签号, hex: `printf 'expert-draw/ticket/v1\nSEED\nEXPERT' | sha256sum`. */
export function drawTicket(seed: string, expert: string, suite: DrawHash, hash: Hash): string {
  return hash[suite](`expert-draw/ticket/v1\n${seed}\n${expert}`);
}

/**
 * Those who may be chosen, in the order of their tickets: the one sequence from which members and those who replace
 * them are taken. Every order is as likely as any other, and none depends on how the pool was listed.
 */
export function drawOrder(
  { rule, pool, hash: suite }: Pick<DrawTerms, 'rule' | 'pool' | 'hash'>,
  seed: string,
  hash: Hash,
): readonly PoolExpert[] {
  return eligibleExperts(rule, pool)
    .map((expert) => ({ expert, ticket: drawTicket(seed, expert.expert, suite, hash) }))
    .toSorted((a, b) => compare(a.ticket, b.ticket) || compare(a.expert.expert, b.expert.expert))
    .map(({ expert }) => expert);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * The members: down the order, everybody with whom the rule can still be met. That is the first panel in this order
 * that meets the rule.
 *
 * @throws Defect where no panel can meet it (`drawFaults` says so before anybody draws)
 */
export function drawMembers(rule: DrawRule, order: readonly PoolExpert[]): readonly PoolExpert[] {
  const rest = seatGroups(rule, order);
  const members: PoolExpert[] = [];
  for (const expert of order) {
    if (members.length === rule.count) break;
    const group = rest.get(seatGroupKey(rule, expert));
    if (group) group.size -= 1;
    if (canFill(rule, [...members, expert], rest)) members.push(expert);
  }
  if (members.length < rule.count) throw new Defect('the pool cannot meet the rule of the draw');
  return members;
}

/**
 * Who comes in for a member that has left: the first in the order, of those who neither sit nor have left, with whom the
 * rule can still be met. Undefined: nobody is left with whom it can.
 *
 * @param sitting members who stay, the named ones too
 */
export function drawSuccessor(
  rule: DrawRule,
  order: readonly PoolExpert[],
  sitting: readonly PoolExpert[],
  left: readonly string[],
): PoolExpert | undefined {
  const gone = new Set([...left, ...sitting.map(({ expert }) => expert)]);
  const waiting = order.filter(({ expert }) => !gone.has(expert));
  const rest = seatGroups(rule, waiting);
  return waiting.find((expert) => {
    const group = rest.get(seatGroupKey(rule, expert));
    if (group) group.size -= 1;
    return canFill(rule, [...sitting, expert], rest);
  });
}
