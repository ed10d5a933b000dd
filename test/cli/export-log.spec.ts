import { describe, expect, it } from '@jest/globals';
import { exportLogOr } from '../../src/cli/export-log.js';
import { runCommand } from '../../src/cli/run-command.js';
import { FakeTerminal } from './fake-terminal.js';

describe('duecourse export', () => {
  const wishes: object[] = [];
  const commands = {
    export: exportLogOr(
      {
        formats: ['xes', 'csv'],
        write: (wish) => {
          wishes.push(wish);
          return Promise.resolve(2);
        },
      },
      (words, terminal) => {
        terminal.out(`evidence ${words.join(' ')}`);
        return 0;
      },
    ),
  };
  async function run(...words: string[]) {
    const terminal = new FakeTerminal();
    const code = await runCommand(commands, ['export', ...words], terminal);
    return { code, out: terminal.lines.join('\n'), err: terminal.complaints.join('\n') };
  }

  it('writes the named cases as a log, or all of them', async () => {
    expect(await run('a', 'b', '--format', 'xes', '--out', 'log.xes')).toMatchObject({
      code: 0,
      out: 'log.xes: 2 件 cases',
    });
    expect(await run('--format', 'csv', '--out', 'log.csv')).toMatchObject({ code: 0 });
    expect(wishes).toEqual([
      { format: 'xes', out: 'log.xes', cases: ['a', 'b'] },
      { format: 'csv', out: 'log.csv', cases: [] },
    ]);
  });

  it('says when an id is no case, and wants a file', async () => {
    expect(await run('a', 'b', 'c', '--format', 'xes', '--out', 'log.xes')).toMatchObject({ code: 1 });
    expect(await run('a', '--format', 'xes')).toMatchObject({ code: 2 });
  });

  it('leaves the evidence of a case to its own command', async () => {
    expect(await run('a', '--profile', 'court')).toMatchObject({
      code: 0,
      out: 'evidence a --profile court',
    });
  });
});
