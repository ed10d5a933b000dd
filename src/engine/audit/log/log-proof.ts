import { fromBase64, toBase64 } from './base64.js';
import { parseCount } from './checkpoint.js';
import { formatNote, parseNote, type SignedNote } from './signed-note.js';
import { HASH_BYTES } from './tree-hash.js';

/** Proof that an entry is in a log, to be checked without the log (C2SP tlog-proof). */
export interface LogProof {
  readonly index: bigint;
  /** From the leaf's sibling to the root's child. */
  readonly hashes: readonly Uint8Array[];
  /** The checkpoint with its signatures. */
  readonly checkpoint: SignedNote;
}

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
/** A tree of 2^64 leaves is no deeper. */
const MOST_HASHES = 64;

/** The text of a `.tlog-proof` file. */
export function formatLogProof({ index, hashes, checkpoint }: LogProof): string {
  const lines = [FIRST_LINE, `index ${index}`, ...hashes.map(toBase64), ''];
  return lines.map((line) => `${line}\n`).join('') + formatNote(checkpoint);
}

/** The proof in such a text; its `extra` line, which proves nothing, is skipped. Undefined when it is none. */
export function parseLogProof(source: string): LogProof | undefined {
  const end = source.indexOf('\n\n');
  if (end < 0) return undefined;
  const [first, ...lines] = source.slice(0, end).split('\n');
  if (first !== FIRST_LINE) return undefined;
  if (lines[0]?.startsWith('extra ') && !fromBase64(lines.shift()?.slice(6) ?? '')) return undefined;
  const index = lines[0]?.startsWith('index ') ? parseCount((lines.shift() as string).slice(6)) : undefined;
  const hashes = lines.map(fromBase64);
  const checkpoint = parseNote(source.slice(end + 2));
  if (index === undefined || !checkpoint || hashes.length > MOST_HASHES) return undefined;
  if (!hashes.every((one): one is Uint8Array => one?.length === HASH_BYTES)) return undefined;
  return { index, hashes, checkpoint };
}
