import { Defect } from '../../defect.js';

/**
 * A complete subtree: the leaves [index * 2^level, (index + 1) * 2^level). Its hash never changes once all of them are
 * there, so that it can be stored and served for ever.
 */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
}

/** A run of leaves that hangs under one node of a proof: the complete subtrees it consists of, from left to right. */
export type Run = readonly TreeNode[];

/**
 * The complete subtrees that make up the leaves [from, to), from left to right, the largest first as RFC 9162 splits a
 * tree. `from` must be a multiple of the largest power of two below or at `to - from`.
 */
export function runOf(from: number, to: number): Run {
  const nodes: TreeNode[] = [];
  for (let at = from; at < to;) {
    let level = 0;
    while (2 ** (level + 1) <= to - at) level++;
    if (at % 2 ** level !== 0) throw new Defect(`the leaves ${from} to ${to} are no run of subtrees`);
    nodes.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
}

/**
 * What an inclusion proof consists of (RFC 9162, 2.1.3.1), from the leaf's sibling to the root's child.
 *
 * @throws Defect when there is no such leaf
 */
export function inclusionRuns(leaf: number, size: number): readonly Run[] {
  if (!(leaf >= 0 && leaf < size)) throw new Defect(`a tree of ${size} leaves has no leaf ${leaf}`);
  const down = (from: number, to: number): readonly Run[] => {
    if (to - from === 1) return [];
    const middle = from + splitOf(to - from);
    return leaf < middle
      ? [...down(from, middle), runOf(middle, to)]
      : [...down(middle, to), runOf(from, middle)];
  };
  return down(0, size);
}

/**
 * What a consistency proof from the tree of `first` leaves to that of `second` consists of (RFC 9162, 2.1.4.1). Empty
 * when the first tree is empty or both are the same.
 *
 * @throws Defect when the first is larger than the second
 */
export function consistencyRuns(first: number, second: number): readonly Run[] {
  if (!(first >= 0 && first <= second)) throw new Defect(`a tree does not shrink from ${first} to ${second}`);
  const down = (from: number, to: number, wholeIsKnown: boolean): readonly Run[] => {
    if (first === to) return wholeIsKnown ? [] : [runOf(from, to)];
    const middle = from + splitOf(to - from);
    return first <= middle
      ? [...down(from, middle, wholeIsKnown), runOf(middle, to)]
      : [...down(middle, to, false), runOf(from, middle)];
  };
  return first === 0 ? [] : down(0, second, true);
}

/** The largest power of two smaller than `n`; `n` is at least 2. */
function splitOf(n: number): number {
  let split = 1;
  while (split * 2 < n) split *= 2;
  return split;
}
