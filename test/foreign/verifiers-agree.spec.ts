import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Violation } from '../../src/engine/audit/bundle/verify/violation.js';
import { allEdits } from '../support/evidence/attacks/all-edits.js';
import type { Attack } from '../support/evidence/attacks/attack.js';
import { flips, flipsIn, HALVES } from '../support/evidence/attacks/bits.js';
import { WHOLE } from '../support/evidence/attacks/container.js';
import { Judge } from '../support/evidence/attacks/judge.js';
import { authority, bundle, log, type Target } from '../support/evidence/attacks/target.js';
import { linesIn, RECORDS } from '../support/evidence/attacks/cut-bundle.js';
import { decided } from '../support/evidence/agree/decided.js';
import { tangles } from '../support/evidence/agree/tangles.js';
import { bundledVerifier } from '../support/evidence/bundled-verifier.js';
import { bundle as sample, edits, log as table } from '../support/evidence/bundle-edits.js';
import { bitsOfContainer, each, editsOf } from '../support/evidence/real-attacks.js';
import { type RealBundle, type RealBundles, realBundles } from '../support/evidence/real-bundles.js';
import { FIFTEEN_YEARS_ON, renewedBundle, ROOTS } from '../support/evidence/renewed-target.js';
import { rebuilt, zipped } from '../support/evidence/sample-bundle.js';

/** One file that both are given, under a policy. */
interface Given {
  readonly name: string;
  readonly how: string;
  readonly bytes: Uint8Array;
}

/** Certificates of time stamps are looked at as of a day. */
const AS_OF = ['--at', FIFTEEN_YEARS_ON.slice(0, 10)];

let folder: string;
let judge: Judge;
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
    const step = Math.max(1, Math.floor(attacks.length / 60));
    for (const attack of attacks.filter((one, at) => at % step === 0 || one.lesser !== undefined))
      add(kind, attack.how, bytesOf(attack), attack.policy);
  }
  for (const name of HALVES.flat()) {
    let at = 0;
    const step = Math.ceil((bundle.get(name)?.length ?? 0) * 8 * 0.19);
    for (const flip of flips(name)) if (at++ % step === 0) add(flip.kind, flip.how, bytesOf(flip));
  }
  // The table that has each violation of the format; its bundle is another, of the same log's keys.
  for (const { code, how, edit, raw, policy = table.policy } of edits) {
    if (policy === null) continue;
    const files = new Map(sample);
    edit(files);
    add('table', `${code}: ${how}`, raw ? zipped(files) : rebuilt(files), policy);
  }
  for (const { how, bytes, policy } of decided) add('decided', how, bytes, policy);
  for (const [how, bytes] of tangles(900)) add('tangle', how, bytes);
  for (const [how, bytes] of tangles(250, renewedBundle())) add('renewals', how, bytes);
  for (let bit = 0; bit < WHOLE.length * 8; bit += 9001) {
    const bytes = Buffer.from(WHOLE);
    bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
    add('bits', `bit ${bit}`, bytes);
  }
}

/** What a service made, and a sample of what test/matrix/evidence does to it. */
function collectReal({ decision, licence, policy }: RealBundles): void {
  for (const [one, other] of [
    [decision, licence],
    [licence, decision],
  ] as const) {
    add('real', `the ${one.name}'s, as it was handed out`, one.bytes, policy);
    for (const attack of attacksOnReal(one, other))
      add('real', `the ${one.name}'s: ${attack.how}`, bytesOf(attack), policy);
  }
}

function* attacksOnReal({ files, subject, bytes }: RealBundle, other: RealBundle): Generator<Attack> {
  const here = new Set(linesIn(files, RECORDS));
  const foreign = linesIn(other.files, RECORDS).filter((text) => !here.has(text));
  const target: Target = { files, subject, foreign };
  const edits = [...editsOf(target)];
  yield* each(edits, Math.ceil(edits.length / 90));
  yield* bitsOfContainer(bytes, 10);
  for (const [name, { length }] of files) {
    if (!name.startsWith('data/') || length === 0) continue;
    const flip = flipsIn(files, name);
    yield flip(length >> 1, 3);
    yield flip(length - 1, 0);
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'agree-'));
  bundledVerifier(join(folder, 'duecourse-verify.mjs'));
  const real = await realBundles();
  judge = new Judge(log.policy, [authority.root, real.root]);
  const pems = [authority.root, real.root, ...ROOTS].map((root) => {
    const pem = Buffer.from(root).toString('base64').replace(/.{64}/g, '$&\n');
    return `-----BEGIN CERTIFICATE-----\n${pem}\n-----END CERTIFICATE-----\n`;
  });
  writeFileSync(join(folder, 'roots.pem'), pems.join(''));
  collect();
  collectReal(real);
  for (const [at, [policy, given]] of [...byPolicy].entries()) {
    mkdirSync(join(folder, String(at)));
    writeFileSync(join(folder, `${at}.policy`), policy);
    for (const { name, bytes } of given) writeFileSync(join(folder, String(at), name), bytes);
  }
}, 300_000);
afterAll(() => {
  judge.close();
  rmSync(folder, { recursive: true });
});

