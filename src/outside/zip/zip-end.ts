import type { ByteSource } from './byte-source.js';
import { ZipFault } from './zip-fault.js';

/** Where an archive's directory is. */
export interface ZipEnd {
  readonly at: number;
  readonly size: number;
  readonly count: number;
}

const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const DIRECTORY = 0x02014b50;
/** A comment may follow the end of the directory. */
const MOST_COMMENT = 65_535;
/** Names and sizes of so many entries as anybody takes fit many times over. */
const MOST_DIRECTORY = 16 * 1024 * 1024;

/** Finds the end of the directory: the record whose comment reaches exactly to the end. @throws ZipFault */
export async function readEnd(source: ByteSource): Promise<ZipEnd> {
  const from = Math.max(0, source.size - 22 - MOST_COMMENT);
  const tail = await source.read(from, source.size - from);
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END || at + 22 + tail.readUInt16LE(at + 20) !== tail.length) continue;
    return checked(await endOf(source, tail.subarray(at), from + at), source.size);
  }
  throw new ZipFault('broken');
}

/** Whether the bytes end in an archive, whatever stands before it: a reader of archives would open it. */
export async function endsAsZip(source: ByteSource): Promise<boolean> {
  const from = Math.max(0, source.size - 22 - MOST_COMMENT);
  const tail = await source.read(from, source.size - from);
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END) continue;
    // Readers count the directory back from here when something stands before the archive.
    const size = tail.readUInt32LE(at + 12);
    const directory = from + at - size;
    if (size < 46 || directory < 0) continue;
    const first = await source.read(directory, 4);
    if (first.length === 4 && first.readUInt32LE(0) === DIRECTORY) return true;
  }
  return false;
}

async function endOf(source: ByteSource, end: Buffer, at: number): Promise<ZipEnd> {
  const [disk, firstDisk] = [end.readUInt16LE(4), end.readUInt16LE(6)];
  const locator = at >= 20 ? await source.read(at - 20, 20) : Buffer.alloc(0);
  if (locator.length === 20 && locator.readUInt32LE(0) === LOCATOR64) {
    return end64(source, Number(locator.readBigUInt64LE(8)), at - 20);
  }
  const [count, all] = [end.readUInt16LE(8), end.readUInt16LE(10)];
  if (disk !== 0 || firstDisk !== 0 || count !== all) throw new ZipFault('broken');
  const place = { count, size: end.readUInt32LE(12), at: end.readUInt32LE(16) };
  if (place.at + place.size !== at) throw new ZipFault(place.at + place.size < at ? 'prefixed' : 'broken');
  return place;
}

async function end64(source: ByteSource, at: number, locatorAt: number): Promise<ZipEnd> {
  const record = await source.read(at, 56);
  if (record.length < 56 || record.readUInt32LE(0) !== END64) throw new ZipFault('broken');
  const [count, all] = [record.readBigUInt64LE(24), record.readBigUInt64LE(32)];
  if (record.readUInt32LE(16) !== 0 || record.readUInt32LE(20) !== 0 || count !== all)
    throw new ZipFault('broken');
  const [size, from] = [Number(record.readBigUInt64LE(40)), Number(record.readBigUInt64LE(48))];
  if (from + size !== at || at + 12 + Number(record.readBigUInt64LE(4)) !== locatorAt)
    throw new ZipFault('broken');
  return { count: Number(count), size, at: from };
}

function checked(end: ZipEnd, size: number): ZipEnd {
  if (end.size > MOST_DIRECTORY) throw new ZipFault('too-many-entries');
  if (end.at < 0 || end.at + end.size > size) throw new ZipFault('broken');
  return end;
}
