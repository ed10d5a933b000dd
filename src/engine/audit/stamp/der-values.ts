import type { Instant } from '../../clock/time.js';
import { DerFault, type DerValue, TAG } from './der.js';

/** A small non-negative integer, such as a version. @throws DerFault */
export function smallInteger({ tag, content }: DerValue): number {
  if (tag !== TAG.integer || content.length > 4 || (content[0] as number) >= 0x80)
    throw new DerFault('a small number is expected');
  return content.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** @throws DerFault */
export function booleanOf({ tag, content }: DerValue): boolean {
  if (tag !== TAG.boolean) throw new DerFault('a boolean is expected');
  return content[0] !== 0;
}

/** An object identifier in dotted decimals. @throws DerFault */
export function oidOf({ tag, content }: DerValue): string {
  const last = content.at(-1);
  if (tag !== TAG.oid || last === undefined || last >= 0x80) throw new DerFault('no object identifier');
  const arcs: number[] = [];
  let arc = 0;
  let begins = true;
  for (const byte of content) {
    if (begins && byte === 0x80) throw new DerFault('an object identifier that could be shorter');
    arc = arc * 128 + (byte & 0x7f);
    if (arc > Number.MAX_SAFE_INTEGER) throw new DerFault('an object identifier beyond measure');
    begins = byte < 0x80;
    if (!begins) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [first = 0, ...rest] = arcs;
  const top = Math.min(Math.floor(first / 40), 2);
  return [top, first - top * 40, ...rest].join('.');
}

/** The octets of a bit string that has whole ones. @throws DerFault */
export function wholeBits({ tag, content }: DerValue): Uint8Array {
  if (tag !== TAG.bitString || content[0] !== 0)
    throw new DerFault('a bit string of whole octets is expected');
  return content.subarray(1);
}

/** Bits that are set in a bit string of named bits. @throws DerFault */
export function namedBits({ tag, content }: DerValue): ReadonlySet<number> {
  const unused = content[0];
  if (tag !== TAG.bitString || unused === undefined || unused > 7) throw new DerFault('no bit string');
  const bits = new Set<number>();
  for (let bit = 0; bit < (content.length - 1) * 8 - unused; bit++) {
    if (((content[1 + (bit >> 3)] as number) >> (7 - (bit & 7))) & 1) bits.add(bit);
  }
  return bits;
}

/**
 * A UTCTime or GeneralizedTime in UTC, as DER has them (RFC 5280 4.1.2.5, RFC 3161 2.4.2). What is below a millisecond
 * is cut off.
 *
 * @throws DerFault
 */
export function timeOf({ tag, content }: DerValue): Instant {
  const text = latin1(content);
  const short = tag === TAG.utcTime ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text) : null;
  const long =
    tag === TAG.generalizedTime
      ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{0,8}[1-9]))?Z$/.exec(text)
      : null;
  const [, years, month = '', day = '', hour = '', minute = '', second = '', fraction = ''] =
    short ?? long ?? [];
  if (years === undefined) throw new DerFault('no time');
  const year = short ? (Number(years) < 50 ? `20${years}` : `19${years}`) : years;
  const isDay = isInRange(month, 1, 12) && isInRange(day, 1, daysIn(Number(year), Number(month)));
  if (!isDay || !isInRange(hour, 0, 23) || !isInRange(minute, 0, 59) || !isInRange(second, 0, 59))
    throw new DerFault('a time that there is not');
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}Z` as Instant;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysIn(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return (DAYS[month - 1] as number) + (leap ? 1 : 0);
}

function isInRange(text: string, least: number, most: number): boolean {
  return Number(text) >= least && Number(text) <= most;
}

/** One character an octet. */
export function latin1(bytes: Uint8Array): string {
  return [...bytes].map((byte) => String.fromCharCode(byte)).join('');
}
