import { type BytesHash, emptyRoot, nodeHash } from './tree-hash.js';

/** A tree that only grows, of which nothing is kept but the complete subtrees at its right edge: enough for its root. */
export class TreeFrontier {
  /** By level; undefined where the size has no subtree of that height at its edge. */
  readonly #edge: (Uint8Array | undefined)[] = [];
  #size = 0;

  constructor(private readonly hash: BytesHash) {}

  /** Number of leaves. */
  get size(): number {
    return this.#size;
  }

  /** Adds a leaf by its hash. */
  add(leaf: Uint8Array): void {
    let node = leaf;
    let level = 0;
    for (let left = this.#edge[level]; left; left = this.#edge[level]) {
      node = nodeHash(this.hash, left, node);
      this.#edge[level++] = undefined;
    }
    this.#edge[level] = node;
    this.#size++;
  }

  /** Root of the tree as it is now. */
  root(): Uint8Array {
    let root: Uint8Array | undefined;
    for (const node of this.#edge) {
      if (node) root = root ? nodeHash(this.hash, node, root) : node;
    }
    return root ?? emptyRoot(this.hash);
  }
}
