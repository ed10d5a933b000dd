import { fromBase64, toBase64 } from './base64.js';
import { HASH_BYTES } from './tree-hash.js';

/** How large a log is and what is in it (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** The log's name for ever. */
  readonly origin: string;
  readonly size: bigint;
  readonly root: Uint8Array;
  /** Further lines. We write none: nobody can audit them. */
  readonly extensions: readonly string[];
}

/** The text that is signed. */
export function formatCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  return [origin, String(size), toBase64(root), ...extensions].map((line) => `${line}\n`).join('');
}

/** The checkpoint in the text of a note; undefined when it is none. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  if (!text.endsWith('\n')) return undefined;
  const lines = text.slice(0, -1).split('\n');
  const [origin, size, encoded, ...extensions] = lines;
  if (lines.includes('') || !origin || size === undefined || encoded === undefined) return undefined;
  const count = parseCount(size);
  const root = fromBase64(encoded);
  if (count === undefined || root?.length !== HASH_BYTES) return undefined;
  return { origin, size: count, root, extensions };
}

/** A decimal number without leading zeroes, up to 64 bits; undefined for anything else. */
export function parseCount(text: string): bigint | undefined {
  if (!/^(0|[1-9]\d{0,19})$/.test(text)) return undefined;
  const count = BigInt(text);
  return count < 2n ** 64n ? count : undefined;
}
