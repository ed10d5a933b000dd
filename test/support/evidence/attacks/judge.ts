import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BundleReport } from '../../../../src/engine/audit/bundle/verify/bundle-report.js';
import type {
  Suite,
  VerifierOptions,
  VerifierTools,
} from '../../../../src/engine/audit/bundle/verify/bundle-source.js';
import { verifyBundle } from '../../../../src/engine/audit/bundle/verify/verify-bundle.js';
import type { BytesHash } from '../../../../src/engine/audit/log/tree-hash.js';
import type { DigestPair } from '../../../../src/engine/audit/record.js';
import { filesInMemory, nodeTools } from '../../../../src/verifier/node-tools.js';
import { verifyFile } from '../../../../src/verifier/verify-file.js';
import type { Instant } from '../../../../src/engine/clock/time.js';
import { FIFTEEN_YEARS_ON, ROOTS } from '../renewed-target.js';
import { policyIn } from '../edited-bundle.js';
import { withManifests } from '../sample-bundle.js';
import { type Attack, type Files, flawIn, type Tally } from './attack.js';

const AT = FIFTEEN_YEARS_ON as Instant;

/**
 * The verifier of the product, told the same many times: signatures, stamps and digests of files that were judged once are remembered, so
 * that a hundred thousand bundles that differ in one byte each are a matter of minutes. It remembers answers and gives none of its own.
 */
export class Judge {
  readonly #tools: VerifierTools;
  readonly #roots: readonly Uint8Array[];
  readonly #policies = new Map<string, NonNullable<VerifierOptions['policy']>>();
  /** By the bytes, and by what stands before them. */
  readonly #digests = new WeakMap<Uint8Array, Map<string, DigestPair>>();
  readonly #folder = mkdtempSync(join(tmpdir(), 'attacks-'));

  constructor(
    private readonly policy: string,
    roots: readonly Uint8Array[] = [],
  ) {
    this.#roots = [...roots, ...ROOTS];
    const tools = nodeTools(this.#roots);
    const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
    this.#tools = {
      ...tools,
      hash: { sha256: rememberedHash(tools.hash.sha256), sm3: rememberedHash(tools.hash.sm3) },
      digest: (suites) => this.#digest(suites),
      checkSignature: remembered(tools.checkSignature, ({ name, id, publicKey }, message, signature) =>
        [name, id, ...[publicKey, message, signature].map(textOf)].join('|'),
      ),
      judgeStamp: remembered(
        (token: Uint8Array, text: string) => tools.judgeStamp(token, text),
        (token, text) => `${textOf(token)}|${text}`,
      ),
      isTrustedAt: remembered(
        (...asked) => tools.isTrustedAt(...asked),
        (token: Uint8Array, at: Instant) => `${textOf(token)}|${at}`,
      ),
      revocationOf: remembered(
        (...asked) => tools.revocationOf(...asked),
        (token: Uint8Array, lists: readonly Uint8Array[]) => [token, ...lists].map(textOf).join('|'),
      ),
      flawInList: remembered(
        (...asked) => tools.flawInList(...asked),
        (list: Uint8Array, tokens: readonly Uint8Array[]) => [list, ...tokens].map(textOf).join('|'),
      ),
    };
  }

  close(): void {
    rmSync(this.#folder, { recursive: true });
  }

  /** What the verifier says of the attack, counted. */
  try(attack: Attack, tally: Tally): BundleReport {
    const report = this.report(attack);
    tally.add(attack.kind, attack.how, report.exitCode, flawIn(attack, report));
    return report;
  }

  /** What the verifier says of what is handed over. */
  report({ given, rebuild, policy = this.policy }: Attack): BundleReport {
    if (given instanceof Uint8Array) return this.#ofContainer(given, policy);
    const files = rebuild ? withManifests(given, (bytes) => this.#digestsOf(bytes)) : given;
    return this.ofFiles(files, policy);
  }

  ofFiles(files: Files, policy = this.policy): BundleReport {
    const known = this.#policies.get(policy) ?? policyIn(policy);
    this.#policies.set(policy, known);
    return verifyBundle(filesInMemory(files), this.#tools, {
      ...{ suites: ['sha256', 'sm3'], policy: known, at: AT },
    });
  }

  /** The whole program, from the disk on. */
  #ofContainer(bytes: Uint8Array, policy: string): BundleReport {
    const path = join(this.#folder, 'attack.zip');
    writeFileSync(path, bytes);
    return verifyFile({ path, policy, roots: this.#roots, at: AT });
  }

  #digest(suites: readonly Suite[]): ReturnType<VerifierTools['digest']> {
    const chunks: Uint8Array[] = [];
    return {
      update: (bytes) => chunks.push(bytes),
      hex: () => {
        const [first, second, ...more] = chunks;
        if (first && !second) return this.#digestsOf(first);
        // What stands before a document of the law: the document is the second piece.
        if (first && second && more.length === 0)
          return this.#digestsOf(second, Buffer.from(first).toString('latin1'));
        return Object.fromEntries(suites.map((suite) => [suite, hexOf(suite, chunks)]));
      },
    };
  }

  #digestsOf(bytes: Uint8Array, before = ''): DigestPair {
    const known = this.#digests.get(bytes) ?? new Map<string, DigestPair>();
    this.#digests.set(bytes, known);
    const chunks = [Buffer.from(before, 'latin1'), bytes];
    const pair = known.get(before) ?? { sha256: hexOf('sha256', chunks), sm3: hexOf('sm3', chunks) };
    known.set(before, pair);
    return pair;
  }
}

function hexOf(suite: Suite, chunks: readonly Uint8Array[]): string {
  const hash = createHash(suite);
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}

/** The hash, which remembers what two nodes of a tree are together; records are longer. */
function rememberedHash(hash: BytesHash): BytesHash {
  const answers = new Map<string, Uint8Array>();
  return (bytes) => {
    if (bytes.length > 65) return hash(bytes);
    const name = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    const answer = answers.get(name) ?? hash(bytes);
    if (answers.size < 50_000) answers.set(name, answer);
    return answer;
  };
}

/** The function, which answers a question that it was asked before out of memory. */
function remembered<Q extends readonly unknown[], A>(
  ask: (...question: Q) => A,
  key: (...question: Q) => string,
): (...question: Q) => A {
  const answers = new Map<string, { readonly answer: A }>();
  return (...question) => {
    const name = key(...question);
    const { answer } = answers.get(name) ?? { answer: ask(...question) };
    if (answers.size < 50_000) answers.set(name, { answer });
    return answer;
  };
}
