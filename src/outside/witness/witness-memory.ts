import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { WitnessMemory, WitnessState } from '../../usecases/log/witness-service.js';

/** Versions that are left behind the latest. */
const KEPT = 16;
const VERSION = /^(\d{12})\.json$/;

/** The folder of a witness holds something else than what it remembers. */
export class WitnessMemoryUnreadable extends Error {
  override readonly name = 'WitnessMemoryUnreadable';
}

/**
 * What a witness remembers, in a folder of its own: one file for each version, each written whole and through to the disk
 * before it gets its name. A name is taken once, so that of two processes that go on from one version one succeeds, without
 * a lock that a crash could leave behind.
 */
export class WitnessFolder implements WitnessMemory {
  constructor(private readonly folder: string) {}

  async read(): Promise<WitnessState> {
    const version = (await this.#versions()).at(-1) ?? 0;
    return version === 0 ? { version, notes: {} } : { version, notes: await this.#notes(version) };
  }

  async replace(expected: WitnessState, notes: WitnessState['notes']): Promise<boolean> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const version = expected.version + 1;
    const draft = join(this.folder, `draft.${randomBytes(8).toString('hex')}`);
    await writeThrough(draft, `${JSON.stringify(notes, null, 2)}\n`);
    try {
      await link(draft, this.#file(version));
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw problem;
    } finally {
      await rm(draft, { force: true });
    }
    await syncFolder(this.folder);
    const versions = await this.#versions();
    // Others were so far ahead that this version had been cleared away already: it is not the latest, and never was.
    if (versions.at(-1) !== version) return false;
    for (const old of versions.slice(0, -KEPT)) await rm(this.#file(old), { force: true });
    return true;
  }

  #file(version: number): string {
    return join(this.folder, `${String(version).padStart(12, '0')}.json`);
  }

  async #versions(): Promise<readonly number[]> {
    try {
      const names = await readdir(this.folder);
      return names
        .flatMap((name) => Number(VERSION.exec(name)?.[1] ?? []))
        .filter((one) => one > 0)
        .toSorted((a, b) => a - b);
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw problem;
    }
  }

  async #notes(version: number): Promise<WitnessState['notes']> {
    const file = this.#file(version);
    try {
      const notes: unknown = JSON.parse(await readFile(file, 'utf8'));
      if (
        typeof notes === 'object' &&
        notes !== null &&
        Object.values(notes).every((one) => typeof one === 'string')
      )
        return notes as WitnessState['notes'];
    } catch (problem) {
      if (!(problem instanceof SyntaxError)) throw problem;
    }
    // To begin anew would be to forget what was cosigned.
    throw new WitnessMemoryUnreadable(`${file}: is not what a witness remembers`);
  }
}

async function writeThrough(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The name is on the disk only when the folder is; Windows opens no folders and writes names through. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
