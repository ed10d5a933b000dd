import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';

/** A zip archive that is broken, or unpacks to more than anybody may send. The sentence is for the sender. */
export class ZipRefused extends Error {
  override readonly name = 'ZipRefused';

  constructor(
    readonly say: { readonly zh: string; readonly en: string },
    options?: { readonly cause: unknown },
  ) {
    super(say.en, options);
  }
}

/** How much an archive may hold. */
export interface ZipLimits {
  readonly entries: number;
  /** Bytes of all entries together, unpacked. */
  readonly unpacked: number;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly at: number;
}

const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

const inflate = promisify(inflateRaw);

/**
 * Unpacks the wanted entries by the archive's directory. What an entry says of its size is only believed after it has
 * been unpacked within it, so that a small archive cannot fill the memory.
 *
 * @throws ZipRefused
 */
export async function unpackZip(
  bytes: Buffer,
  limits: ZipLimits,
  wanted: (name: string) => boolean,
): Promise<ReadonlyMap<string, Buffer>> {
  const entries = directoryOf(bytes, limits).filter(({ name }) => wanted(name));
  const total = entries.reduce((sum, { unpacked }) => sum + unpacked, 0);
  if (total > limits.unpacked) throw tooLarge();
  const files = new Map<string, Buffer>();
  for (const entry of entries) {
    if (files.has(entry.name)) throw broken();
    files.set(entry.name, await contentOf(bytes, entry));
  }
  return files;
}

/** An archive of the files, not compressed: for a reader that takes archives only. */
export function packZip(files: ReadonlyMap<string, Buffer>): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of files) {
    const title = Buffer.from(name);
    const middle = Buffer.alloc(26);
    middle.writeUInt16LE(20, 0);
    middle.writeUInt32LE(crc32(content), 10);
    middle.writeUInt32LE(content.length, 14);
    middle.writeUInt32LE(content.length, 18);
    middle.writeUInt16LE(title.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    local.push(signature(LOCAL), middle, title, content);
    directory.push(signature(DIRECTORY), Buffer.of(20, 0), middle, place, title);
    at += 30 + title.length + content.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.size, 4);
  end.writeUInt16LE(files.size, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...local, list, signature(END), end]);
}

function signature(value: number): Buffer {
  const four = Buffer.alloc(4);
  four.writeUInt32LE(value);
  return four;
}

function directoryOf(bytes: Buffer, limits: ZipLimits): readonly Entry[] {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > limits.entries) throw tooLarge();
  const entries: Entry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== DIRECTORY) throw broken();
    const [title, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const next = at + 46 + (title as number) + (extra as number) + (comment as number);
    if (next > end || (bytes.readUInt16LE(at + 8) & ENCRYPTED) !== 0) throw broken();
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + (title as number)),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    });
    at = next;
  }
  return entries;
}

// The end of the directory lies within the last 64 KiB: a comment may follow it.
function endOf(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= 0 && at >= bytes.length - 22 - 65_535; at--) {
    if (bytes.readUInt32LE(at) === END) return at;
  }
  throw broken();
}

async function contentOf(bytes: Buffer, entry: Entry): Promise<Buffer> {
  const { at, packed, unpacked, method, crc } = entry;
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== LOCAL) throw broken();
  const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  if (start + packed > bytes.length) throw broken();
  const content = await expanded(bytes.subarray(start, start + packed), method, unpacked);
  if (content.length !== unpacked || crc32(content) !== crc) throw broken();
  return content;
}

async function expanded(packed: Buffer, method: number, size: number): Promise<Buffer> {
  if (method === STORED) return packed;
  if (method !== DEFLATED) throw broken();
  try {
    // One byte more than announced is enough to see that the announcement is false.
    return await inflate(packed, { maxOutputLength: size + 1 });
  } catch (cause) {
    throw (cause as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : broken();
  }
}

function broken(): ZipRefused {
  return new ZipRefused({
    zh: '不是有效的 XLSX 文件，或者文件已损坏、加密',
    en: 'not a valid XLSX file, or it is damaged or encrypted',
  });
}

function tooLarge(): ZipRefused {
  return new ZipRefused({ zh: 'XLSX 文件展开后过大', en: 'the XLSX file unpacks to too much' });
}
