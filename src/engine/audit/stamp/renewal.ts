import { canonicalJson } from '../canonical-form.js';
import { hex } from '../log/bytes.js';
import { type BytesHash, leafHash } from '../log/tree-hash.js';
import { utf8 } from '../utf8.js';

/** Type of the record that renews time stamps. */
export const STAMPS_RENEWED = 'stamps.renewed';

/** A time stamp that is renewed: which it is, and what it is over. */
export interface RenewedStamp {
  /** Entries of the checkpoint that it is over. */
  readonly size: number;
  /** Name of its file in bundles, `<authority>.tsr`. */
  readonly name: string;
  readonly token: Uint8Array;
  /** What was stamped: `stampText` of the checkpoint's notes. */
  readonly text: string;
}

/**
 * Hash of a leaf of the renewal tree under a suite (docs/formats/evidence-bundle.md, section 11): over the token and over what
 * it stamps, so that neither the end of its certificate nor a break of its own digest undoes it afterwards.
 */
export function renewalLeaf({ size, name, token, text }: RenewedStamp, hash: BytesHash): Uint8Array {
  const digests = { text: hex(hash(utf8(text))), token: hex(hash(token)) };
  return leafHash(hash, utf8(canonicalJson({ name, size, ...digests })));
}
