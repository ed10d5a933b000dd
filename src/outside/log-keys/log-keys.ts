import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { sameBytes } from '../../engine/audit/log/bytes.js';
import { formatNoteKey, type NoteAlgorithm, type NoteKey } from '../../engine/audit/log/note-key.js';
import { parseNote, verifyNote } from '../../engine/audit/log/signed-note.js';
import { parsePolicy } from '../../engine/audit/log/trust-policy.js';
import { LOG_SUITES, type LogSuite, originOf } from '../../usecases/log/log-ports.js';
import {
  checkSignature,
  generateNoteKey,
  type NoteSigner,
  noteSigner,
  sha256Bytes,
} from '../crypto/note-keys.js';
import { LogKeysError } from './log-keys-error.js';

/** What each suite signs by. */
const ALGORITHMS: Readonly<Record<LogSuite, NoteAlgorithm>> = { sha256: 'ed25519', sm3: 'sm2' };

/** Name of a suite's private key in the folder of keys. */
const FILES: Readonly<Record<LogSuite, string>> = { sha256: 'ed25519.pem', sm3: 'sm2.pem' };

/** What the sequencer signs with. */
export type LogSigners = Readonly<Record<LogSuite, NoteSigner>>;

/**
 * The log's private keys, made on the first start in files that only their owner may read. The policy with the public
 * keys is written beside them; keys of this log that it named before stay in it behind the present ones, so that what
 * they have signed is still believed, until somebody takes their line out.
 *
 * @param folder of the keys: `ed25519.pem` and `sm2.pem`, PKCS #8
 * @param log origin of the log
 * @throws LogKeysError for a file that others may read or that holds no such key
 */
export function openLogKeys(folder: string, log: string): LogSigners {
  for (const suite of LOG_SUITES) createKey(folder, suite);
  const signers = { sha256: signerIn(folder, log, 'sha256'), sm3: signerIn(folder, log, 'sm3') };
  const policy = policyOf([...LOG_SUITES.map((suite) => signers[suite].key), ...formerKeys(folder, signers)]);
  if (readLogPolicy(folder) !== policy) writePolicy(folder, policy);
  return signers;
}

/** Name of the policy with the public keys, beside the private ones: the service itself reads nothing else there. */
const POLICY_FILE = 'policy.txt';

/** The policy that `openLogKeys` left in the folder; undefined while no keys have been made there. */
export function readLogPolicy(folder: string): string | undefined {
  const file = join(folder, POLICY_FILE);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/**
 * A trust policy (C2SP tlog-policy) that believes these keys and asks for no witness: what a verifier is given, by a way
 * on which nobody can exchange it.
 */
function policyOf(keys: readonly NoteKey[]): string {
  return [...keys.map((key) => `log ${formatNoteKey(key)}`), 'quorum none', ''].join('\n');
}

function formerKeys(folder: string, signers: LogSigners): readonly NoteKey[] {
  const policy = parsePolicy(readLogPolicy(folder) ?? '', sha256Bytes);
  if (!policy.ok) return [];
  const present = LOG_SUITES.map((suite) => signers[suite].key);
  return policy.policy.logs.filter((former) =>
    present.some(
      (key) =>
        key.name === former.name &&
        key.algorithm === former.algorithm &&
        !sameBytes(key.publicKey, former.publicKey),
    ),
  );
}

/** Whether a note is signed by the log's key of a suite; undefined where the public keys are not kept. */
export function noteCheck(folder: string): ((suite: LogSuite, note: string) => boolean) | undefined {
  const policy = parsePolicy(readLogPolicy(folder) ?? '', sha256Bytes);
  if (!policy.ok) return undefined;
  return (suite, text) => {
    const keys = policy.policy.logs.filter(({ algorithm }) => algorithm === ALGORITHMS[suite]);
    const note = parseNote(text);
    const verdict = note && verifyNote(note, keys, checkSignature);
    return verdict !== undefined && 'signedBy' in verdict && verdict.signedBy.length > 0;
  };
}

/**
 * As `noteCheck`, and nothing is signed where the public keys are not kept. The policy is read for each note: the sequencer
 * may write it after the service has started.
 */
export function signedByKeysIn(folder: string): (suite: LogSuite, note: string) => boolean {
  return (suite, note) => noteCheck(folder)?.(suite, note) === true;
}

function signerIn(folder: string, log: string, suite: LogSuite): NoteSigner {
  const file = join(folder, FILES[suite]);
  // What others may do on a system without file modes is not told by a mode.
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
    throw new LogKeysError(`${file}: others may read this key; run: chmod 600 ${file}`);
  try {
    return noteSigner(originOf(log, suite), ALGORITHMS[suite], readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new LogKeysError(`${file}: holds no private key of the kind ${ALGORITHMS[suite]}`, { cause });
  }
}

function writePolicy(folder: string, policy: string): void {
  const draft = join(folder, `${POLICY_FILE}.${randomBytes(8).toString('hex')}`);
  writeFileSync(draft, policy, { mode: 0o644 });
  renameSync(draft, join(folder, POLICY_FILE));
}

/** Several processes may start at once: the file appears whole, by one of them, and the others find it. */
function createKey(folder: string, suite: LogSuite): void {
  const file = join(folder, FILES[suite]);
  if (existsSync(file)) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(8).toString('hex')}`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, generateNoteKey(ALGORITHMS[suite]));
    fsyncSync(handle);
    linkSync(draft, file);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'EEXIST') throw problem;
  } finally {
    closeSync(handle);
    unlinkSync(draft);
  }
}
