import { utf8, utf8Length } from '../../utf8.js';

/** An entry of the container: its name as it stands there, and what must be known before its bytes are written. */
export interface StoredEntry {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** CRC-32 (ISO 3309) of the bytes, unsigned. */
  readonly crc32: number;
}

/** The container cannot hold so much: more than 65,534 entries, or 4 GiB. */
export class BundleTooLarge extends Error {
  override readonly name = 'BundleTooLarge';
}

const MAX_ENTRIES = 65_534;
const MAX_OFFSET = 0xffff_fffe;
/** 1980-01-01: the first day that a ZIP file knows. */
const DATE = 0x0021;
const UTF8_NAMES = 0x0800;
const VERSION = 10;

/**
 * The container of section 2 in its one canonical form, piece by piece: bytes of the structure as they are, and each
 * entry at the place where its content goes. Whoever writes puts exactly `size` bytes there.
 *
 * @throws BundleTooLarge before the first piece
 */
export function* storedZip<T extends StoredEntry>(entries: readonly T[]): Generator<Uint8Array | T> {
  const { offsets, directoryAt, directorySize } = layoutOf(entries);
  for (const entry of entries) {
    yield localHeader(entry);
    yield entry;
  }
  for (const [at, entry] of entries.entries()) yield centralHeader(entry, offsets[at] as number);
  yield endRecord(entries.length, directorySize, directoryAt);
}

/** Size of the whole container in bytes. @throws BundleTooLarge */
export function storedZipSize(entries: readonly StoredEntry[]): number {
  const { directoryAt, directorySize } = layoutOf(entries);
  return directoryAt + directorySize + 22;
}

function layoutOf(entries: readonly StoredEntry[]): {
  offsets: readonly number[];
  directoryAt: number;
  directorySize: number;
} {
  if (entries.length > MAX_ENTRIES)
    throw new BundleTooLarge(`${entries.length} files; a bundle holds ${MAX_ENTRIES}`);
  const offsets: number[] = [];
  let directoryAt = 0;
  let directorySize = 0;
  for (const { name, size } of entries) {
    offsets.push(directoryAt);
    directoryAt += 30 + utf8Length(name) + size;
    directorySize += 46 + utf8Length(name);
  }
  if (directoryAt + directorySize > MAX_OFFSET)
    throw new BundleTooLarge(`${directoryAt} bytes; a bundle holds less than 4 GiB`);
  return { offsets, directoryAt, directorySize };
}

function localHeader(entry: StoredEntry): Uint8Array {
  const name = utf8(entry.name);
  const header = new LittleEndian(30 + name.length);
  header.word(0x04034b50).half(VERSION);
  describe(header, entry, name.length);
  return header.bytes(name);
}

function centralHeader(entry: StoredEntry, offset: number): Uint8Array {
  const name = utf8(entry.name);
  const header = new LittleEndian(46 + name.length);
  header.word(0x02014b50).half(VERSION).half(VERSION);
  describe(header, entry, name.length);
  // No comment, first disk, nothing said of what the file is.
  header.half(0).half(0).half(0).word(0).word(offset);
  return header.bytes(name);
}

/** What both headers say of an entry; stored as it is, without extra fields. */
function describe(header: LittleEndian, { size, crc32 }: StoredEntry, nameLength: number): void {
  header.half(UTF8_NAMES).half(0).half(0).half(DATE);
  header.word(crc32).word(size).word(size).half(nameLength).half(0);
}

function endRecord(count: number, directorySize: number, directoryAt: number): Uint8Array {
  const record = new LittleEndian(22);
  record
    .word(0x06054b50)
    .half(0)
    .half(0)
    .half(count)
    .half(count)
    .word(directorySize)
    .word(directoryAt)
    .half(0);
  return record.bytes(new Uint8Array(0));
}

/** Numbers as ZIP writes them, the least byte first. */
class LittleEndian {
  readonly #view: DataView;
  #at = 0;

  constructor(length: number) {
    this.#view = new DataView(new ArrayBuffer(length));
  }

  half(value: number): this {
    this.#view.setUint16(this.#at, value, true);
    this.#at += 2;
    return this;
  }

  word(value: number): this {
    this.#view.setUint32(this.#at, value, true);
    this.#at += 4;
    return this;
  }

  /** All of it, with the name behind the numbers. */
  bytes(name: Uint8Array): Uint8Array {
    const bytes = new Uint8Array(this.#view.buffer);
    bytes.set(name, this.#at);
    return bytes;
  }
}
