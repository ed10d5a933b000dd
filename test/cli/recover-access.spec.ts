import { describe, expect, it } from '@jest/globals';
import { type Recovery, recoverAccess } from '../../src/cli/recover-access.js';
import { runCommand } from '../../src/cli/run-command.js';
import { FakeTerminal } from './fake-terminal.js';

describe('duecourse recover-access', () => {
  const run = async (answer: Recovery, ...words: string[]): Promise<{ code: number; text: string }> => {
    const terminal = new FakeTerminal();
    const command = recoverAccess((person) => {
      expect(person).toBe('o-901');
      return Promise.resolve(answer);
    });
    const code = await runCommand({ 'recover-access': command }, ['recover-access', ...words], terminal);
    return { code, text: [...terminal.lines, ...terminal.complaints].join('\n') };
  };
  const activation = { code: 'ABCDE-FGHJK-LMNPQ-RSTUV', expiresAt: '2026-10-05T01:00:00.000Z' };

  it('prints account, code and how long it is good', async () => {
    const { code, text } = await run({ outcome: 'issued', account: 'system', activation }, 'o-901');
    expect(code).toBe(0);
    for (const shown of ['system', activation.code, activation.expiresAt]) expect(text).toContain(shown);
  });

  it('says why there is none', async () => {
    expect(await run({ outcome: 'noAccount' }, 'o-901')).toMatchObject({
      code: 1,
      text: expect.stringContaining('has no account'),
    });
    expect(await run({ outcome: 'notAdministrator' }, 'o-901')).toMatchObject({
      code: 1,
      text: expect.stringContaining('security administrator'),
    });
  });

  it('wants one person', async () => {
    for (const words of [[], ['o-901', 'o-902'], ['--force']]) {
      expect((await run({ outcome: 'noAccount' }, ...words)).code).toBe(2);
    }
  });
});
