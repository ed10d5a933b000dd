import { hash } from 'node:crypto';
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { WitnessedCheckpoints } from '../../usecases/log/witnessed-checkpoints.js';
import { writeThrough } from './write-through.js';

const OPEN = /^[0-9a-f]{64}\.note$/;

/** What witnesses have shown, beside the trusted checkpoint: a note in a file of its own, named by what is in it. */
export class WitnessedFolder implements WitnessedCheckpoints {
  constructor(private readonly folder: string) {}

  async open(): Promise<readonly string[]> {
    const names = (await this.#names()).filter((name) => OPEN.test(name));
    return Promise.all(names.toSorted().map((name) => readFile(join(this.folder, name), 'utf8')));
  }

  async keep(note: string): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const known = new Set(await this.#names());
    if (known.has(openName(note)) || known.has(givenUpName(note))) return;
    await writeThrough(join(this.folder, openName(note)), note);
  }

  async giveUp(notes: readonly string[]): Promise<void> {
    for (const note of notes)
      await rename(join(this.folder, openName(note)), join(this.folder, givenUpName(note)));
  }

  async #names(): Promise<readonly string[]> {
    try {
      return await readdir(this.folder);
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw problem;
    }
  }
}

function openName(note: string): string {
  return `${hash('sha256', note)}.note`;
}

function givenUpName(note: string): string {
  return `${hash('sha256', note)}.given-up`;
}