/** What both verifiers say of a bundle, as `--json` has it. */
interface Verdict {
  readonly exitCode: number;
  readonly violations: readonly Pick<Violation, 'class' | 'place'>[];
  /** Violations beyond those that are listed. */
  readonly unlisted: number;
}

/** What the second verifier, in Python, says of each bundle of a folder. */
function byPython(at: number): ReadonlyMap<string, Verdict> {
  const options = [
    '--policy',
    `${at}.policy`,
    '--tsa-ca',
    'roots.pem',
    ...AS_OF,
    '--json',
    '--batch',
    String(at),
  ];
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

/** Class and place of every violation: what two verifiers must have in common (section 13 of the format). */
function pointsOf({ violations }: Verdict): readonly string[] {
  const texts = violations.map(({ class: wrong, place: { file, line, stream, seq, part } }) =>
    [wrong, file, line, stream, seq, part].map((one) => one ?? '-').join(' '),
  );
  return [...new Set(texts)].sort();
}

/** What one of them says and the other does not, beyond what it counts without listing it; undefined: nothing. */
function differenceOf(ours: Verdict, theirs: Verdict | undefined): string | undefined {
  if (!theirs) return 'nothing said by the second';
  const [a, b] = [pointsOf(ours), pointsOf(theirs)];
  const only = [a.filter((one) => !b.includes(one)), b.filter((one) => !a.includes(one))] as const;
  const isCounted = only[0].length <= theirs.unlisted && only[1].length <= ours.unlisted;
  if (ours.exitCode === theirs.exitCode && isCounted) return undefined;
  return `${ours.exitCode}, the second ${theirs.exitCode}; ${only.map((some) => some.slice(0, 3).join(' | ')).join(' against ')}`;
}

describe('two verifiers, one of them written from the format alone', () => {
  it('find the same, of the same class and at the same place, in every bundle', () => {
    const differences: string[] = [];
    let compared = 0;
    for (const [at, [policy, given]] of [...byPolicy].entries()) {
      const theirs = byPython(at);
      for (const { name, how, bytes } of given) {
        const report = judge.report({ kind: 'bits', how, given: bytes, rebuild: false, policy });
        const difference = differenceOf(report, theirs.get(name));
        if (difference !== undefined) differences.push(`${name}, ${how}: ${difference}`);
        compared++;
      }
    }
    process.stdout.write(`verifiers: ${compared} bundles, ${differences.length} differ\n`);
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThanOrEqual(2500);
  }, 400_000);

  it('and the file that is handed out is the verifier that was asked here; also without policy and under SHA-256 alone', () => {
    const [[, given = []] = []] = byPolicy;
    const some = given.filter((_, at) => at % 160 === 0);
    const python = join(process.cwd(), 'test/foreign/verifier/verify_bundle.py');
    const said = (program: readonly string[], words: readonly string[]): Verdict => {
      const [command = '', ...before] = program;
      const { stdout } = spawnSync(command, [...before, ...words, '--json'], {
        ...{ cwd: folder, encoding: 'utf8', env: { PATH: process.env['PATH'] } },
      });
      return JSON.parse(stdout) as Verdict;
    };
    const handedOut = [process.execPath, 'duecourse-verify.mjs'];
    for (const { name, how, bytes } of some) {
      const whole = said(handedOut, [`0/${name}`, '--policy', '0.policy', '--tsa-ca', 'roots.pem', ...AS_OF]);
      const asked = judge.report({ kind: 'bits', how, given: bytes, rebuild: false });
      expect([how, differenceOf(whole, asked)]).toEqual([how, undefined]);
      const bare = [`0/${name}`, '--suite', 'sha256'];
      const second = said(['python3', '-B', python], bare);
      expect([how, differenceOf(said(handedOut, bare), second)]).toEqual([how, undefined]);
    }
    expect(some.length).toBeGreaterThan(5);
  }, 100_000);
});
