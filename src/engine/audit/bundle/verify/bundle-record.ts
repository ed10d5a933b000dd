import type { DigestPair } from '../../record.js';
import { STAMPS_RENEWED } from '../../stamp/renewal.js';
import type { LawKind } from '../write/bundle-files.js';
import { hasExactly, isCount, isDigestPair, isHexDigest, isObject, type Members } from './bundle-text.js';

/** What the checks read of a record (section 5); the rest of it is covered by its hash alone. */
export interface BundleRecord {
  readonly log: string;
  readonly stream: string;
  readonly seq: number;
  readonly prev: DigestPair | null;
  readonly recordedAt: string;
  readonly type: string;
  readonly data: Members;
  readonly parts: Readonly<Record<string, DigestPair>>;
  readonly def?: DigestPair;
  readonly cal?: DigestPair;
  readonly dir?: DigestPair;
  readonly rules?: DigestPair;
  readonly materials?: readonly BundleMaterial[];
}

/** A material as a record names it. */
export interface BundleMaterial extends DigestPair {
  /** Bytes. */
  readonly size: number;
}

/** Which documents a record's digests refer to. */
export const LAW_MEMBERS = {
  def: 'definitions',
  cal: 'calendars',
  dir: 'organisations',
  rules: 'rules',
} as const satisfies Readonly<Record<string, LawKind>>;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const PINS = Object.keys(LAW_MEMBERS);

/** @returns which member is not what it must be */
export function flawOf(value: unknown): string | undefined {
  if (!isObject(value)) return 'not an object';
  if (value['v'] !== 1) return 'v';
  for (const member of ['log', 'stream', 'type']) if (typeof value[member] !== 'string') return member;
  if (!isCount(value['seq'])) return 'seq';
  if (value['prev'] !== null && !isDigestPair(value['prev'])) return 'prev';
  const { recordedAt, data, parts, materials } = value;
  if (!isInstant(recordedAt)) return 'recordedAt';
  if (!isObject(data)) return 'data';
  if (!isObject(parts) || !Object.values(parts).every(isDigestPair)) return 'parts';
  const pin = PINS.find((member) => value[member] !== undefined && !isDigestPair(value[member]));
  if (pin !== undefined) return pin;
  return materials === undefined || (Array.isArray(materials) && materials.every(isMaterial))
    ? undefined
    : 'materials';
}

/** An instant of the calendar: `2026-02-30` is none. */
function isInstant(value: unknown): boolean {
  if (typeof value !== 'string' || !INSTANT.test(value)) return false;
  const instant = new Date(value);
  return !Number.isNaN(instant.getTime()) && instant.toISOString() === value;
}

function isMaterial(value: unknown): boolean {
  return (
    isObject(value) && isHexDigest(value['sha256']) && isHexDigest(value['sm3']) && isCount(value['size'])
  );
}

/** What a record looked at in a stream beside it. */
export interface Seen {
  readonly stream: string;
  /** Sequence of the last record that there was. */
  readonly seq: number;
  /** Its leaf under SHA-256. */
  readonly leaf?: string;
}

/** What the record says it looked at; undefined when that is not of its shape. */
export function seenBy({ data }: BundleRecord): readonly Seen[] | undefined {
  const { seen } = data;
  if (seen === undefined) return [];
  if (!isObject(seen)) return undefined;
  const all = Object.values(seen);
  return all.every(isSeen) ? all : undefined;
}

function isSeen(value: unknown): value is Seen {
  if (!isObject(value) || typeof value['stream'] !== 'string' || !isCount(value['seq'])) return false;
  return value['leaf'] === undefined || isHexDigest(value['leaf']);
}

/** Time stamps that a record renews (section 11). */
export interface RenewedStamps {
  readonly root: DigestPair;
  /** Leaves of their tree. */
  readonly stamps: number;
}

/** What a record of the type `stamps.renewed` renews; undefined for any other record. */
export function renewalIn({ type, data }: BundleRecord): RenewedStamps | undefined {
  const { renewed } = data;
  if (type !== STAMPS_RENEWED || !hasExactly(renewed, 'root', 'stamps')) return undefined;
  const { root, stamps } = renewed;
  return isDigestPair(root) && isCount(stamps) ? { root, stamps } : undefined;
}

/** Heads of all streams of the log as a record published them (section 12). */
export interface PublishedHeads {
  readonly root: DigestPair;
  /** Entries of the log that they cover. */
  readonly size: number;
  /** Leaves of their tree. */
  readonly streams: number;
  /** The day for which they were published. */
  readonly on: string;
}

/** Type of the records that publish heads. */
export const HEADS_PUBLISHED = 'heads.published';

/** The heads that a record of that type publishes; undefined when it is not of their shape. */
export function headsIn({ data }: BundleRecord): PublishedHeads | undefined {
  const { cause, heads, on } = data;
  if (!hasExactly(data, 'cause', 'heads', 'on') || cause !== 'heads') return undefined;
  if (typeof on !== 'string' || !hasExactly(heads, 'root', 'size', 'streams')) return undefined;
  const { root, size, streams } = heads;
  return isDigestPair(root) && isCount(size) && isCount(streams) ? { root, size, streams, on } : undefined;
}

const CASE_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ids of the cases that the opening of a case names as related to it. */
export function relatedBy({ data }: BundleRecord): readonly string[] {
  const opened = data['opened'];
  const related = isObject(opened) ? opened['related'] : undefined;
  const named: readonly unknown[] = isObject(related) ? Object.values(related).flat() : [];
  return named.filter((one): one is string => typeof one === 'string' && CASE_ID.test(one));
}
