import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, link, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DigestPair } from '../../../engine/audit/record.js';
import {
  BrokenBlob,
  type Blobs,
  type ByteRange,
  type LocalFile,
} from '../../../usecases/materials/material-ports.js';
import { KnownGood, verified } from '../verified.js';

const SHA256 = /^[0-9a-f]{64}$/;
const OWNER_ONLY = 0o600;
const FOLDER_OF_OWNER = 0o700;

/**
 * Contents in a folder, each in a file named by its SHA-256, spread over 256 folders. A file appears under its name
 * when it is whole and on disk, and never changes.
 */
export class DiskBlobs implements Blobs {
  readonly #good = new KnownGood();

  constructor(private readonly folder: string) {}

  async put({ sha256 }: DigestPair, file: LocalFile): Promise<void> {
    const target = this.#pathOf(sha256);
    if ((await this.size(sha256)) === file.size) return;
    await mkdir(dirname(target), { recursive: true, mode: FOLDER_OF_OWNER });
    const before = join(this.folder, `.${randomUUID()}.part`);
    try {
      await take(file.path, before);
      await flushed(before);
      await rename(before, target);
      await flushed(dirname(target));
    } finally {
      await rm(before, { force: true });
    }
  }

  async size(sha256: string): Promise<number | undefined> {
    return (await found(this.#pathOf(sha256)))?.size;
  }

  async *read(sha256: string, range?: ByteRange): AsyncGenerator<Uint8Array, void, undefined> {
    const path = this.#pathOf(sha256);
    const file = await found(path);
    if (!file) throw new BrokenBlob(`the content ${sha256} is missing`);
    if (!range) {
      yield* verified(chunksOf(path), sha256);
      return;
    }
    // A part by itself proves nothing: the whole is read once before.
    await this.#good.check(sha256, `${file.size} ${file.mtimeMs} ${file.ino}`, () => chunksOf(path));
    yield* chunksOf(path, range);
  }

  async remove(sha256: string): Promise<void> {
    await rm(this.#pathOf(sha256), { force: true });
  }

  #pathOf(sha256: string): string {
    if (!SHA256.test(sha256)) throw new BrokenBlob('that is no digest');
    return join(this.folder, sha256.slice(0, 2), sha256);
  }
}

const CHUNK = 256 * 1024;

function chunksOf(path: string, range?: ByteRange): AsyncIterable<Uint8Array> {
  const part = range && { start: range.from, end: range.to };
  return createReadStream(path, { highWaterMark: CHUNK, ...part }) as AsyncIterable<Buffer>;
}

/** A second name for the file where the disk allows it, else a copy. */
async function take(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: FOLDER_OF_OWNER });
  try {
    await link(from, to);
    await chmod(to, OWNER_ONLY);
  } catch (problem) {
    if (!['EXDEV', 'EPERM', 'ENOTSUP', 'EMLINK'].includes((problem as NodeJS.ErrnoException).code ?? ''))
      throw problem;
    await pipeline(createReadStream(from), createWriteStream(to, { mode: OWNER_ONLY, flags: 'wx' }));
  }
}

/** Durable: the content of a file, or the names in a folder. */
async function flushed(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function found(path: string) {
  try {
    return await stat(path);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw problem;
  }
}
