import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { redrawPanel } from '../../src/cli/redraw-panel.js';
import { runCommand } from '../../src/cli/run-command.js';
import { drawCommitment } from '../../src/engine/panel/draw.js';
import { sealedDrawFile, termsOf } from '../../src/engine/panel/draw-file.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { drawn, expert, ON } from '../engine/panel/draws.js';
import { FakeTerminal } from './fake-terminal.js';

const POOL = [1, 2, 3, 4, 5].map((code) => expert(code));
const DRAW = drawn(POOL, { on: ON, count: 3, odd: true });
const NONCE = '7'.repeat(64);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'duecourse-redraw-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function redraw(content: unknown, ...more: readonly string[]) {
  const path = join(folder, 'draw.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  const terminal = new FakeTerminal();
  const desk = { hash: nodeHash, nonce: () => NONCE };
  const code = await runCommand({ redraw: redrawPanel(desk) }, ['redraw', path, ...more], terminal);
  return { code, lines: terminal.lines, complaints: terminal.complaints };
}

describe('duecourse redraw', () => {
  it('does a draw again and says each step, Chinese first', async () => {
    const { code, lines } = await redraw(DRAW);
    expect(code).toBe(0);
    expect(lines.at(-1)).toBe('✓ 相符 in order: 已抽取 drawn');
    expect(lines).toContain(`种子 ${DRAW.seed} / seed ${DRAW.seed}`);
    expect(lines.filter((line) => line.includes('抽中'))).toHaveLength(3);
  });

  it('ends with 1 when the result is another one, and names the place', async () => {
    const { code, lines } = await redraw({ ...DRAW, members: DRAW.members.toReversed() });
    expect(code).toBe(1);
    expect(lines.filter((line) => line.startsWith('✗')).map((line) => line.split(' ')[1])).toEqual([
      ...['/digest', '/members', '2'],
    ]);
  });

  it('ends with 2 for what is no draw, no JSON, no file or no question', async () => {
    expect((await redraw({ format: 'else' })).code).toBe(2);
    const broken = await redraw('{');
    expect(broken.code).toBe(2);
    expect(broken.complaints[0]).toContain('draw.json');
    expect((await redraw(DRAW, 'another')).code).toBe(2);
    expect((await redraw(DRAW, '--wrong')).code).toBe(2);
  });

  it('answers as JSON for programs', async () => {
    const { lines } = await redraw(DRAW, '--json');
    expect(JSON.parse(lines.join(''))).toMatchObject({ stage: 'drawn', faults: [] });
  });

  it('makes a promise for an officer who takes part', async () => {
    const { leaf: _leaf, seed: _seed, ...rest } = DRAW;
    const none = { drawn: [], members: [], commitments: [], reveals: [] };
    const open = sealedDrawFile({ ...rest, ...none }, nodeHash);
    const { code, lines } = await redraw(open, '--promise', 'witness');
    expect(code).toBe(0);
    expect(lines[0]).toContain(NONCE);
    expect(lines[1]).toContain(drawCommitment(termsOf(open), 'witness', NONCE, nodeHash));
    expect((await redraw(open, '--promise', 'anybody')).code).toBe(2);
    expect((await redraw({ ...open, stream: 'x' }, '--promise', 'witness')).code).toBe(1);
  });
});
