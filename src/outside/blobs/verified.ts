import { createHash } from 'node:crypto';
import { BrokenBlob } from '../../usecases/materials/material-ports.js';

/**
 * Passes a whole content on, and fails before its last piece when the digest is another one: what arrives whole is
 * what was stored.
 *
 * @throws BrokenBlob
 */
export async function* verified(
  bytes: AsyncIterable<Uint8Array>,
  sha256: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash('sha256');
  let held: Uint8Array | undefined;
  for await (const piece of bytes) {
    hash.update(piece);
    if (held) yield held;
    held = piece;
  }
  if (hash.digest('hex') !== sha256) throw new BrokenBlob(`the content ${sha256} is no longer what it was`);
  if (held) yield held;
}

/** Contents that this process has read whole and found right, with what would tell that they changed since. */
export class KnownGood {
  readonly #stamps = new Map<string, string>();

  /** Reads a content whole, unless it did so before and the stamp is still the same. @throws BrokenBlob */
  async check(sha256: string, stamp: string, read: () => AsyncIterable<Uint8Array>): Promise<void> {
    if (this.#stamps.get(sha256) === stamp) return;
    for await (const _piece of verified(read(), sha256));
    if (this.#stamps.size >= MOST) this.#stamps.clear();
    this.#stamps.set(sha256, stamp);
  }
}

const MOST = 10_000;
