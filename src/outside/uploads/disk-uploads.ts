import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { DigestPair } from '../../engine/audit/record.js';
import { TooManyBytes, type LocalFile, type UploadFiles } from '../../usecases/materials/material-ports.js';
import { Digests } from './digests.js';

/** Bytes after which what was written is flushed and counted. */
const COUNT_BYTES = 16 * 1024 * 1024;
/** After so long without counting, whoever writes makes sure that the upload is still his before he writes on. */
const COUNT_MS = 3_000;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Somebody who is appending, and may be asked to come to an end. */
class Writer {
  stopped = false;
  readonly ended: Promise<void>;
  end: () => void = () => undefined;
  #wake: () => void = () => undefined;

  constructor() {
    this.ended = new Promise((resolve) => (this.end = resolve));
  }

  stop(): void {
    this.stopped = true;
    this.#wake();
  }

  /**
   * What comes first: the next piece, or the end. Nothing of it outlives the piece: a promise of the end that each
   * piece is raced against would keep them all.
   */
  next<T>(pending: Promise<T>): Promise<T | 'stop'> {
    return new Promise((resolve, reject) => {
      this.#wake = () => resolve('stop');
      if (this.stopped) resolve('stop');
      pending.then(resolve, reject);
    });
  }
}

/** Uploads as files in a folder, one each; only their owner, the service, may read them. */
export class DiskUploads implements UploadFiles {
  readonly #digests = new Digests();
  readonly #writers = new Map<string, Writer>();

  constructor(private readonly folder: string) {}

  async append(
    id: string,
    from: number,
    most: number,
    bytes: AsyncIterable<Uint8Array>,
    counted: (received: number) => Promise<void>,
  ): Promise<number> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const writer = new Writer();
    this.#writers.set(id, writer);
    try {
      const handle = await this.#openAt(id, from);
      try {
        return await this.#write(new Progress(handle, from, counted), id, most, bytes, writer);
      } finally {
        await handle.close();
      }
    } finally {
      if (this.#writers.get(id) === writer) this.#writers.delete(id);
      writer.end();
    }
  }

  digest(id: string, size: number): Promise<DigestPair> {
    return this.#digests.finish(id, this.#pathOf(id), size);
  }

  file(id: string, size: number): LocalFile {
    return { path: this.#pathOf(id), size };
  }

  async stop(id: string): Promise<void> {
    const writer = this.#writers.get(id);
    writer?.stop();
    await writer?.ended;
  }

  async remove(id: string): Promise<void> {
    await this.#digests.forget(id);
    await rm(this.#pathOf(id), { force: true });
  }

  async #write(
    progress: Progress,
    id: string,
    most: number,
    bytes: AsyncIterable<Uint8Array>,
    writer: Writer,
  ): Promise<number> {
    let following: Promise<void> = Promise.resolve();
    const count = async (): Promise<void> => {
      // The digests follow one step behind, and are waited for: what is written never runs far ahead of them.
      await following;
      await progress.count();
      following = this.#digests.follow(id, this.#pathOf(id), progress.counted);
      following.catch(() => undefined);
    };
    try {
      for await (const piece of interruptible(bytes, writer)) {
        if (progress.at + piece.length > most) throw new TooManyBytes();
        if (progress.isDue()) await count();
        await progress.write(piece);
      }
    } catch (problem) {
      if (problem instanceof TooManyBytes) throw problem;
      if (!isGone(problem)) throw problem;
      // The sender went away: what he sent counts.
    }
    await count();
    await following;
    return progress.counted;
  }

  /** The file, cut off where the sender goes on. */
  async #openAt(id: string, from: number): Promise<FileHandle> {
    const handle = await open(this.#pathOf(id), from === 0 ? 'w' : 'r+', 0o600);
    try {
      await handle.truncate(from);
      if (from === 0) await this.#flushNames();
      return handle;
    } catch (problem) {
      await handle.close();
      throw problem;
    }
  }

  async #flushNames(): Promise<void> {
    const folder = await open(this.folder, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  #pathOf(id: string): string {
    if (!UUID.test(id)) throw new Error('that is no upload');
    return join(this.folder, id);
  }
}

/** A file on its way, and how much of it is safely on disk. */
class Progress {
  at: number;
  counted: number;
  #countedAt = Date.now();

  constructor(
    private readonly file: FileHandle,
    from: number,
    private readonly tell: (received: number) => Promise<void>,
  ) {
    this.at = from;
    this.counted = from;
  }

  isDue(): boolean {
    return this.at - this.counted >= COUNT_BYTES || Date.now() - this.#countedAt >= COUNT_MS;
  }

  async write(piece: Uint8Array): Promise<void> {
    for (let done = 0; done < piece.length;) {
      const { bytesWritten } = await this.file.write(piece, done, piece.length - done, this.at);
      done += bytesWritten;
      this.at += bytesWritten;
    }
  }

  async count(): Promise<void> {
    await this.file.datasync();
    await this.tell(this.at);
    this.counted = this.at;
    this.#countedAt = Date.now();
  }
}

/** The pieces until somebody else wants to write: he does not wait for a sender who sends nothing any more. */
async function* interruptible(
  bytes: AsyncIterable<Uint8Array>,
  writer: Writer,
): AsyncGenerator<Uint8Array, void, undefined> {
  const iterator = bytes[Symbol.asyncIterator]();
  for (;;) {
    const step = await writer.next(iterator.next());
    if (step === 'stop' || step.done) return;
    yield step.value;
  }
}

const GONE = new Set(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR', 'EPIPE', 'ETIMEDOUT']);

/** A connection that broke, as streams say it. */
function isGone(problem: unknown): boolean {
  return GONE.has(String((problem as NodeJS.ErrnoException | undefined)?.code ?? ''));
}
