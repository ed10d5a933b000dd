import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { redrawPanel } from '../../src/cli/redraw-panel.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { FakeTerminal } from '../cli/fake-terminal.js';
import { marked } from './marked-blocks.js';

describe('the examples of docs/expert-draw.md', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'duecourse-draw-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const [draw] = marked('json draw');
  const textOf = (marker: string): string => marked(marker)[0]?.text.trim() ?? '';

  it('is in order when it is done again, step by step as the page says', async () => {
    const path = join(folder, 'draw.json');
    writeFileSync(path, draw?.text ?? '');
    const terminal = new FakeTerminal();
    const code = await redrawPanel({ hash: nodeHash, nonce: () => '' })([path], terminal);
    expect({ code, text: terminal.text }).toEqual({ code: 0, text: textOf('text redraw') });
  });

  it('has a ticket that comes out by hand', () => {
    const printed = execFileSync('bash', ['-c', textOf('sh ticket')], { encoding: 'utf8' });
    expect(printed.split(' ')[0]).toBe(textOf('text ticket'));
  });
});
