/** A hash over bytes, 32 bytes long: SHA-256 or SM3. Handed in: the engine has no Node API. */
export type BytesHash = (data: Uint8Array) => Uint8Array;

/** Bytes of every hash in the log, whatever the suite. */
export const HASH_BYTES = 32;

/** Root of the tree without leaves: the hash of nothing (RFC 9162, 2.1.1). */
export function emptyRoot(hash: BytesHash): Uint8Array {
  return hash(new Uint8Array(0));
}

/** Hash of an entry: H(0x00 || entry). */
export function leafHash(hash: BytesHash, entry: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + entry.length);
  bytes.set(entry, 1);
  return hash(bytes);
}

/** Hash of an inner node: H(0x01 || left || right). */
export function nodeHash(hash: BytesHash, left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + left.length + right.length);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 1 + left.length);
  return hash(bytes);
}
