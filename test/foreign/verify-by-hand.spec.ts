import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { marked } from '../docs/marked-blocks.js';
import { bundle, log } from '../support/evidence/bundle-edits.js';

let folder: string;
const inBundle = (name: string): string => join(folder, 'evidence', name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'by-hand-'));
  for (const [name, bytes] of bundle) {
    mkdirSync(dirname(inBundle(name)), { recursive: true });
    writeFileSync(inBundle(name), bytes);
  }
  writeFileSync(join(folder, 'policy.txt'), log.policy);
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(script: string): number | null {
  const options = { cwd: join(folder, 'evidence'), encoding: 'utf8' } as const;
  return spawnSync('bash', ['-euo', 'pipefail', '-c', script], options).status;
}

describe('docs/verify.md, by hand', () => {
  const scripts = marked('sh hand').map(({ text }) => text);

  it.each(scripts)('%#: holds for an untouched bundle', (script) => {
    expect(run(script)).toBe(0);
  });

  it.each([
    [0, 'data/records.jsonl'],
    [1, 'data/records.jsonl'],
    [2, 'data/checkpoint/sha256.note'],
  ])('%#: notices an edit of %s', (at, name) => {
    const text = Buffer.from(bundle.get(name) ?? []).toString();
    writeFileSync(inBundle(name), text.replaceAll('sample', 'simple'));
    expect(run(scripts[at] as string)).not.toBe(0);
    writeFileSync(inBundle(name), text);
  });
});
