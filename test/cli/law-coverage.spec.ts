import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lawCoverage } from '../../src/cli/law-coverage.js';
import { runCommand } from '../../src/cli/run-command.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { FakeTerminal } from './fake-terminal.js';

const FIXTURES = 'test/engine/law/fixtures';

describe('duecourse coverage', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'duecourse-coverage-'));
    mkdirSync(join(folder, 'scenarios'));
    copyFileSync(join(FIXTURES, 'toy.yaml'), join(folder, 'procedure.yaml'));
    writeFileSync(
      join(folder, 'scenarios', 'one.yaml'),
      'scenario: one\ntitle: 示例\narticles: [许可法 44]\nsteps: []\n',
    );
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const run = async (lawText: string): Promise<{ code: number; terminal: FakeTerminal; law: string }> => {
    writeFileSync(join(folder, 'law.md'), lawText);
    const terminal = new FakeTerminal();
    const commands = { coverage: lawCoverage(nodeHash) };
    const code = await runCommand(commands, ['coverage', folder, '--fragments', FIXTURES], terminal);
    return { code, terminal, law: readFileSync(join(folder, 'law.md'), 'utf8') };
  };

  it('writes the table and names what is claimed and not so', async () => {
    const claims = '- Enforced 44: yes - delivery\n- Enforced 83: yes - nothing\n';
    const { code, terminal, law } = await run(`${claims}<!-- coverage:begin -->\n<!-- coverage:end -->\n`);
    expect(code).toBe(1);
    expect(law).toMatch(/\| 44 \| yes \| .*`act .*\| `one` \|/);
    expect(terminal.text).toContain('83 is said to be enforced, but the definition never names it');
    expect(terminal.text).toContain('law.md does not speak of it');
  });

  it('asks for a folder', async () => {
    const terminal = new FakeTerminal();
    expect(await runCommand({ coverage: lawCoverage(nodeHash) }, ['coverage'], terminal)).toBe(2);
    expect(terminal.complaints.join('\n')).toContain('coverage <procedure folder>');
  });
});
