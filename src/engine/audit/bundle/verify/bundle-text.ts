import { canonicalJson, NotCanonical } from '../../canonical-form.js';
import type { DigestPair } from '../../record.js';
import { joined } from '../../log/bytes.js';

/** The value of a text that is its canonical form; undefined for any other. */
export function parseCanonical(text: string): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return canonicalJson(value) === text ? { value } : undefined;
  } catch (problem) {
    if (problem instanceof SyntaxError || problem instanceof NotCanonical) return undefined;
    throw problem;
  }
}

export type Members = Readonly<Record<string, unknown>>;

/** A JSON object. */
export function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object that has these members and no others. */
export function hasExactly(value: unknown, ...names: readonly string[]): value is Members {
  return (
    isObject(value) &&
    Object.keys(value).length === names.length &&
    names.every((name) => Object.hasOwn(value, name))
  );
}

const DIGEST = /^[0-9a-f]{64}$/;

/** 32 bytes in lower-case hex. */
export function isHexDigest(value: unknown): value is string {
  return typeof value === 'string' && DIGEST.test(value);
}

/** A digest under both suites and nothing else. */
export function isDigestPair(value: unknown): value is DigestPair {
  return hasExactly(value, 'sha256', 'sm3') && isHexDigest(value['sha256']) && isHexDigest(value['sm3']);
}

/** A number of things, or a place among them. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lower-case hex; made for many short texts. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte] as string;
  return text;
}

/** The bytes of lower-case hex that was checked. */
export function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** All of a file that is small by the format. Undefined: it has more bytes than that. */
export function readWhole(chunks: Iterable<Uint8Array>, most: number): Uint8Array | undefined {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (const chunk of chunks) {
    length += chunk.length;
    if (length > most) return undefined;
    // Copied: the piece is overwritten by the next one, and `slice` of a Node buffer would be a view of it.
    pieces.push(new Uint8Array(chunk));
  }
  return joined(...pieces);
}
