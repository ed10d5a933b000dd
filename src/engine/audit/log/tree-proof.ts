import { type BytesHash, emptyRoot, nodeHash } from './tree-hash.js';
import { consistencyRuns, inclusionRuns, type Run, runOf, type TreeNode } from './tree-shape.js';

/** Hashes of complete subtrees, from wherever they are kept. @throws whatever the keeper throws for one it lacks */
export type NodeReader = (node: TreeNode) => Uint8Array;

/** Root of the tree of the first `size` leaves. */
export function rootAt(size: number, read: NodeReader, hash: BytesHash): Uint8Array {
  return size === 0 ? emptyRoot(hash) : foldRun(runOf(0, size), read, hash);
}

/** Hashes that prove that a leaf is in the tree of `size` leaves. @throws Defect when there is no such leaf */
export function inclusionProof(
  leaf: number,
  size: number,
  read: NodeReader,
  hash: BytesHash,
): readonly Uint8Array[] {
  return inclusionRuns(leaf, size).map((run) => foldRun(run, read, hash));
}

/** Hashes that prove that the tree of `second` leaves begins with that of `first`. @throws Defect when it is smaller */
export function consistencyProof(
  first: number,
  second: number,
  read: NodeReader,
  hash: BytesHash,
): readonly Uint8Array[] {
  return consistencyRuns(first, second).map((run) => foldRun(run, read, hash));
}

/** Nodes that must be at hand for the proofs and roots of these runs. */
export function nodesIn(runs: readonly Run[]): readonly TreeNode[] {
  return runs.flat();
}

/** Hash over a run: the smaller subtrees on the right are joined first. */
function foldRun(run: Run, read: NodeReader, hash: BytesHash): Uint8Array {
  const hashes = run.map(read);
  return hashes.reduceRight((right, left) => nodeHash(hash, left, right));
}
