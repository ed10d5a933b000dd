import { joined } from '../log/bytes.js';
import { TAG } from './der.js';

/** A value in DER: identifier octet, shortest length, content. */
export function der(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const bytes = joined(...content);
  return joined(Uint8Array.of(tag, ...lengthOf(bytes.length)), bytes);
}

/** A non-negative integer out of big-endian octets. */
export function derInteger(octets: Uint8Array): Uint8Array {
  const first = octets.findIndex((octet) => octet !== 0);
  const shortest = first < 0 ? Uint8Array.of(0) : octets.subarray(first);
  const sign = (shortest[0] as number) >= 0x80 ? Uint8Array.of(0) : new Uint8Array(0);
  return der(TAG.integer, sign, shortest);
}

/** An object identifier out of dotted decimals. */
export function derOid(dotted: string): Uint8Array {
  const [top = 0, second = 0, ...arcs] = dotted.split('.').map(Number);
  return der(TAG.oid, Uint8Array.from([top * 40 + second, ...arcs].flatMap(base128)));
}

function base128(arc: number): readonly number[] {
  const septets = [arc % 128];
  for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
    septets.unshift(0x80 | (left % 128));
  return septets;
}

function lengthOf(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let left = length; left > 0; left = Math.floor(left / 256)) octets.unshift(left % 256);
  return [0x80 | octets.length, ...octets];
}
