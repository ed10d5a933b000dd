import { describe, expect, it } from '@jest/globals';
import { runCommand } from '../../src/cli/run-command.js';
import { type RunSequencer, sequenceLog } from '../../src/cli/sequence-log.js';
import { FakeTerminal } from './fake-terminal.js';

describe('duecourse sequence', () => {
  /** Runs it over these runs, one after the other, and asks it to end in the last. */
  async function run(runs: readonly RunSequencer[], words: readonly string[] = []) {
    const complaints: string[] = [];
    const waits: number[] = [];
    let [count, isClosed] = [0, false];
    let end = (): void => undefined;
    const ended = new Promise<void>((settle) => {
      end = settle;
    });
    const sequence = sequenceLog({
      over: async (work) => {
        await work(() => {
          const one = runs[count++] as RunSequencer;
          if (count === runs.length) end();
          return one();
        });
        isClosed = true;
      },
      every: 7,
      ended: () => ended,
      wait: (milliseconds) => Promise.resolve(waits.push(milliseconds)),
      complain: (sentence) => void complaints.push(sentence),
    });
    const code = await runCommand({ sequence }, ['sequence', ...words], new FakeTerminal());
    return { code, complaints, waits, count, isClosed };
  }
  const well: RunSequencer = () => Promise.resolve({});
  const behind: RunSequencer = () => Promise.resolve({ wrong: 'the database is behind' });
  const failing: RunSequencer = () => Promise.reject(new TypeError('no connection'));

  it('runs again and again with a pause, until it is asked to end, and closes what it opened', async () => {
    const { code, waits, count, isClosed, complaints } = await run([well, well, well]);
    expect({ code, count, isClosed, complaints }).toEqual({
      code: 0,
      count: 3,
      isClosed: true,
      complaints: [],
    });
    expect(new Set(waits)).toEqual(new Set([7_000]));
  });

  it('says what is wrong once, as long as it stays the same, and tries again', async () => {
    const { complaints, count } = await run([behind, behind, failing, failing, well, behind, well]);
    expect(complaints).toEqual([
      ...['the database is behind', 'TypeError: no connection', 'the database is behind'],
    ]);
    expect(count).toBe(7);
  });

  it('takes no words', async () => {
    expect(await run([well], ['now'])).toMatchObject({ code: 2, count: 0 });
  });
});
