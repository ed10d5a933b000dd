import { utf8 } from '../utf8.js';
import { fromBase64, toBase64 } from './base64.js';
import { hex, joined } from './bytes.js';
import type { BytesHash } from './tree-hash.js';

/** What a signature line of a note may be (C2SP signed-note). */
export type NoteAlgorithm = 'ed25519' | 'ed25519-cosignature' | 'sm2';

/** A public key by which signatures of notes are told and verified. */
export interface NoteKey {
  /** Without spaces and plus signs. */
  readonly name: string;
  /** Four bytes, lower-case hex: together with the name it says which key and which algorithm a signature is by. */
  readonly id: string;
  readonly algorithm: NoteAlgorithm;
  /** Ed25519: the 32 bytes of RFC 8032. SM2: the uncompressed point, 65 bytes. */
  readonly publicKey: Uint8Array;
}

/**
 * What stands before the public key: the type's byte. SM2 has none assigned; 0xff and a name of its own is the way that
 * the specification leaves open.
 */
const TYPES: Readonly<Record<NoteAlgorithm, Uint8Array>> = {
  ed25519: Uint8Array.of(0x01),
  'ed25519-cosignature': Uint8Array.of(0x04),
  sm2: Uint8Array.of(0xff, ...utf8('SM2-SM3')),
};
const KEY_BYTES: Readonly<Record<NoteAlgorithm, number>> = {
  ed25519: 32,
  'ed25519-cosignature': 32,
  sm2: 65,
};
const ALGORITHMS = Object.keys(TYPES) as readonly NoteAlgorithm[];

/** A key under its recommended id: the first bytes of SHA-256(name, newline, type, public key), in every suite. */
export function noteKey(
  name: string,
  algorithm: NoteAlgorithm,
  publicKey: Uint8Array,
  sha256: BytesHash,
): NoteKey {
  const id = hex(sha256(joined(utf8(`${name}\n`), TYPES[algorithm], publicKey)).subarray(0, 4));
  return { name, id, algorithm, publicKey };
}

/** `name+id+base64(type, key)`: how keys are handed from person to person. */
export function formatNoteKey({ name, id, algorithm, publicKey }: NoteKey): string {
  return `${name}+${id}+${toBase64(joined(TYPES[algorithm], publicKey))}`;
}

/** The key in such a text; undefined when it is none, its id is not its own, or nobody here knows its algorithm. */
export function parseNoteKey(text: string, sha256: BytesHash): NoteKey | undefined {
  const [, name, id, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  const bytes = encoded === undefined ? undefined : fromBase64(encoded);
  if (name === undefined || !bytes) return undefined;
  const algorithm = ALGORITHMS.find((one) => TYPES[one].every((byte, at) => bytes[at] === byte));
  if (!algorithm) return undefined;
  const publicKey = bytes.slice(TYPES[algorithm].length);
  if (publicKey.length !== KEY_BYTES[algorithm]) return undefined;
  const key = noteKey(name, algorithm, publicKey, sha256);
  return key.id === id ? key : undefined;
}
