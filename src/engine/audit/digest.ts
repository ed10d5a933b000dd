import { Defect } from '../defect.js';
import type { DigestPair, Hash } from './record.js';
import { utf8 } from './utf8.js';

/** Digest of a text as it stands (UTF-8), without prefix: commands and states inside a record. */
export function textDigest(text: string, hash: Hash): DigestPair {
  return { sha256: hash.sha256(text), sm3: hash.sm3(text) };
}

/** Identity of a definition, calendar notice or organisation: H("def/v1\n" || canonical text). */
export function documentDigest(canonicalText: string, hash: Hash): DigestPair {
  return textDigest(`def/v1\n${canonicalText}`, hash);
}

/** RFC 6962 leaf hash of a record: H(0x00 || record bytes). U+0000 is the byte 0x00 in UTF-8. */
export function leafDigest(recordText: string, hash: Hash): DigestPair {
  return textDigest(`\u0000${recordText}`, hash);
}

/**
 * Salted digest of a part: H("audit-part/v1\n" || name || "\n" || salt || canonical value). The 32 salt bytes
 * make the digest useless for guessing once value and salt are erased.
 */
export function partDigest(name: string, saltHex: string, canonicalValue: string, hash: Hash): DigestPair {
  const head = utf8(`audit-part/v1\n${name}\n`);
  const salt = saltBytes(saltHex);
  const value = utf8(canonicalValue);
  const bytes = new Uint8Array(head.length + salt.length + value.length);
  bytes.set(head);
  bytes.set(salt, head.length);
  bytes.set(value, head.length + salt.length);
  return { sha256: hash.sha256(bytes), sm3: hash.sm3(bytes) };
}

/** Both suites agree. `null` is the digest before a stream's first record. */
export function sameDigest(a: DigestPair | null | undefined, b: DigestPair | null | undefined): boolean {
  if (!a || !b) return !a && !b;
  return a.sha256 === b.sha256 && a.sm3 === b.sm3;
}

function saltBytes(hex: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/.test(hex)) throw new Defect('a salt must be 32 bytes in lower-case hex');
  const bytes = new Uint8Array(32);
  for (let i = 0; i < 32; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
