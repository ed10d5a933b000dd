import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What check-golden.ts says. */
interface Checked {
  /** Worked cases that did not come out as their golden history has it. */
  readonly otherwise: readonly string[];
  readonly digest: string;
}

/** Plays and decides anew the worked cases of a folder in a process that keeps its time in this zone. */
export async function goldenInTimeZone(TZ: string, folder = 'workflows'): Promise<Checked> {
  const program = 'test/engine/replay/check-golden.ts';
  const words = ['--no-warnings', '--import', './test/support/register-typescript.mjs', program, folder];
  const { stdout } = await run(process.execPath, words, { env: { ...process.env, TZ } });
  return JSON.parse(stdout) as Checked;
}
