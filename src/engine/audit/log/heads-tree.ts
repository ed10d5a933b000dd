import { canonicalJson } from '../canonical-form.js';
import type { DigestPair } from '../record.js';
import { utf8 } from '../utf8.js';
import { inclusionProof, rootAt } from './tree-proof.js';
import { type BytesHash, leafHash, nodeHash } from './tree-hash.js';

/** Where a stream ends at some size of the log: how many records it has below it, and the leaf of the last. */
export interface StreamEnd {
  readonly stream: string;
  readonly count: number;
  readonly leaf: DigestPair;
}

/** Hash of a leaf of the heads tree: H(0x00 || canonical JSON of the stream's end). */
export function headLeaf({ stream, count, leaf }: StreamEnd, hash: BytesHash): Uint8Array {
  return leafHash(hash, utf8(canonicalJson({ count, leaf, stream })));
}

/**
 * The tree over the ends of all streams, sorted by stream (by bytes): what one root says of the completeness of each.
 * Root and paths are those of RFC 9162, like those of the log itself.
 */
export class HeadsTree {
  /** Complete subtrees by level: hashes of 2^level leaves each. */
  readonly #levels: (readonly Uint8Array[])[];

  /** @param leaves from `headLeaf`, in order */
  constructor(
    leaves: readonly Uint8Array[],
    private readonly hash: BytesHash,
  ) {
    this.#levels = [leaves];
    for (let below = leaves; below.length > 1;) {
      const level: Uint8Array[] = [];
      for (let at = 0; at + 1 < below.length; at += 2)
        level.push(nodeHash(hash, below[at] as Uint8Array, below[at + 1] as Uint8Array));
      this.#levels.push(level);
      below = level;
    }
  }

  /** Root of the tree. */
  root(): Uint8Array {
    return rootAt(this.#size, this.#read, this.hash);
  }

  /** Inclusion path of the leaf at a position. @throws Defect when there is no such leaf */
  path(position: number): readonly Uint8Array[] {
    return inclusionProof(position, this.#size, this.#read, this.hash);
  }

  get #size(): number {
    return this.#levels[0]?.length ?? 0;
  }

  readonly #read = ({ level, index }: { readonly level: number; readonly index: number }): Uint8Array =>
    this.#levels[level]?.[index] as Uint8Array;
}
