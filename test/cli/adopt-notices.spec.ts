import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adoptNotices } from '../../src/cli/adopt-notices.js';
import { runCommand } from '../../src/cli/run-command.js';
import type { CivilDate } from '../../src/engine/clock/time.js';
import { FakeTerminal } from './fake-terminal.js';

describe('duecourse adopt', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'duecourse-adopt-'));
    for (const token of ['system', 'powerless', 'stranger']) writeFileSync(join(folder, token), `${token}\n`);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const adopt = adoptNotices({
    preview: () =>
      Promise.resolve([
        { caseId: 'c-1', clock: 'decision', from: '2026-10-09' as CivilDate, to: '2026-10-12' as CivilDate },
      ]),
    adopt: (notices, token) => {
      if (token === 'stranger') return Promise.resolve(undefined);
      if (token === 'system') return Promise.resolve({ outcome: 'done', adopted: notices.length, moved: 3 });
      const say = { zh: '须由系统管理员作出', en: 'by the system administrator' };
      return Promise.resolve({
        outcome: 'refused',
        unmet: [{ code: 'power-missing', say, basis: ['GB/T 22239-2019 8.1.5'] }],
      });
    },
  });
  const run = async (...words: string[]): Promise<{ code: number; terminal: FakeTerminal }> => {
    const terminal = new FakeTerminal();
    return { code: await runCommand({ adopt }, ['adopt', ...words], terminal), terminal };
  };
  const notice = 'config/calendars/cn-2026.yaml';

  it('shows which deadlines would move, without a token', async () => {
    const { code, terminal } = await run(notice);
    expect(code).toBe(0);
    expect(terminal.lines[0]).toBe('c-1 decision: 2026-10-09 -> 2026-10-12');
  });

  it('adopts for the person whose token the file holds', async () => {
    const { code, terminal } = await run(notice, '--token-file', join(folder, 'system'));
    expect(code).toBe(0);
    expect(terminal.text).toContain('3 件案件期限已变动');
  });

  it('ends with 1 and names the missing power, and with 2 for a token that nobody holds', async () => {
    const refused = await run(notice, '--token-file', join(folder, 'powerless'));
    expect(refused.code).toBe(1);
    expect(refused.terminal.complaints.join()).toContain('power-missing 须由系统管理员作出');
    expect((await run(notice, '--token-file', join(folder, 'stranger'))).code).toBe(2);
    expect((await run()).code).toBe(2);
  });
});
