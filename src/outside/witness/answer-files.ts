import { access, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WitnessReply } from '../../usecases/log/witness-service.js';
import { utf8Text } from './witness-server.js';

/** Names of the files on a medium: the size of the checkpoint, and what it is. */
export const REQUEST_FILE = /^(\d{1,16})\.request$/;
export const ANSWER_FILE = /^(\d{1,16})\.answer$/;
export const SHOWN_FILE = /^(\d{1,16})\.shown$/;

/** An answer in a file: the status on the first line, and then what HTTP would have as its body. */
export function answerText({ status, text }: Pick<WitnessReply, 'status' | 'text'>): string {
  return `${status}\n${text}`;
}

/** The answer in a file; undefined when it is none. */
export function parseAnswer(source: string): Pick<WitnessReply, 'status' | 'text'> | undefined {
  const [, status, text] = /^(\d{3})\n([^]*)$/.exec(source) ?? [];
  return status === undefined || text === undefined ? undefined : { status: Number(status), text };
}

/**
 * Answers every request in a folder that has no answer beside it yet, the smallest checkpoint first. Where the witness last
 * cosigned another size, `<size>.shown` has that checkpoint.
 *
 * @param requests folder of `<size>.request`
 * @param answers folder of `<size>.answer`; may be the same
 */
export async function answerFiles(
  requests: string,
  answers: string,
  addCheckpoint: (body: string) => Promise<WitnessReply>,
): Promise<readonly { readonly file: string; readonly status: number }[]> {
  const done: { file: string; status: number }[] = [];
  const names = (await readdir(requests)).filter((name) => REQUEST_FILE.test(name));
  const sizeOf = (name: string): number => Number(REQUEST_FILE.exec(name)?.[1]);
  for (const name of names.toSorted((a, b) => sizeOf(a) - sizeOf(b))) {
    const file = join(answers, name.replace(/request$/, 'answer'));
    if (await exists(file)) continue;
    const body = utf8Text(await readFile(join(requests, name)));
    const reply: Pick<WitnessReply, 'status' | 'text' | 'shown'> =
      body === undefined ? { status: 400, text: 'this is no UTF-8\n' } : await addCheckpoint(body);
    if (reply.shown !== undefined) await writeWhole(file.replace(/answer$/, 'shown'), reply.shown);
    await writeWhole(file, answerText(reply));
    done.push({ file, status: reply.status });
  }
  return done;
}

/** Writes a file that appears under its name when it is whole. */
export async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.part`, text, { mode: 0o644 });
  await rename(`${file}.part`, file);
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
