import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EvidenceOutcome, type EvidenceWish, exportEvidence } from '../../src/cli/export-evidence.js';
import { runCommand } from '../../src/cli/run-command.js';
import { unfitPurpose, type UnfitPurpose } from '../../src/usecases/evidence/purpose.js';
import { FakeTerminal } from './fake-terminal.js';

let folder: string;
let tokenFile: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'duecourse-export-'));
  tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, 'token-of-du\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(outcome: EvidenceOutcome, ...more: readonly string[]) {
  const wishes: EvidenceWish[] = [];
  const evidence = (wish: EvidenceWish): Promise<EvidenceOutcome> => {
    wishes.push(wish);
    return Promise.resolve(outcome);
  };
  const terminal = new FakeTerminal();
  const words = ['export', 'c-1', '--profile', 'auditor', '--purpose', '专项审计', '--token-file', tokenFile];
  const code = await runCommand({ export: exportEvidence({ evidence }) }, [...words, ...more], terminal);
  return { code, wishes, lines: terminal.lines, complaints: terminal.complaints };
}

describe('duecourse export', () => {
  it('asks in the name of the token and says what it wrote', async () => {
    const { code, wishes, lines } = await run(
      { outcome: 'written', size: 12, manifest: 'ab' },
      '--out',
      'b.zip',
    );
    expect(code).toBe(0);
    const wish = {
      caseId: 'c-1',
      profile: 'auditor',
      purpose: '专项审计',
      token: 'token-of-du',
      out: 'b.zip',
    };
    expect(wishes).toEqual([wish]);
    expect(lines).toEqual(['b.zip: 12 字节 bytes, 清单 manifest ab']);
  });

  it('ends with 1 when the law or the log says no, with 2 when the question is wrong', async () => {
    expect((await run({ outcome: 'notSealed' }, '--out', 'b.zip')).code).toBe(1);
    expect((await run({ outcome: 'refused', unmet: [] }, '--out', 'b.zip')).code).toBe(1);
    for (const outcome of ['nobody', 'unknown', 'unknownProfile'] as const)
      expect((await run({ outcome }, '--out', 'b.zip')).code).toBe(2);
    const say = unfitPurpose('审计') as UnfitPurpose;
    const vague = await run({ outcome: 'unfitPurpose', say }, '--out', 'b.zip');
    expect(vague.code).toBe(2);
    expect(vague.complaints.join('\n')).toContain('不少于 5 字');
    const nothing = await run({ outcome: 'notSealed' });
    expect(nothing).toMatchObject({ code: 2, wishes: [] });
    expect((await run({ outcome: 'notSealed' }, '--out', 'b.zip', '--format', 'toString')).code).toBe(2);
  });
});
