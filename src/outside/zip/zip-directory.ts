import type { ByteSource } from './byte-source.js';
import { readEnd, type ZipEnd } from './zip-end.js';
import { ZipFault } from './zip-fault.js';

/** An entry as the archive's directory has it, confirmed by its local header. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  /** Bytes, as declared. */
  readonly packed: number;
  readonly unpacked: number;
  /** Where its local header begins, and its packed bytes begin and end. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** How much an archive may hold. */
export interface ZipBounds {
  readonly entries: number;
  /** Bytes of all entries together, unpacked. */
  readonly unpacked: number;
  /** Unpacked to packed bytes, of what is larger than a few megabytes: of one entry, and of all together. */
  readonly ratio: number;
}

const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 0x2041;
const UTF8_NAMES = 0x0800;
const IN_ZIP64 = 0xffff_ffff;
/** Below this nobody is harmed by a good ratio: long lists of the same word are lawful. */
const HARMLESS = 8 * 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const gb18030 = new TextDecoder('gb18030', { fatal: true });

/**
 * Reads an archive's directory and nothing else: what it would unpack to, before anything is unpacked.
 *
 * @throws ZipFault
 */
export async function readZipDirectory(source: ByteSource, bounds: ZipBounds): Promise<readonly ZipEntry[]> {
  const end = await readEnd(source);
  if (end.count > bounds.entries) throw new ZipFault('too-many-entries');
  const listed = entriesIn(await source.read(end.at, end.size), end);
  refuseBombs(listed, source.size, bounds);
  const entries: ZipEntry[] = [];
  for (const one of listed) entries.push(await located(source, one));
  refuseOverlaps(entries, end);
  return entries;
}

type Listed = Omit<ZipEntry, 'from' | 'to'> & { readonly rawName: Buffer };

function entriesIn(directory: Buffer, { count }: ZipEnd): readonly Listed[] {
  const entries: Listed[] = [];
  let at = 0;
  while (at < directory.length) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== DIRECTORY) throw new ZipFault('broken');
    const [title, extra, comment] = [28, 30, 32].map((offset) => directory.readUInt16LE(at + offset));
    const named = at + 46 + (title as number);
    const next = named + (extra as number) + (comment as number);
    if (next > directory.length) throw new ZipFault('broken');
    entries.push(
      listedEntry(directory.subarray(at, named), directory.subarray(named, named + (extra as number))),
    );
    at = next;
  }
  if (entries.length !== count) throw new ZipFault('broken');
  return entries;
}

function listedEntry(header: Buffer, extra: Buffer): Listed {
  const flags = header.readUInt16LE(8);
  const method = header.readUInt16LE(10);
  if ((flags & ENCRYPTED) !== 0) throw new ZipFault('encrypted');
  if (method !== STORED && method !== DEFLATED) throw new ZipFault('broken');
  if (header.readUInt16LE(34) !== 0) throw new ZipFault('broken');
  const rawName = header.subarray(46);
  const small = {
    unpacked: header.readUInt32LE(24),
    packed: header.readUInt32LE(20),
    at: header.readUInt32LE(42),
  };
  return {
    ...large(small, extra),
    name: nameOf(rawName, flags),
    rawName,
    method,
    crc: header.readUInt32LE(16),
  };
}

type Places = Pick<Listed, 'unpacked' | 'packed' | 'at'>;

/** Sizes and places beyond 4 GiB are in an extra field, in this order, where the header has none. */
function large(small: Places, extra: Buffer): Places {
  const wide = zip64Field(extra);
  let next = 0;
  const value = (written: number): number => {
    if (written !== IN_ZIP64) return written;
    if (!wide || next + 8 > wide.length) throw new ZipFault('broken');
    const found = wide.readBigUInt64LE(next);
    next += 8;
    if (found > BigInt(Number.MAX_SAFE_INTEGER)) throw new ZipFault('broken');
    return Number(found);
  };
  return { unpacked: value(small.unpacked), packed: value(small.packed), at: value(small.at) };
}

function zip64Field(extra: Buffer): Buffer | undefined {
  for (let at = 0; at + 4 <= extra.length;) {
    const size = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) return extra.subarray(at + 4, at + 4 + size);
    at += 4 + size;
  }
  return undefined;
}

function nameOf(raw: Buffer, flags: number): string {
  try {
    return utf8.decode(raw);
  } catch {
    if ((flags & UTF8_NAMES) !== 0) throw new ZipFault('broken');
  }
  try {
    // What archivers on Chinese Windows write.
    return gb18030.decode(raw);
  } catch {
    throw new ZipFault('broken');
  }
}

function refuseBombs(entries: readonly Listed[], size: number, { unpacked, ratio }: ZipBounds): void {
  let total = 0;
  for (const entry of entries) {
    total += entry.unpacked;
    const dense = entry.unpacked > ratio * entry.packed;
    if (total > unpacked || (entry.unpacked > HARMLESS && dense)) throw new ZipFault('too-large');
    if (entry.method === STORED && entry.packed !== entry.unpacked) throw new ZipFault('broken');
  }
  if (total > HARMLESS && total > ratio * size) throw new ZipFault('too-large');
}

/** What the entry says of itself must be what the directory says of it: readers differ in which they believe. */
async function located(source: ByteSource, { rawName, ...entry }: Listed): Promise<ZipEntry> {
  const header = await source.read(entry.at, 30 + rawName.length);
  if (header.length < 30 + rawName.length || header.readUInt32LE(0) !== LOCAL) throw new ZipFault('broken');
  if ((header.readUInt16LE(6) & ENCRYPTED) !== 0) throw new ZipFault('encrypted');
  const sameName = header.readUInt16LE(26) === rawName.length && header.subarray(30).equals(rawName);
  if (!sameName || header.readUInt16LE(8) !== entry.method) throw new ZipFault('broken');
  const from = entry.at + 30 + rawName.length + header.readUInt16LE(28);
  return { ...entry, from, to: from + entry.packed };
}

function refuseOverlaps(entries: readonly ZipEntry[], end: ZipEnd): void {
  const ordered = entries.toSorted((a, b) => a.at - b.at);
  let reached = 0;
  for (const { at, to } of ordered) {
    if (at < reached) throw new ZipFault('overlap');
    reached = to;
  }
  if (reached > end.at) throw new ZipFault('overlap');
  if (ordered[0] && ordered[0].at !== 0) throw new ZipFault('prefixed');
}
