import { type Checkpoint, parseCheckpoint } from '../../log/checkpoint.js';
import type { NoteKey } from '../../log/note-key.js';
import { parseNote, type SignedNote, type SigningKey, verifyNote } from '../../log/signed-note.js';
import type { TrustPolicy } from '../../log/trust-policy.js';
import { signersOf } from '../write/bundle-lines.js';
import { readWhole } from './bundle-text.js';
import type { Suite } from './bundle-source.js';
import type { ScopedEvidence } from './evidence.js';

const MOST_OF_A_NOTE = 1_000_000;
const ALGORITHMS = { sha256: 'ed25519', sm3: 'sm2' } as const;

/** A checkpoint of the bundle that is one, and who vouches for it. */
export interface ReadNote {
  readonly text: string;
  readonly checkpoint: Checkpoint;
  /** The keys of the policy that signed as the log. */
  readonly signedBy: readonly NoteKey[];
  /** Witnesses of the policy that saw it, and when. */
  readonly cosignedBy: readonly SigningKey[];
  /** Every signature line, by the name and id of its key. */
  readonly signers: readonly string[];
  /** Names of keys that the policy does not have. */
  readonly unknown: readonly string[];
}

/** A policy that can be used. */
export function policyOf({ options: { policy } }: ScopedEvidence): TrustPolicy | undefined {
  return policy && !('malformed' in policy) ? policy : undefined;
}

/** Name of the log under a suite. */
export function originOf(log: string, suite: Suite): string {
  return suite === 'sha256' ? log : `${log}/sm3`;
}

/** The policy names keys of the suite's algorithm: whoever wrote it wants that suite anchored. */
export function isSuiteTrusted(evidence: ScopedEvidence, suite: Suite): boolean {
  const logs = policyOf(evidence)?.logs ?? [];
  const has = (one: Suite): boolean => logs.some(({ algorithm }) => algorithm === ALGORITHMS[one]);
  return has(suite) || !has(suite === 'sha256' ? 'sm3' : 'sha256');
}

/**
 * Section 10 for one note: that it is a checkpoint of this log, suite and size, and whose signatures it bears. The quorum is asked of the
 * as-of checkpoint alone.
 *
 * @returns undefined, when the note proves nothing; that is reported
 */
export function checkNote(
  evidence: ScopedEvidence,
  file: string,
  expected: { readonly suite: Suite; readonly size: number; readonly wantsQuorum: boolean },
): ReadNote | undefined {
  const { files, present, tools, found, scope } = evidence;
  if (!present.has(file)) return undefined;
  const bytes = readWhole(files.read(file), MOST_OF_A_NOTE);
  const source = bytes && tools.decode(bytes);
  const note = source === undefined ? undefined : parseNote(source);
  const checkpoint = note && parseCheckpoint(note.text);
  if (!note || !checkpoint) {
    found.add('checkpoint-malformed', { file });
    return undefined;
  }
  const { origin, size, extensions } = checkpoint;
  const isOurs = origin === originOf(scope.log, expected.suite) && size === BigInt(expected.size);
  if (!isOurs || extensions.length > 0) {
    found.add('checkpoint-differs', { file }, `${origin} ${size}`);
    return undefined;
  }
  const signatures = checkSignatures(evidence, file, note, expected);
  return { text: note.text, checkpoint, signers: signersOf(note), ...signatures };
}

function checkSignatures(
  evidence: ScopedEvidence,
  file: string,
  note: SignedNote,
  { suite, wantsQuorum }: { readonly suite: Suite; readonly wantsQuorum: boolean },
): Pick<ReadNote, 'signedBy' | 'cosignedBy' | 'unknown'> {
  const { found, tools, scope } = evidence;
  const policy = policyOf(evidence);
  const keys = [...(policy?.logs ?? []), ...(policy?.witnesses ?? [])];
  const isKnown = (name: string, id: string): boolean =>
    keys.some((key) => key.name === name && key.id === id);
  const unknown = note.signatures.filter(({ name, id }) => !isKnown(name, id)).map(({ name }) => name);
  const verdict = verifyNote(note, keys, tools.checkSignature);
  if ('forged' in verdict) {
    found.add('signature-forged', { file }, verdict.forged.name);
    return { signedBy: [], cosignedBy: [], unknown };
  }
  const origin = originOf(scope.log, suite);
  const isLog = ({ algorithm, name }: NoteKey): boolean => algorithm === ALGORITHMS[suite] && name === origin;
  const signedBy = verdict.signedBy.map(({ key }) => key).filter(isLog);
  const cosignedBy = verdict.signedBy.filter(({ key }) => policy?.witnesses.includes(key));
  if (policy && signedBy.length === 0 && isSuiteTrusted(evidence, suite))
    found.add('log-not-trusted', { file }, origin);
  if (policy && wantsQuorum && !policy.isQuorum(cosignedBy.map(({ key }) => key)))
    found.add('quorum-not-met', { file });
  return { signedBy, cosignedBy, unknown };
}
