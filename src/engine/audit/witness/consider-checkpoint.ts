import { type Checkpoint, parseCheckpoint } from '../log/checkpoint.js';
import type { NoteAlgorithm, NoteKey } from '../log/note-key.js';
import { type SignatureCheck, type SignedNote, verifyNote } from '../log/signed-note.js';
import type { BytesHash } from '../log/tree-hash.js';
import { provesConsistency } from '../log/verify-proof.js';
import { parseAddCheckpoint } from './add-checkpoint.js';

/** What a witness remembers of a log: the last checkpoint that it cosigned. */
export type Witnessed = Pick<Checkpoint, 'size' | 'root'>;

/** What a witness makes of a request; the numbers are those of HTTP (C2SP tlog-witness). */
export type Consideration =
  /** To be remembered first and cosigned then. The note has the log's signatures alone. */
  | { readonly status: 200; readonly checkpoint: Checkpoint; readonly note: SignedNote }
  /** The witness last cosigned another size than the log believes. */
  | { readonly status: 409; readonly size: bigint; readonly origin: string }
  | { readonly status: 400 | 403 | 404; readonly reason: string }
  /** With the origin of a log of which the witness has cosigned what this does not continue. */
  | { readonly status: 422; readonly reason: string; readonly origin?: string };

/** By what a witness judges. */
export interface WitnessMeans {
  /** Keys of the logs that are witnessed, each named like its log. */
  readonly logs: readonly NoteKey[];
  readonly check: SignatureCheck;
  /** Hash of a log's tree, by the algorithm of its key. */
  readonly hashOf: Readonly<Record<Exclude<NoteAlgorithm, 'ed25519-cosignature'>, BytesHash>>;
}

/**
 * Considers a request to cosign: signed by the log, and continuing what was cosigned last. A second history of the log
 * (a fork) has no proof, so that it never gets a cosignature. Pure: remembering and signing are the caller's, in that order.
 *
 * @param last what was cosigned last of the log that the request names
 */
export function considerCheckpoint(
  last: (origin: string) => Witnessed | undefined,
  body: string,
  { logs, check, hashOf }: WitnessMeans,
): Consideration {
  const request = parseAddCheckpoint(body);
  const checkpoint = request && parseCheckpoint(request.checkpoint.text);
  if (!request || !checkpoint) return { status: 400, reason: 'this is no request to add a checkpoint' };
  const keys = logs.filter(({ name }) => name === checkpoint.origin);
  const [key] = keys;
  if (!key) return { status: 404, reason: 'this log is not known here' };
  const verdict = verifyNote(request.checkpoint, keys, check);
  if ('forged' in verdict)
    return { status: 403, reason: 'a signature under the name of the log is not by it' };
  if (verdict.signedBy.length === 0) return { status: 403, reason: 'the log has not signed this' };
  const { size, root } = checkpoint;
  if (request.oldSize > size) return { status: 400, reason: 'the old size is larger than the checkpoint' };
  const before = last(checkpoint.origin);
  if (request.oldSize !== (before?.size ?? 0n))
    return { status: 409, size: before?.size ?? 0n, origin: checkpoint.origin };
  const hash = hashOf[key.algorithm === 'sm2' ? 'sm2' : 'ed25519'];
  const old = before ?? { size: 0n, root: hash(new Uint8Array(0)) };
  if (!provesConsistency(old, { size, root }, request.proof, hash))
    return {
      ...{ status: 422, reason: 'the proof does not show that this continues what was seen before' },
      ...(before && { origin: checkpoint.origin }),
    };
  const signatures = request.checkpoint.signatures.filter(({ name, id }) =>
    keys.some((one) => one.name === name && one.id === id),
  );
  return { status: 200, checkpoint, note: { text: request.checkpoint.text, signatures } };
}
