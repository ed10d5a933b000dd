import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BundleReport } from '../../src/engine/audit/bundle/verify/bundle-report.js';
import { allEdits } from '../support/evidence/attacks/all-edits.js';
import type { Attack } from '../support/evidence/attacks/attack.js';
import { flips, HALVES } from '../support/evidence/attacks/bits.js';
import { WHOLE } from '../support/evidence/attacks/container.js';
import { Judge } from '../support/evidence/attacks/judge.js';
import { authority, bundle, log } from '../support/evidence/attacks/target.js';
import { bundledVerifier } from '../support/evidence/bundled-verifier.js';
import { bundle as sample, edits, log as table } from '../support/evidence/bundle-edits.js';
import { rebuilt, zipped } from '../support/evidence/sample-bundle.js';

/** One file that both are given, under a policy. */
interface Given {
  readonly name: string;
  readonly how: string;
  readonly bytes: Uint8Array;
}

let folder: string;
const judge = new Judge(log.policy, [authority.root]);
/** Bundles by the policy that they are checked under: the second verifier is asked once for each. */
const byPolicy = new Map<string, Given[]>();

function add(kind: string, how: string, bytes: Uint8Array, policy = log.policy): void {
  const given = byPolicy.get(policy) ?? [];
  byPolicy.set(policy, given);
  given.push({ name: `${String(given.length).padStart(4, '0')}-${kind}.zip`, how, bytes });
}

function bytesOf({ given, rebuild }: Attack): Uint8Array {
  if (given instanceof Uint8Array) return given;
  return rebuild ? rebuilt(given) : zipped(given);
}

/** Some of each class: all of those that are few, every so-manieth of those that are many. */
function collect(): void {
  add('untouched', 'as it was written', WHOLE);
  const classes = new Map<string, Attack[]>();
  for (const attack of allEdits()) classes.set(attack.kind, [...(classes.get(attack.kind) ?? []), attack]);
  for (const [kind, attacks] of classes) {
    const step = Math.max(1, Math.floor(attacks.length / 24));
    for (const attack of attacks.filter((one, at) => at % step === 0 || one.lesser !== undefined))
      add(kind, attack.how, bytesOf(attack), attack.policy);
  }
  for (const name of HALVES.flat()) {
    let at = 0;
    const step = Math.ceil((bundle.get(name)?.length ?? 0) * 8 * 0.37);
    for (const flip of flips(name)) if (at++ % step === 0) add(flip.kind, flip.how, bytesOf(flip));
  }
  // The table that has each violation of the format; its bundle is another, of the same log's keys.
  for (const { code, how, edit, raw, policy = table.policy } of edits) {
    if (policy === null) continue;
    const files = new Map(sample);
    edit(files);
    add('table', `${code}: ${how}`, raw ? zipped(files) : rebuilt(files), policy);
  }
  for (let bit = 0; bit < WHOLE.length * 8; bit += 9001) {
    const bytes = Buffer.from(WHOLE);
    bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
    add('bits', `bit ${bit}`, bytes);
  }
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'agree-'));
  bundledVerifier(join(folder, 'duecourse-verify.mjs'));
  const pem = Buffer.from(authority.root).toString('base64').replace(/.{64}/g, '$&\n');
  writeFileSync(
    join(folder, 'roots.pem'),
    `-----BEGIN CERTIFICATE-----\n${pem}\n-----END CERTIFICATE-----\n`,
  );
  collect();
  for (const [at, [policy, given]] of [...byPolicy].entries()) {
    mkdirSync(join(folder, String(at)));
    writeFileSync(join(folder, `${at}.policy`), policy);
    for (const { name, bytes } of given) writeFileSync(join(folder, String(at), name), bytes);
  }
}, 120_000);
afterAll(() => {
  judge.close();
  rmSync(folder, { recursive: true });
});

interface Verdict {
  readonly exitCode: number;
  readonly classes: readonly string[];
}

/** What the second verifier, in Python, says of each bundle of a folder. */
function byPython(at: number): ReadonlyMap<string, Verdict> {
  const options = ['--policy', `${at}.policy`, '--tsa-ca', 'roots.pem', '--batch', String(at)];
  const program = join(process.cwd(), 'test/foreign/verifier/verify_bundle.py');
  const { status, stdout, stderr } = spawnSync('python3', ['-B', program, ...options], {
    ...{ cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  });
  if (status !== 0) throw new Error(stderr);
  const lines = stdout.split('\n').slice(0, -1);
  return new Map(
    lines
      .map((line) => JSON.parse(line) as Verdict & { readonly file: string })
      .map((one) => [one.file, one]),
  );
}

const classesOf = ({ violations }: BundleReport): string =>
  [...new Set(violations.map((one) => one.class))].sort().join();

describe('two verifiers, one of them written from the format alone', () => {
  it('come to the same on every bundle of every class of attacks', () => {
    const differences: string[] = [];
    let compared = 0;
    let classesDiffer = 0;
    for (const [at, [policy, given]] of [...byPolicy].entries()) {
      const theirs = byPython(at);
      for (const { name, how, bytes } of given) {
        const report = judge.report({ kind: 'bits', how, given: bytes, rebuild: false, policy });
        const other = theirs.get(name);
        compared++;
        if (other?.classes.toSorted().join() !== classesOf(report)) classesDiffer++;
        if (other?.exitCode !== report.exitCode)
          differences.push(
            `${name}, ${how}: ${report.exitCode} (${report.violations[0]?.code ?? ''}), python ${String(other?.exitCode)}`,
          );
      }
    }
    process.stdout.write(
      `verifiers: ${compared} bundles, ${differences.length} verdicts differ, ${classesDiffer} with other classes beside\n`,
    );
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(300);
  }, 400_000);

  it('and the file that is handed out is the verifier that was asked here', () => {
    const [[, given = []] = []] = byPolicy;
    const some = given.filter((_, at) => at % 40 === 0);
    for (const { name, how, bytes } of some) {
      const words = [
        'duecourse-verify.mjs',
        `0/${name}`,
        '--policy',
        '0.policy',
        '--tsa-ca',
        'roots.pem',
        '--json',
      ];
      const { status } = spawnSync(process.execPath, words, { cwd: folder, env: {} });
      expect([how, status]).toEqual([
        how,
        judge.report({ kind: 'bits', how, given: bytes, rebuild: false }).exitCode,
      ]);
    }
    expect(some.length).toBeGreaterThan(5);
  }, 60_000);
});
