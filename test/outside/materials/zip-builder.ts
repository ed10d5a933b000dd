import { crc32, deflateRawSync } from 'node:zlib';

/** An entry as it is to be written, lies included. */
export interface BuiltEntry {
  readonly name: string | Buffer;
  readonly content: Buffer | string;
  readonly stored?: boolean;
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  /** What the directory says of its sizes. */
  readonly saysPacked?: number;
  readonly saysUnpacked?: number;
  /** What the local header is called. */
  readonly localName?: string;
  /** Where the directory says that it is. */
  readonly saysAt?: number;
}

/** How the archive is to be put together. */
export interface BuiltArchive {
  readonly before?: Buffer;
  readonly after?: Buffer;
  readonly disk?: number;
  readonly saysCount?: number;
  readonly zip64?: boolean;
  /** Counts places from the beginning of the file, also when something stands before the archive. */
  readonly placesFromStart?: boolean;
}

/** Builds an archive, lawful or not. */
export function zipOf(entries: readonly BuiltEntry[], how: BuiltArchive = {}): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = how.placesFromStart ? (how.before?.length ?? 0) : 0;
  for (const entry of entries) {
    const { header, packed, place } = built(entry, at);
    local.push(header, packed);
    directory.push(place);
    at += header.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const tail = how.zip64 ? end64(list.length, at, entries.length) : end(list.length, at, entries.length, how);
  return Buffer.concat([how.before ?? Buffer.alloc(0), ...local, list, tail, how.after ?? Buffer.alloc(0)]);
}

function built(entry: BuiltEntry, at: number) {
  const content = Buffer.from(entry.content as string);
  const packed = entry.stored ? content : deflateRawSync(content);
  const name = Buffer.from(entry.name as string);
  const localName = entry.localName === undefined ? name : Buffer.from(entry.localName);
  const common = Buffer.alloc(22);
  common.writeUInt16LE(entry.flags ?? 0x0800, 0);
  common.writeUInt16LE(entry.method ?? (entry.stored ? 0 : 8), 2);
  common.writeUInt32LE(entry.crc ?? crc32(content), 8);
  common.writeUInt32LE(entry.saysPacked ?? packed.length, 12);
  common.writeUInt32LE(entry.saysUnpacked ?? content.length, 16);
  common.writeUInt16LE(localName.length, 20);
  const header = Buffer.concat([bytes(0x04034b50), Buffer.of(20, 0), common, Buffer.of(0, 0), localName]);
  const listed = Buffer.from(common);
  listed.writeUInt16LE(name.length, 20);
  const place = Buffer.alloc(16);
  place.writeUInt32LE(entry.saysAt ?? at, 12);
  return {
    header,
    packed,
    place: Buffer.concat([bytes(0x02014b50), Buffer.of(20, 0, 20, 0), listed, place, name]),
  };
}

function end(size: number, at: number, count: number, { disk = 0, saysCount = count }: BuiltArchive): Buffer {
  const tail = Buffer.alloc(22);
  tail.writeUInt32LE(0x06054b50, 0);
  tail.writeUInt16LE(disk, 4);
  tail.writeUInt16LE(saysCount & 0xffff, 8);
  tail.writeUInt16LE(saysCount & 0xffff, 10);
  tail.writeUInt32LE(size, 12);
  tail.writeUInt32LE(at, 16);
  return tail;
}

function end64(size: number, at: number, count: number): Buffer {
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(at), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(at + size), 8);
  locator.writeUInt32LE(1, 16);
  const tail = end(0xffff_ffff, 0xffff_ffff, 0xffff, {});
  return Buffer.concat([record, locator, tail]);
}

function bytes(value: number): Buffer {
  const four = Buffer.alloc(4);
  four.writeUInt32LE(value);
  return four;
}
