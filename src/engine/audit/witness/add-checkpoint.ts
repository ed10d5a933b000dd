import { fromBase64, toBase64 } from '../log/base64.js';
import { parseCount } from '../log/checkpoint.js';
import { formatNote, parseNote, type SignedNote } from '../log/signed-note.js';
import { HASH_BYTES } from '../log/tree-hash.js';

/** What a witness is asked (C2SP tlog-witness, `add-checkpoint`). */
export interface AddCheckpoint {
  /** Size of the last checkpoint that the witness cosigned, as far as the log knows. */
  readonly oldSize: bigint;
  /** That the checkpoint begins with what was there at the old size. */
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: SignedNote;
}

const MOST_PROOF_LINES = 63;

/** The body of the request. */
export function formatAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpoint): string {
  const lines = [`old ${oldSize}`, ...proof.map(toBase64), ''];
  return lines.map((line) => `${line}\n`).join('') + formatNote(checkpoint);
}

/** The request in a body; undefined when it is none. */
export function parseAddCheckpoint(body: string): AddCheckpoint | undefined {
  const end = body.indexOf('\n\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = body.slice(0, end).split('\n');
  const oldSize = first.startsWith('old ') ? parseCount(first.slice(4)) : undefined;
  const checkpoint = parseNote(body.slice(end + 2));
  if (oldSize === undefined || !checkpoint || lines.length > MOST_PROOF_LINES) return undefined;
  const proof = lines.map(fromBase64);
  if (!proof.every((one): one is Uint8Array => one?.length === HASH_BYTES)) return undefined;
  return { oldSize, proof, checkpoint };
}
