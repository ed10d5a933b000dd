import {
  createPrivateKey,
  createPublicKey,
  createSign,
  createVerify,
  generateKeyPairSync,
  hash,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { type NoteAlgorithm, type NoteKey, noteKey } from '../../engine/audit/log/note-key.js';
import {
  cosignedMessage,
  type NoteSignature,
  type SignatureCheck,
  timedSignature,
} from '../../engine/audit/log/signed-note.js';
import { sm2Message } from '../../engine/audit/log/sm2-message.js';
import type { BytesHash } from '../../engine/audit/log/tree-hash.js';
import { utf8 } from '../../engine/audit/utf8.js';

/** SHA-256 and SM3 from bytes to bytes. */
export const sha256Bytes: BytesHash = (data) => hash('sha256', data, 'buffer');
export const sm3Bytes: BytesHash = (data) => hash('sm3', data, 'buffer');

/** DER that stands before the public point of a key: SubjectPublicKeyInfo of Ed25519 (RFC 8410) and of SM2. */
const ED25519_SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const SM2_SPKI = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d034200', 'hex');

/** A key that signs notes. What it is made of stays inside. */
export interface NoteSigner {
  readonly key: NoteKey;
  /** Signs the text of a note. `time` (Unix seconds) belongs to cosignatures, and only to them. */
  sign(text: string, time?: bigint): NoteSignature;
}

/** A fresh private key as PEM (PKCS #8). Ed25519 serves the log and witnesses alike, but never both with one key. */
export function generateNoteKey(algorithm: NoteAlgorithm): string {
  // Keys made with the curve's name lack the standard's identity until they have gone through PEM once.
  const { privateKey } =
    algorithm === 'sm2' ? generateKeyPairSync('ec', { namedCurve: 'SM2' }) : generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/**
 * The signer of a private key.
 *
 * @param name of the key: for a log its origin
 * @throws Error when the PEM holds no such key
 */
export function noteSigner(name: string, algorithm: NoteAlgorithm, pem: string): NoteSigner {
  const privateKey = createPrivateKey(pem);
  const key = noteKey(name, algorithm, publicBytes(algorithm, createPublicKey(privateKey)), sha256Bytes);
  return {
    key,
    sign(text, time) {
      if ((algorithm === 'ed25519-cosignature') !== (time !== undefined))
        throw new TypeError('a cosignature has its time, and nothing else has one');
      const signature =
        time === undefined
          ? signed(algorithm, key, privateKey, utf8(text))
          : timedSignature(time, signed(algorithm, key, privateKey, cosignedMessage(text, time)));
      return { name, id: key.id, signature };
    },
  };
}

/** Verifies signatures of notes by OpenSSL. */
export const checkSignature: SignatureCheck = (key, message, signature) => {
  try {
    const sm2 = key.algorithm === 'sm2';
    const der = Buffer.concat([sm2 ? SM2_SPKI : ED25519_SPKI, key.publicKey]);
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
    if (!sm2) return verify(null, message, publicKey, signature);
    const whole = sm2Message(key.publicKey, message, sm3Bytes);
    return createVerify('sm3').update(whole).verify(publicKey, signature);
  } catch {
    // A point that is on no curve, or a signature that is no DER: not signed by this key.
    return false;
  }
};

function signed(
  algorithm: NoteAlgorithm,
  key: NoteKey,
  privateKey: KeyObject,
  message: Uint8Array,
): Uint8Array {
  if (algorithm !== 'sm2') return sign(null, message, privateKey);
  return createSign('sm3')
    .update(sm2Message(key.publicKey, message, sm3Bytes))
    .sign(privateKey);
}

function publicBytes(algorithm: NoteAlgorithm, publicKey: KeyObject): Uint8Array {
  const der = publicKey.export({ format: 'der', type: 'spki' });
  const prefix = algorithm === 'sm2' ? SM2_SPKI : ED25519_SPKI;
  if (!der.subarray(0, prefix.length).equals(prefix)) throw new Error(`this is no key for ${algorithm}`);
  return der.subarray(prefix.length);
}
