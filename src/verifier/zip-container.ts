import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { areInOrder } from '../engine/audit/bundle/verify/bundle-layout.js';
import type { BundleFiles } from '../engine/audit/bundle/verify/bundle-source.js';
import { BUNDLE_BASE } from '../engine/audit/bundle/write/bundle-files.js';
import { BundleTooLarge, storedZip, type StoredEntry } from '../engine/audit/bundle/write/stored-zip.js';

/** The file is no container of the format (docs/formats/evidence-bundle.md, section 2). */
export class NotAContainer extends Error {
  override readonly name = 'NotAContainer';
}

const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const MOST_ENTRIES = 65_534;
/** A directory of as many entries as may be, under names far longer than any of the format. */
const MOST_OF_A_DIRECTORY = 64 * 1024 * 1024;
const PIECE = 256 * 1024;
const NAME = /^[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/;

interface PlacedEntry extends StoredEntry {
  /** Where its bytes begin. */
  readonly at: number;
}

/**
 * A container on disk. There is one way to write one: what its directory says is written again, and must be the bytes that are there. So
 * no byte of the structure is left that nothing was compared with.
 */
export class ZipContainer implements BundleFiles {
  readonly #file: number;
  readonly #entries: ReadonlyMap<string, PlacedEntry>;

  /** @throws NotAContainer; Error when there is no such file */
  constructor(path: string) {
    this.#file = openSync(path, 'r');
    try {
      this.#entries = this.#open();
    } catch (problem) {
      closeSync(this.#file);
      throw problem;
    }
  }

  close(): void {
    closeSync(this.#file);
  }

  names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  size(name: string): number {
    return this.#entry(name).size;
  }

  *read(name: string): Generator<Uint8Array> {
    const { at, size } = this.#entry(name);
    const piece = Buffer.allocUnsafe(Math.min(PIECE, size));
    for (let done = 0; done < size;) {
      const wanted = Math.min(piece.length, size - done);
      this.#fill(piece.subarray(0, wanted), at + done);
      yield piece.subarray(0, wanted);
      done += wanted;
    }
  }

  /** Files whose bytes do not fit their CRC-32. */
  *damaged(): Generator<string> {
    for (const [name, entry] of this.#entries) {
      let sum = 0;
      for (const piece of this.read(name)) sum = crc32(piece, sum);
      if (sum !== entry.crc32) yield name;
    }
  }

  #entry(name: string): PlacedEntry {
    const entry = this.#entries.get(name);
    if (!entry) throw new Error(`the bundle has no file ${name}`);
    return entry;
  }

  #open(): ReadonlyMap<string, PlacedEntry> {
    const { size } = fstatSync(this.#file);
    const entries = directoryOf(this.#directory(size));
    this.#compare(entries, size);
    const placed = new Map<string, PlacedEntry>();
    let at = 0;
    for (const entry of entries) {
      at += 30 + entry.name.length;
      placed.set(entry.name.slice(BUNDLE_BASE.length), { ...entry, at });
      at += entry.size;
    }
    checkNames(entries.map(({ name }) => name));
    return placed;
  }

  #directory(size: number): Buffer {
    if (size < END_BYTES) throw new NotAContainer('too short');
    const end = this.#bytes(size - END_BYTES, END_BYTES);
    const [count, length, at] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)];
    if (end.readUInt32LE(0) !== 0x06054b50) throw new NotAContainer('no end record');
    if (at + length + END_BYTES !== size) throw new NotAContainer('the directory is not at the end');
    if (count > MOST_ENTRIES || length > MOST_OF_A_DIRECTORY) throw new NotAContainer('too many entries');
    return this.#bytes(at, length);
  }

  /** Writes the container again without the contents, and compares. */
  #compare(entries: readonly StoredEntry[], size: number): void {
    let at = 0;
    try {
      for (const piece of storedZip(entries)) {
        if (piece instanceof Uint8Array) {
          if (at + piece.length > size || !this.#bytes(at, piece.length).equals(piece))
            throw new NotAContainer(`not in canonical form between bytes ${at} and ${at + piece.length}`);
          at += piece.length;
        } else at += piece.size;
      }
    } catch (problem) {
      throw problem instanceof BundleTooLarge ? new NotAContainer(problem.message) : problem;
    }
    if (at !== size) throw new NotAContainer(`bytes after the end, at ${at}`);
  }

  #bytes(at: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    this.#fill(bytes, at);
    return bytes;
  }

  #fill(bytes: Uint8Array, at: number): void {
    for (let done = 0; done < bytes.length;) {
      const read = readSync(this.#file, bytes, done, bytes.length - done, at + done);
      if (read === 0) throw new NotAContainer(`the file ends at byte ${at + done}`);
      done += read;
    }
  }
}

/** Names, sizes and sums of the directory; everything else in it is compared afterwards. */
function directoryOf(directory: Buffer): StoredEntry[] {
  const entries: StoredEntry[] = [];
  for (let at = 0; at < directory.length;) {
    if (at + CENTRAL_BYTES > directory.length) throw new NotAContainer('the directory breaks off');
    const nameAt = at + CENTRAL_BYTES;
    const nameEnd = nameAt + directory.readUInt16LE(at + 28);
    if (nameEnd > directory.length) throw new NotAContainer('the directory breaks off');
    const name = directory.toString('latin1', nameAt, nameEnd);
    entries.push({ name, size: directory.readUInt32LE(at + 24), crc32: directory.readUInt32LE(at + 16) });
    if (!NAME.test(name)) throw new NotAContainer(`the name at byte ${at} of the directory`);
    at = nameEnd;
  }
  return entries;
}

function checkNames(names: readonly string[]): void {
  const folded = new Set(names.map((name) => name.toLowerCase()));
  if (folded.size !== names.length) throw new NotAContainer('two names are the same, or differ only in case');
  for (const name of names) {
    if (!name.startsWith(BUNDLE_BASE)) throw new NotAContainer(`${name} is not under ${BUNDLE_BASE}`);
    if (name.split('/').some((part) => part === '.' || part === '..'))
      throw new NotAContainer(`${name} leads elsewhere`);
  }
  if (!areInOrder(names.map((name) => name.slice(BUNDLE_BASE.length))))
    throw new NotAContainer('the files are not in their order');
}
