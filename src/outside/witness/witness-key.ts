import { closeSync, existsSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { formatNoteKey } from '../../engine/audit/log/note-key.js';
import { generateNoteKey, type NoteSigner, noteSigner } from '../crypto/note-keys.js';

/** The file of a witness's key cannot be used; the sentence says what to do. */
export class WitnessKeyError extends Error {
  override readonly name = 'WitnessKeyError';
}

const NAME_LINE = /^witness: (\S+)\n/;

/**
 * Makes the key of a witness: PEM (PKCS #8) under a line with the name, in a file that only its owner may read.
 *
 * @returns the public key, as it is handed on
 * @throws WitnessKeyError when the file is there already
 */
export function createWitnessKey(name: string, file: string): string {
  const pem = generateNoteKey('ed25519-cosignature');
  let handle: number;
  try {
    handle = openSync(file, 'wx', 0o600);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'EEXIST') throw problem;
    throw new WitnessKeyError(`${file}: 已有文件，不予覆盖 is there already and is not overwritten`);
  }
  try {
    writeSync(handle, `witness: ${name}\n${pem}`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return formatNoteKey(noteSigner(name, 'ed25519-cosignature', pem).key);
}

/** The signer of such a file. @throws WitnessKeyError for a file that others may read or that holds no such key */
export function openWitnessKey(file: string): NoteSigner {
  if (!existsSync(file)) throw new WitnessKeyError(`${file}: 没有这一文件 there is no such file`);
  // What others may do on a system without file modes is not told by a mode.
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
    throw new WitnessKeyError(`${file}: 他人可读，请运行 others may read this key; run: chmod 600 ${file}`);
  const text = readFileSync(file, 'utf8');
  const name = NAME_LINE.exec(text)?.[1];
  try {
    if (name !== undefined) return noteSigner(name, 'ed25519-cosignature', text.replace(NAME_LINE, ''));
  } catch (cause) {
    throw new WitnessKeyError(`${file}: 不是见证人的私钥 holds no key of a witness`, { cause });
  }
  throw new WitnessKeyError(`${file}: 不是见证人的私钥 holds no key of a witness`);
}
