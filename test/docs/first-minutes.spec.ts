import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FirstStart } from '../support/first-start.js';
import { BLOCKS, HOUSE } from './marked-blocks.js';

const run = promisify(execFile);

/** Ends what one block of the page has printed. */
const END = '\u0004';

/** Stands in for the built command line, so that the page is run without a build. */
const COMMAND_LINE = `npm() {
  [ "$1 $2 $3 $4" = "run --silent duecourse --" ] || { echo "not run here: npm $*" >&2; return 1; }
  shift 4
  node --import ./test/support/register-typescript.mjs src/cli/main.ts "$@"
}`;

describe('README: the first five minutes', () => {
  const session = BLOCKS.filter(({ page, marker }) => page === 'README.md' && marker.endsWith(' session'));
  let first: FirstStart;
  let url: string;
  beforeAll(async () => {
    first = await FirstStart.over('real');
    url = await first.serve();
  }, 120_000);
  afterAll(() => first.end());

  it('does and shows what the page says', async () => {
    const commands = session.filter(({ marker }) => marker === 'sh session');
    const script = commands
      .map(({ text }) => text.replaceAll('http://127.0.0.1:3000', url))
      .join(`\nprintf '${END}'\n`);
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', `${COMMAND_LINE}\n${script}`], {
      cwd: HOUSE,
      env: { ...process.env, DUECOURSE_PORT: new URL(url).port, DUECOURSE_DATA: first.folder },
    });
    const printed = stdout.split(END);
    expect(printed).toHaveLength(commands.length);
    expect(commands.length).toBeGreaterThan(1);
    let at = -1;
    for (const { marker, text } of session) {
      if (marker === 'sh session') at += 1;
      else if (marker === 'json session')
        expect(JSON.parse(printed[at] ?? '')).toMatchObject(JSON.parse(text) as object);
      else for (const line of text.trim().split('\n')) expect(printed[at]).toContain(line);
    }
  }, 60_000);
});
