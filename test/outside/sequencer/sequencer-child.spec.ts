import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SequencerChild } from '../../../src/outside/sequencer/sequencer-child.js';

const CHILD = fileURLToPath(new URL('child.mjs', import.meta.url));
const PARENT = fileURLToPath(new URL('parent.ts', import.meta.url));

describe('the sequencer as a child', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sequencer-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Pids of the files with this ending, as soon as there are so many. */
  function pids(ending: string, many = 1, place = folder): Promise<readonly number[]> {
    const found = (): readonly number[] =>
      readdirSync(place)
        .filter((name) => name.endsWith(`.${ending}`))
        .map((name) => Number.parseInt(name, 10));
    return new Promise((settle) => {
      const look = (): void => {
        if (found().length < many) return;
        watcher.close();
        settle(found());
      };
      const watcher = watch(place, look);
      look();
    });
  }

  /** A child over a place, and how its ends were told; `after` many of them something is done. */
  function childOver(place: string, pauseMs: number, after: (ends: readonly string[]) => void) {
    const ends: string[] = [];
    const onEnd = (how: string): void => {
      ends.push(how);
      after(ends);
    };
    const child = new SequencerChild({ program: CHILD, databaseUrl: place, onEnd, pauseMs });
    return { child, ends };
  }

  it('works under its own command, is started again when it was killed, and ends when it is told to', async () => {
    const { child, ends } = childOver(folder, 1, () => undefined);
    child.start();
    const [first = 0] = await pids('started');
    expect(readFileSync(join(folder, `${first}.started`), 'utf8')).toBe('sequence');
    process.kill(first, 'SIGKILL');
    const both = await pids('started', 2);
    expect(ends).toEqual(['SIGKILL']);
    await child.stop();
    const second = both.find((pid) => pid !== first);
    expect(await pids('ended')).toEqual([second]);
    expect(ends).toEqual(['SIGKILL']);
    // Told again, it has nothing to end.
    await child.stop();
  });

  it('that dies at once is started after longer and longer pauses, and no more once it is stopped', async () => {
    const place = join(folder, 'dying');
    mkdirSync(place);
    const times: number[] = [];
    const ends = await new Promise<readonly string[]>((settle) => {
      const { child } = childOver(place, 20, (told) => {
        times.push(performance.now());
        if (told.length === 4) void child.stop().then(() => settle(told));
      });
      child.start();
    });
    expect(ends).toEqual(Array.from({ length: 4 }, () => 'exit code 3'));
    const pauses = times.slice(1).map((time, at) => time - (times[at] as number));
    for (const [at, least] of [20, 40, 80].entries()) expect(pauses[at]).toBeGreaterThan(least - 2);
  });

  it('ends with a service that was killed', async () => {
    const program = ['--no-warnings', '--import', './test/support/register-typescript.mjs', PARENT];
    const parent = spawn(process.execPath, [...program, CHILD, folder], { stdio: 'ignore' });
    const [pid = 0] = await pids('started');
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await pids('ended');
    expect(readFileSync(join(folder, `${pid}.ended`), 'utf8')).toBe('alone');
  });
});
