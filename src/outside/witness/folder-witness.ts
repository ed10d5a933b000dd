import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { NoteKey } from '../../engine/audit/log/note-key.js';
import type { Witness, WitnessAnswer } from '../../usecases/log/witness-checkpoint.js';
import { ANSWER_FILE, parseAnswer, REQUEST_FILE, SHOWN_FILE, writeWhole } from './answer-files.js';

/**
 * A witness without a network: requests lie in `out`, answers are put into `in` by whoever carries them, and those that
 * were read move to `done`.
 */
export function folderWitness(name: string, key: NoteKey, folder: string): Witness {
  const [out, incoming, done] = ['out', 'in', 'done'].map((one) => join(folder, one)) as [
    string,
    string,
    string,
  ];
  const collect = async (): Promise<readonly WitnessAnswer[]> => {
    for (const one of [out, incoming, done]) await mkdir(one, { recursive: true });
    const names = (await readdir(incoming)).filter((one) => ANSWER_FILE.test(one));
    const answers: WitnessAnswer[] = [];
    for (const file of names.toSorted((a, b) => sizeOf(a) - sizeOf(b))) {
      const answer = parseAnswer(await readFile(join(incoming, file), 'utf8'));
      // What is no answer is one of no known status: it is reported, and put away like the others.
      answers.push({ size: sizeOf(file), ...(answer ?? { status: 0, text: '' }) });
      await rename(join(incoming, file), join(done, file));
    }
    return answers;
  };
  return {
    ...{ name, key, collect },
    async last() {
      await mkdir(incoming, { recursive: true });
      await mkdir(done, { recursive: true });
      const names = (await readdir(incoming)).filter((one) => SHOWN_FILE.test(one));
      const newest = names.toSorted((a, b) => shownSize(a) - shownSize(b)).at(-1);
      if (newest === undefined) return undefined;
      const note = await readFile(join(incoming, newest), 'utf8');
      for (const file of names) await rename(join(incoming, file), join(done, file));
      return note;
    },
    async ask(size, body) {
      await mkdir(out, { recursive: true });
      // Only the latest needs an answer: one that was carried away already is welcome all the same.
      const older = (await readdir(out)).filter((one) => REQUEST_FILE.test(one));
      for (const file of older) await rm(join(out, file), { force: true });
      await writeWhole(join(out, `${size}.request`), body);
      return [];
    },
  };
}

function sizeOf(file: string): number {
  return Number(ANSWER_FILE.exec(file)?.[1]);
}

function shownSize(file: string): number {
  return Number(SHOWN_FILE.exec(file)?.[1]);
}
