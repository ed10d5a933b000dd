import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sampleAgain } from '../../src/cli/draw-sample.js';
import { runCommand } from '../../src/cli/run-command.js';
import { drawSample } from '../../src/engine/sampling/draw-sample.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { FakeTerminal } from './fake-terminal.js';

describe('duecourse sample', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'duecourse-sample-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('draws the same cases from the list and the public value, and wants all of them', async () => {
    const population = ['c', 'a', 'b', 'd'];
    const path = join(folder, 'population.txt');
    writeFileSync(path, `${population.join('\n')}\n`);
    const words = ['sample', '--population', path, '--size', '2', '--source', '双色球', '--seed', '07 11'];
    const terminal = new FakeTerminal();
    expect(await runCommand({ sample: sampleAgain(nodeHash) }, words, terminal)).toBe(0);
    const terms = { population, size: 2, source: '双色球', value: '07 11' };
    expect(terminal.lines.slice(2)).toEqual(drawSample(terms, nodeHash));
    writeFileSync(path, JSON.stringify(population));
    const again = new FakeTerminal();
    expect(await runCommand({ sample: sampleAgain(nodeHash) }, words, again)).toBe(0);
    expect(again.lines).toEqual(terminal.lines);
    for (const text of ['', '["a"', '{"population": ["a"]}']) {
      writeFileSync(path, text);
      expect(await runCommand({ sample: sampleAgain(nodeHash) }, words, new FakeTerminal())).toBe(2);
    }
    const short = new FakeTerminal();
    expect(await runCommand({ sample: sampleAgain(nodeHash) }, words.slice(0, -2), short)).toBe(2);
  });
});
