import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkLedger, type LedgerCheck } from '../../src/cli/check-ledger.js';
import { publishVersion } from '../../src/cli/publish-version.js';
import { runCommand } from '../../src/cli/run-command.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { marked } from '../docs/marked-blocks.js';
import { FakeTerminal } from './fake-terminal.js';

describe('duecourse fsck', () => {
  const fsck = async (result: LedgerCheck, ...words: string[]): Promise<{ code: number; text: string }> => {
    const terminal = new FakeTerminal();
    const code = await runCommand(
      { fsck: checkLedger(() => Promise.resolve(result)) },
      ['fsck', ...words],
      terminal,
    );
    return { code, text: terminal.text };
  };
  const broken: LedgerCheck = {
    streams: 2,
    records: 9,
    findings: [{ code: 'chain-broken', message: 'prev is not the leaf before', stream: 'c-1', seq: 4 }],
  };

  it('says that a sound ledger is sound', async () => {
    const { code, text } = await fsck({ streams: 2, records: 9, findings: [] });
    expect({ code, text }).toEqual({ code: 0, text: '2 流 streams, 9 条记录 records: 完好 sound' });
  });

  it('names stream and sequence of what is wrong, and ends with 1', async () => {
    const { code, text } = await fsck(broken);
    expect(code).toBe(1);
    expect(text).toContain('chain-broken c-1#4: prev is not the leaf before');
  });

  it('prints the whole result as JSON on request', async () => {
    const { code, text } = await fsck(broken, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(text)).toEqual(broken);
  });
});

const POWERLESS = {
  code: 'power-missing' as const,
  say: { zh: '须由安全管理员作出', en: 'by the security administrator' },
  basis: ['GB/T 22239-2019 8.1.5'],
};

describe('duecourse publish', () => {
  let folder: string;
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const digest = { sha256: 'a'.repeat(64), sm3: 'b'.repeat(64) };
  const asked: string[] = [];
  const commands = {
    publish: publishVersion({
      hash: nodeHash,
      publish: ({ compiled }, token) => {
        asked.push(`${compiled.definition.procedure} ${token}`);
        if (token === 'powerless') return Promise.resolve({ outcome: 'refused', unmet: [POWERLESS] });
        return Promise.resolve(token === 'known' ? { outcome: 'known', digest } : undefined);
      },
    }),
  };
  const run = async (...words: string[]): Promise<{ code: number; terminal: FakeTerminal }> => {
    const terminal = new FakeTerminal();
    return { code: await runCommand(commands, ['publish', ...words], terminal), terminal };
  };
  const sound = marked('yaml procedure')[0]?.text ?? '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'duecourse-publish-'));
    asked.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('publishes in the name of the person whose token the file holds', async () => {
    const { code, terminal } = await run(write('p.yaml', sound), '--token-file', write('token', 'known\n'));
    expect(code).toBe(0);
    expect(asked).toEqual(['information-request known']);
    expect(terminal.text).toContain(digest.sha256);
  });

  it('never publishes what does not pass the check', async () => {
    const flawed = write('p.yaml', sound.replace('basis: 公开条例 33.3', 'basis: 无此法 33.3'));
    const { code, terminal } = await run(flawed, '--token-file', write('token', 'known'));
    expect(code).toBe(1);
    expect(asked).toEqual([]);
    expect(terminal.text).toContain('无此法');
  });

  it('ends with 1 and says which power is missing', async () => {
    const { code, terminal } = await run(write('p.yaml', sound), '--token-file', write('token', 'powerless'));
    expect(code).toBe(1);
    expect(terminal.lines.join()).not.toContain(digest.sha256);
    expect(terminal.complaints.join()).toBe(
      '✗ power-missing 须由安全管理员作出 / by the security administrator  GB/T 22239-2019 8.1.5',
    );
  });

  it('ends with 2 for a token that nobody holds, and without a token', async () => {
    const path = write('p.yaml', sound);
    expect((await run(path, '--token-file', write('token', 'stranger'))).code).toBe(2);
    expect((await run(path)).code).toBe(2);
  });
});
