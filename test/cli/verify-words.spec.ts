import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCommand } from '../../src/cli/run-command.js';
import { verifyWords } from '../../src/cli/verify-words.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { DISSENT, extract } from '../engine/meeting/words-extract.js';
import { FakeTerminal } from './fake-terminal.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'duecourse-words-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function verify(content: unknown, ...more: readonly string[]) {
  const path = join(folder, 'words.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  const terminal = new FakeTerminal();
  const code = await runCommand(
    { 'verify-words': verifyWords(nodeHash) },
    ['verify-words', path, ...more],
    terminal,
  );
  return { code, lines: terminal.lines };
}

describe('duecourse verify-words', () => {
  it('checks offline what a member holds, prints his words, and ends in the head', async () => {
    const proof = extract();
    const { code, lines } = await verify({ ...proof, notice: '怎样核验' });
    expect(code).toBe(0);
    expect(lines.join('\n')).toContain(DISSENT);
    expect(lines.at(-1)).toBe(`✓ 相符 in order: 流首 head 3 ${proof.head.leaf.sha256}`);
  });

  it('is what anybody can compute by hand, as the page says', () => {
    const [record] = extract().own;
    const [part] = record?.parts ?? [];
    if (!record || !part) throw new Error('no words');
    const sha256 = (...bytes: readonly (string | Buffer)[]): string =>
      bytes.reduce((hash, one) => hash.update(one), createHash('sha256')).digest('hex');
    expect(record.leaf.sha256).toBe(sha256(Buffer.of(0), record.text));
    const { parts } = JSON.parse(record.text) as { parts: Record<string, { sha256: string }> };
    const salt = Buffer.from(part.salt, 'hex');
    expect(parts['text']?.sha256).toBe(sha256('audit-part/v1\ntext\n', salt, part.value));
  });

  it('ends with 1 when a word, a record or the chain is another one', async () => {
    const proof = extract();
    expect((await verify(JSON.stringify(proof).replace('我不同意', '我很同意'))).code).toBe(1);
    const [first, ...rest] = proof.chain;
    expect((await verify({ ...proof, chain: [first, ...rest.slice(1)] })).code).toBe(1);
    expect((await verify({ ...proof, person: 'o-1' })).code).toBe(1);
  });

  it('holds a receipt from elsewhere against the chain', async () => {
    const proof = extract();
    expect((await verify(proof, '--head', proof.chain[1]?.leaf.sha256 ?? '')).code).toBe(0);
    expect((await verify(proof, '--head', '0'.repeat(64))).code).toBe(1);
  });

  it('ends with 2 for what is no extract, no JSON or no question', async () => {
    for (const content of [
      {},
      [],
      null,
      '{',
      { ...extract(), own: [{}] },
      JSON.stringify(extract()).replace('"salt":"1111', '"salt":"xxxx'),
      { ...extract(), head: null },
    ]) {
      expect((await verify(content)).code).toBe(2);
    }
    expect((await verify(extract(), 'another')).code).toBe(2);
  });
});
