import { hash } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { SignedHeads } from '../../usecases/log/log-store.js';
import {
  type TrustedCheckpoint,
  TrustedCheckpointUnreadable,
} from '../../usecases/log/trusted-checkpoint.js';
import { writeThrough } from './write-through.js';

/** A lock that nobody has touched for so long is that of a process which was killed: holding it takes milliseconds. */
const STALE_LOCK_MS = 5_000;
const LOCK_PAUSE_MS = 50;

/**
 * The trusted checkpoint in a file: JSON of its size and both notes. It is exchanged as a whole and through to the disk,
 * so that a crash leaves the old one or the new one.
 */
export class TrustedFile implements TrustedCheckpoint {
  constructor(private readonly file: string) {}

  async read(): Promise<SignedHeads | undefined> {
    const text = await this.#text();
    return text === undefined ? undefined : headsOf(this.file, text);
  }

  async replace(expected: SignedHeads | undefined, next: SignedHeads): Promise<boolean> {
    await mkdir(dirname(this.file), { recursive: true });
    const lock = await this.#lock();
    try {
      const found = await this.#text();
      if (found !== (expected && textOf(expected))) return false;
      await writeThrough(this.file, textOf(next));
      return true;
    } finally {
      await lock.close();
      await rm(`${this.file}.lock`, { force: true });
    }
  }

  async archive(heads: SignedHeads): Promise<void> {
    // Named by what is in it too: the log may be lost at the same size twice.
    const text = textOf(heads);
    await writeThrough(`${this.file}.${heads.size}.${hash('sha256', text).slice(0, 8)}`, text);
  }

  async setAside(): Promise<void> {
    const text = await this.#text();
    if (text !== undefined)
      await rename(this.file, `${this.file}.spoilt.${hash('sha256', text).slice(0, 8)}`);
  }

  async #text(): Promise<string | undefined> {
    try {
      return await readFile(this.file, 'utf8');
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw problem;
    }
  }

  async #lock(): Promise<FileHandle> {
    const file = `${this.file}.lock`;
    for (;;) {
      try {
        return await open(file, 'wx', 0o600);
      } catch (problem) {
        if ((problem as NodeJS.ErrnoException).code !== 'EEXIST') throw problem;
      }
      const since = await stat(file).catch(() => undefined);
      if (since && Date.now() - since.mtimeMs > STALE_LOCK_MS) await rm(file, { force: true });
      else await setTimeout(LOCK_PAUSE_MS);
    }
  }
}

function textOf({ size, notes }: SignedHeads): string {
  return `${JSON.stringify({ size, sha256: notes.sha256, sm3: notes.sm3 }, null, 2)}\n`;
}

function headsOf(file: string, text: string): SignedHeads {
  try {
    const { size, sha256, sm3 } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (Number.isSafeInteger(size) && typeof sha256 === 'string' && typeof sm3 === 'string')
      return { size: size as number, notes: { sha256, sm3 } };
  } catch (problem) {
    if (!(problem instanceof SyntaxError)) throw problem;
  }
  throw new TrustedCheckpointUnreadable(`${file}: is no checkpoint that the log has signed`);
}
