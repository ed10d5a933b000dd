import { sameBytes } from './bytes.js';
import { type BytesHash, HASH_BYTES, nodeHash } from './tree-hash.js';

/** Sizes and indexes are unsigned and up to 64 bits long in proofs that come from elsewhere. */
const MOST = 2n ** 64n - 1n;

/**
 * Whether the proof shows that the leaf stands at `index` in the tree of `size` leaves with this root (RFC 9162,
 * 2.1.3.2). False for anything that is no such proof; never throws.
 */
export function provesInclusion(
  claim: {
    readonly index: bigint;
    readonly size: bigint;
    readonly leaf: Uint8Array;
    readonly root: Uint8Array;
  },
  proof: readonly Uint8Array[],
  hash: BytesHash,
): boolean {
  const { index, size, leaf, root } = claim;
  if (index < 0n || size > MOST || index >= size || ![leaf, root, ...proof].every(isHash)) return false;
  let at = index;
  let last = size - 1n;
  let reached = leaf;
  for (const sibling of proof) {
    if (last === 0n) return false;
    if (isOdd(at) || at === last) {
      reached = nodeHash(hash, sibling, reached);
      while (!isOdd(at) && at !== 0n) [at, last] = [at >> 1n, last >> 1n];
    } else {
      reached = nodeHash(hash, reached, sibling);
    }
    [at, last] = [at >> 1n, last >> 1n];
  }
  return last === 0n && sameBytes(reached, root);
}

/** A tree head as a claim: so many leaves, this root. */
export interface ClaimedTree {
  readonly size: bigint;
  readonly root: Uint8Array;
}

/**
 * Whether the proof shows that the second tree begins with all leaves of the first (RFC 9162, 2.1.4.2). Trees of the
 * same size are consistent when their roots are the same, and the proof is then empty; so it is from the empty tree.
 */
export function provesConsistency(
  first: ClaimedTree,
  second: ClaimedTree,
  proof: readonly Uint8Array[],
  hash: BytesHash,
): boolean {
  if (first.size < 0n || first.size > second.size || second.size > MOST) return false;
  if (![first.root, second.root, ...proof].every(isHash)) return false;
  if (first.size === second.size) return proof.length === 0 && sameBytes(first.root, second.root);
  if (first.size === 0n) return proof.length === 0 && sameBytes(first.root, hash(new Uint8Array(0)));
  return walk(first, second, proof, hash);
}

function walk(
  first: ClaimedTree,
  second: ClaimedTree,
  proof: readonly Uint8Array[],
  hash: BytesHash,
): boolean {
  let at = first.size - 1n;
  let last = second.size - 1n;
  while (isOdd(at)) [at, last] = [at >> 1n, last >> 1n];
  // The first tree is a complete subtree of the second: its own root begins the path and is left out of the proof.
  const [seed, ...path] = at === 0n ? [first.root, ...proof] : proof;
  if (!seed) return false;
  let [older, newer] = [seed, seed];
  for (const sibling of path) {
    if (last === 0n) return false;
    if (isOdd(at) || at === last) {
      older = nodeHash(hash, sibling, older);
      newer = nodeHash(hash, sibling, newer);
      while (!isOdd(at) && at !== 0n) [at, last] = [at >> 1n, last >> 1n];
    } else {
      newer = nodeHash(hash, newer, sibling);
    }
    [at, last] = [at >> 1n, last >> 1n];
  }
  return last === 0n && sameBytes(older, first.root) && sameBytes(newer, second.root);
}

function isOdd(n: bigint): boolean {
  return (n & 1n) === 1n;
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_BYTES;
}
