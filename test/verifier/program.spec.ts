import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BundleReport } from '../../src/engine/audit/bundle/verify/bundle-report.js';
import { bundledVerifier } from '../support/evidence/bundled-verifier.js';
import { bundle, edits, log } from '../support/evidence/bundle-edits.js';
import { rebuilt, zipped } from '../support/evidence/sample-bundle.js';
import { sampleLog } from '../support/evidence/sample-log.js';
import { sampleReceipt } from '../support/evidence/sample-receipt.js';

const PROGRAM = 'duecourse-verify.mjs';
let folder: string;

function run(...words: readonly string[]): { code: number | null; out: string; err: string } {
  // An empty environment: nothing of the machine is asked for.
  const child = spawnSync(process.execPath, [PROGRAM, ...words], { cwd: folder, env: {}, encoding: 'utf8' });
  return { code: child.status, out: child.stdout, err: child.stderr };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'verifier-'));
  bundledVerifier(join(folder, PROGRAM));
  writeFileSync(join(folder, 'bundle.zip'), zipped(bundle));
  writeFileSync(join(folder, 'policy.txt'), log.policy);
  writeFileSync(join(folder, 'other.txt'), sampleLog({ seed: 2 }).policy);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('the verifier, one file in an empty folder', () => {
  it('imports nothing but what Node has built in', () => {
    const text = readFileSync(join(folder, PROGRAM), 'utf8');
    const imported = [...text.matchAll(/^(?:import|export) [^"']*["']([^"']+)["'];?$/gm)].map(
      ([, name]) => name,
    );
    expect(new Set(imported)).toEqual(
      new Set(['node:crypto', 'node:fs', 'node:path', 'node:util', 'node:zlib']),
    );
    expect(text).not.toMatch(
      /\brequire\(|\bimport\(|\beval\(|new Function\b|node:(net|http|https|dns|child_process)/,
    );
  });

  it('proves an untouched bundle, and says what is not proven', () => {
    const { code, out, err } = run('bundle.zip', '--policy', 'policy.txt');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^✓ 证明成立\n\n已证明：\n/);
    expect(out).toContain('\n未证明：\n');
    expect(run('bundle.zip', '--policy', 'policy.txt', '--lang', 'en').out).toMatch(/^✓ PROVEN\n\nProven:\n/);
  });

  it('writes nothing', () => {
    expect(readdirSync(folder).toSorted()).toEqual(['bundle.zip', PROGRAM, 'other.txt', 'policy.txt']);
  });

  it.each([
    ['without a policy', [], 3],
    ['under the policy of another log', ['--policy', 'other.txt'], 3],
    ['under SHA-256 alone', ['--policy', 'policy.txt', '--suite', 'sha256'], 0],
  ])('ends by the format: %s', (_, words, code) => {
    expect(run('bundle.zip', ...words).code).toBe(code);
  });

  it('prints the report as data', () => {
    mkdirSync(join(folder, 'edited'));
    const edit = edits.find((one) => one.code === 'part-differs');
    const files = new Map(bundle);
    edit?.edit(files);
    writeFileSync(join(folder, 'edited', 'bundle.zip'), rebuilt(files));
    const { code, out } = run('edited/bundle.zip', '--policy', 'policy.txt', '--json');
    const report = JSON.parse(out) as BundleReport;
    expect(code).toBe(1);
    expect(report).toMatchObject({ verdict: 'altered', exitCode: 1 });
    expect(report.violations).toMatchObject([{ class: 'altered', code: 'part-differs', place: edit?.place }]);
  });

  it.each([
    ['no bundle named', []],
    ['a bundle that is not there', ['nowhere.zip']],
    ['an option it does not have', ['bundle.zip', '--trust-me']],
    ['no such policy', ['bundle.zip', '--policy', 'nowhere.txt']],
    ['another suite', ['bundle.zip', '--suite', 'md5']],
    ['a language it does not speak', ['bundle.zip', '--lang', 'la']],
    ['half a receipt', ['--proof', 'policy.txt']],
    ['roots that are none', ['bundle.zip', '--tsa-ca', 'bad.pem']],
    ['roots in a file of something else', ['bundle.zip', '--tsa-ca', 'policy.txt']],
    ['a day that no calendar has', ['bundle.zip', '--at', '2026-02-30']],
    ['a folder that is not there', ['bundle.zip', '--files', 'nowhere']],
  ])('says what is wrong and how it is used: %s', (_, words) => {
    writeFileSync(join(folder, 'bad.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    const { code, out, err } = run(...words);
    expect([code, out]).toEqual([4, '']);
    expect(err).toContain('用法 usage');
    expect(err).not.toMatch(/ENOENT: /);
    const given = words.at(-1);
    if (words.length > 1 && words[0] === 'bundle.zip') expect(err.split('\n')[0]).toContain(given);
  });
});

describe('a receipt', () => {
  const { proof, record } = sampleReceipt(log, bundle, 4);

  function check(
    text: string,
    of: string,
    ...policy: readonly string[]
  ): { code: number | null; out: string } {
    writeFileSync(join(folder, 'one.tlog-proof'), text);
    writeFileSync(join(folder, 'one.json'), of);
    return run('--proof', 'one.tlog-proof', '--record', 'one.json', ...policy);
  }

  it('proves that its record is in the log', () => {
    const { code, out } = check(proof, record, '--policy', 'policy.txt');
    expect([code, out]).toEqual([0, expect.stringContaining('第 4 条')]);
    expect(check(proof, `${record}\n`, '--policy', 'policy.txt').code).toBe(0);
  });

  it.each([
    ['of another record', 1, () => check(proof, record.replace('"v":1', '"v":2'), '--policy', 'policy.txt')],
    [
      'with a forged signature',
      1,
      () => check(proof.replace(/(— sample.{60})./, '$1/'), record, '--policy', 'policy.txt'),
    ],
    ['without a policy', 3, () => check(proof, record)],
    ['of a log that nobody trusts', 3, () => check(proof, record, '--policy', 'other.txt')],
    [
      'without its witness',
      3,
      () => check(proof.replace(/— witness.*\n/, ''), record, '--policy', 'policy.txt'),
    ],
    ['that is none', 4, () => check('a letter', record, '--policy', 'policy.txt')],
  ])('%s ends with %d', (_, code, checked) => {
    expect(checked().code).toBe(code);
  });
});
