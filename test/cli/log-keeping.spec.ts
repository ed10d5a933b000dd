import { describe, expect, it } from '@jest/globals';
import { keepLog, type LogRecoveryAnswer } from '../../src/cli/log-keeping.js';
import { runCommand } from '../../src/cli/run-command.js';
import { LedgerBehind } from '../../src/usecases/log/ledger-behind.js';
import { FakeTerminal } from './fake-terminal.js';

describe('duecourse log', () => {
  async function run(answer: LogRecoveryAnswer, ...words: string[]) {
    const terminal = new FakeTerminal();
    const reasons: string[] = [];
    const log = keepLog({
      policy: () => 'log a+b+c\nquorum none\n',
      recover: (reason) => {
        reasons.push(reason);
        return Promise.resolve(answer);
      },
    });
    const code = await runCommand({ log }, ['log', ...words], terminal);
    return { code, reasons, out: terminal.text, err: terminal.complaints.join('\n') };
  }
  const recovered: LogRecoveryAnswer = {
    outcome: 'recovered',
    was: { zh: '数据库落后', en: 'the database is behind' },
    receipt: { id: '0190a000-0000-7000-8000-000000000001' },
  };

  it('keys: prints the policy as a verifier takes it', async () => {
    expect(await run(recovered, 'keys')).toMatchObject({
      ...{ code: 0, out: 'log a+b+c\nquorum none', reasons: [] },
    });
  });

  it('recover: hands on the reason, and says what was wrong and which record says so', async () => {
    const { code, out, reasons } = await run(recovered, 'recover', '--reason', ' 机房断电 ');
    expect(code).toBe(0);
    expect(reasons).toEqual(['机房断电']);
    for (const shown of ['数据库落后', 'the database is behind', '0190a000']) expect(out).toContain(shown);
  });

  it('says in a sentence why a command that has to be on record is not carried out', async () => {
    const terminal = new FakeTerminal();
    const standing = { kind: 'behind', size: 304, from: 304, trusted: 305 } as const;
    const exported = () => Promise.reject(new LedgerBehind(standing));
    expect(await runCommand({ export: exported }, ['export'], terminal)).toBe(1);
    expect(terminal.complaints.join('')).toMatch(
      /^不能留痕，未办理：.*缺第 304 至 304 条 · nothing may be written/,
    );
  });

  it.each([
    ['notBroken', 'nothing to recover'],
    ['overtaken', 'try again'],
    ['damaged', 'put back a sound backup'],
  ] as const)('recover: fails and says why when the answer is %s', async (outcome, sentence) => {
    const { code, out, err } = await run({ outcome }, 'recover', '--reason', 'x');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(sentence);
  });

  it('wants one word that it knows, and for a recovery a reason', async () => {
    for (const words of [
      [],
      ['recover'],
      ['recover', '--reason', '  '],
      ['keys', 'more'],
      ['other'],
      ['--x'],
    ]) {
      const { code, reasons } = await run(recovered, ...words);
      expect([code, reasons]).toEqual([2, []]);
    }
  });
});
