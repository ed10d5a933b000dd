import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkProcedures } from '../../src/cli/check-procedures.js';
import { runCommand } from '../../src/cli/run-command.js';
import { simulateScenarios } from '../../src/cli/simulate-scenarios.js';
import type { Zone } from '../../src/engine/clock/time.js';
import { ajvInputCheck } from '../../src/outside/ajv/input-check.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { readCalendars } from '../../src/outside/seed/read-library.js';
import { marked } from '../docs/marked-blocks.js';
import { FakeTerminal } from './fake-terminal.js';

const commands = {
  check: checkProcedures(nodeHash),
  simulate: simulateScenarios({
    hash: nodeHash,
    checkInput: ajvInputCheck(),
    zone: 'Asia/Shanghai' as Zone,
    readCalendars,
  }),
};

const run = async (...words: string[]): Promise<{ code: number; terminal: FakeTerminal }> => {
  const terminal = new FakeTerminal();
  return { code: await runCommand(commands, words, terminal), terminal };
};

const procedure = marked('yaml procedure')[0]?.text ?? '';
const scenario = marked('yaml scenario')[0]?.text ?? '';

describe('duecourse', () => {
  let folder: string;
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'duecourse-cli-'));
    mkdirSync(join(folder, 'scenarios'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  describe('check', () => {
    it('prints the digest under which a sound procedure would be published', async () => {
      const { code, terminal } = await run('check', write('procedure.yaml', procedure));
      expect(code).toBe(0);
      expect(terminal.text).toMatch(
        /information-request [0-9a-f]{64}\n {2}\d+ 项性质已证 properties proved: \d+ 种情形 configurations, \d+ 步 passages, \d+\.\d s$/,
      );
    });

    it('names file, line and column of a mistake, with what was probably meant', async () => {
      const path = write('procedure.yaml', procedure.replace('post: officer, acts', 'post: oficer, acts'));
      const { code, terminal } = await run('check', path);
      const line = procedure.split('\n').findIndex((text) => text.includes('post: officer, acts')) + 1;
      expect(code).toBe(1);
      expect(terminal.lines.find((text) => text.startsWith(`${path}:${line}:`))).toMatch(/oficer.*officer/);
    });

    it('ends with 2 for a file that is not there', async () => {
      const { code, terminal } = await run('check', join(folder, 'nowhere.yaml'));
      expect(code).toBe(2);
      expect(terminal.complaints.join()).toContain('nowhere.yaml');
    });
  });

  describe('simulate', () => {
    it('plays a folder of worked cases and counts them', async () => {
      write('procedure.yaml', procedure);
      write('scenarios/one.yaml', scenario);
      const { code, terminal } = await run('simulate', join(folder, 'scenarios'));
      expect({ code, last: terminal.lines.at(-1) }).toEqual({ code: 0, last: '1 passed, 0 failed' });
      expect(terminal.text).toContain('reply.extended');
      expect(terminal.text).toContain('公开条例 33.3');
    });

    it('names the step whose day is not the one expected', async () => {
      write('procedure.yaml', procedure);
      write('scenarios/one.yaml', scenario.replace('2026-05-09', '2026-05-08'));
      const { code, terminal } = await run('simulate', '--quiet', join(folder, 'scenarios'));
      expect({ code, last: terminal.lines.at(-1) }).toEqual({ code: 1, last: '0 passed, 1 failed' });
      expect(terminal.text).toMatch(/one\.yaml: step 6 .*2026-05-09/);
    });

    it('refuses a misspelt key, which would otherwise let a wrong case pass', async () => {
      write('procedure.yaml', procedure);
      write('scenarios/one.yaml', scenario.replaceAll('expect:', 'expects:'));
      const { code, terminal } = await run('simulate', join(folder, 'scenarios'));
      expect(code).toBe(2);
      expect(terminal.complaints.join()).toContain('expects');
    });
  });

  it.each([[['help']], [[]], [['check', '--help']]])('prints its help for %j', async (words) => {
    const { code, terminal } = await run(...words);
    expect(code).toBe(0);
    expect(terminal.text).toContain('检查程序定义');
    expect(terminal.text).toContain('check definitions');
  });

  it.each([['chekc'], ['check'], ['simulate'], ['check --frgaments x y']])(
    'ends with 2 for "%s"',
    async (words) => {
      const { code, terminal } = await run(...words.split(' '));
      expect(code).toBe(2);
      expect(terminal.complaints.join()).not.toBe('');
    },
  );
});
