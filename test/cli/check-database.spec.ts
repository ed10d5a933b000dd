import { describe, expect, it } from '@jest/globals';
import { checkDatabase, type PreflightReport } from '../../src/cli/check-database.js';
import { runCommand } from '../../src/cli/run-command.js';
import { FakeTerminal } from './fake-terminal.js';

describe('duecourse preflight', () => {
  async function preflight(report: PreflightReport, ...words: string[]) {
    const terminal = new FakeTerminal();
    const done: string[] = [];
    const command = checkDatabase({
      inspect: () => Promise.resolve(done.push('inspect')).then(() => report),
      mend: () => Promise.resolve(done.push('mend')).then(() => undefined),
    });
    const code = await runCommand({ preflight: command }, ['preflight', ...words], terminal);
    return { code, done, lines: terminal.lines };
  }

  it('says that all is ready, and what was accepted', async () => {
    expect(await preflight({ refused: [], accepted: ['  fsync: off'] })).toEqual({
      code: 0,
      done: ['inspect'],
      lines: ['已接受 accepted:', '  fsync: off', '可以启动 ready'],
    });
  });

  it('lists every finding and ends with 1', async () => {
    const { code, lines } = await preflight({ refused: ['  a: one', '  b: two'], accepted: [] });
    expect(code).toBe(1);
    expect(lines).toEqual(['  a: one', '  b: two', '2 处不符合要求 findings']);
  });

  it('mends before it looks when asked to, and knows no other word', async () => {
    expect((await preflight({ refused: [], accepted: [] }, '--mend')).done).toEqual(['mend', 'inspect']);
    expect((await preflight({ refused: [], accepted: [] }, '--fix')).code).toBe(2);
  });
});
