import { utf8 } from '../utf8.js';
import { fromBase64, toBase64 } from './base64.js';
import { hex, joined } from './bytes.js';
import type { NoteKey } from './note-key.js';

/** A text with signature lines under it (C2SP signed-note). Nothing in it counts before a signature was verified. */
export interface SignedNote {
  /** With its final newline, without the empty line behind. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  /** Id of the key, four bytes in lower-case hex. */
  readonly id: string;
  readonly signature: Uint8Array;
}

/** Verifies one signature. Handed in: the engine has no Node API. False for anything malformed; never throws. */
export type SignatureCheck = (key: NoteKey, message: Uint8Array, signature: Uint8Array) => boolean;

/** Signatures that are read in a note; the specification asks for 16 at least. */
const MOST_SIGNATURES = 64;
const MOST_CHARACTERS = 1_000_000;

/** The note in a text; undefined when it is none. */
export function parseNote(source: string): SignedNote | undefined {
  if (source.length > MOST_CHARACTERS || hasForeignCharacters(source)) return undefined;
  const split = source.lastIndexOf('\n\n');
  if (split < 0 || !source.endsWith('\n')) return undefined;
  const lines = source.slice(split + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) return undefined;
  const signatures = lines.map(parseSignature);
  if (!signatures.every((one) => one !== undefined)) return undefined;
  return { text: source.slice(0, split + 1), signatures };
}

/** The note as it is sent and stored. */
export function formatNote({ text, signatures }: SignedNote): string {
  return `${text}\n${signatures.map(formatSignature).join('')}`;
}

/** One signature line with its newline: what a witness answers. */
export function formatSignature({ name, id, signature }: NoteSignature): string {
  const prefix = Uint8Array.from({ length: 4 }, (_, at) => Number.parseInt(id.slice(2 * at, 2 * at + 2), 16));
  return `— ${name} ${toBase64(joined(prefix, signature))}\n`;
}

/** A signature line without its newline; undefined when it is none. */
export function parseSignature(line: string): NoteSignature | undefined {
  const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
  const bytes = encoded === undefined ? undefined : fromBase64(encoded);
  if (name === undefined || !bytes || bytes.length <= 4) return undefined;
  return { name, id: hex(bytes.subarray(0, 4)), signature: bytes.slice(4) };
}

/** What verifying a note came to. */
export type NoteVerdict =
  | { readonly signedBy: readonly SigningKey[] }
  /** A signature under the name and id of a known key is not by it: the whole note is to be refused. */
  | { readonly forged: NoteKey };

export interface SigningKey {
  readonly key: NoteKey;
  /** Unix seconds at which a witness says to have seen this as the log's latest; cosignatures only. */
  readonly time?: bigint;
}

/** Which of these keys signed the note. Signatures by others are ignored, as the specification asks. */
export function verifyNote(note: SignedNote, keys: readonly NoteKey[], check: SignatureCheck): NoteVerdict {
  const signedBy: SigningKey[] = [];
  for (const { name, id, signature } of note.signatures) {
    const key = keys.find((one) => one.name === name && one.id === id);
    if (!key) continue;
    const signed = openSignature(key, note.text, signature);
    if (!signed || !check(key, signed.message, signed.signature)) return { forged: key };
    if (signedBy.some((other) => other.key === key)) continue;
    signedBy.push({ key, ...(signed.time !== undefined && { time: signed.time }) });
  }
  return { signedBy };
}

/** What a witness signs: that it saw this checkpoint consistent with all it saw before, at this time (Unix seconds). */
export function cosignedMessage(text: string, time: bigint): Uint8Array {
  return utf8(`cosignature/v1\ntime ${time}\n${text}`);
}

/** A cosignature as it stands in a signature line: eight bytes of time before the signature. */
export function timedSignature(time: bigint, signature: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8);
  for (let at = 0; at < 8; at++) bytes[7 - at] = Number((time >> BigInt(8 * at)) & 0xffn);
  return joined(bytes, signature);
}

function openSignature(
  key: NoteKey,
  text: string,
  signature: Uint8Array,
): { message: Uint8Array; signature: Uint8Array; time?: bigint } | undefined {
  if (key.algorithm !== 'ed25519-cosignature') return { message: utf8(text), signature };
  if (signature.length < 8) return undefined;
  const time = signature.subarray(0, 8).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return { message: cosignedMessage(text, time), signature: signature.slice(8), time };
}

function hasForeignCharacters(source: string): boolean {
  // A text out of UTF-8 has no lone surrogates; one that came another way may.
  return [...source].some((one) => (one < ' ' && one !== '\n') || /^\p{Surrogate}$/u.test(one));
}
