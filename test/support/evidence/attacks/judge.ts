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
import type { DigestPair } from '../../../../src/engine/audit/record.js';
import { filesInMemory, nodeTools } from '../../../../src/verifier/node-tools.js';
import { verifyFile } from '../../../../src/verifier/verify-file.js';
import { policyIn } from '../edited-bundle.js';
import { withManifests } from '../sample-bundle.js';
import { type Attack, type Files, flawIn, type Tally } from './attack.js';

/**
 * The verifier of the product, told the same many times: signatures, stamps and digests of files that were judged once are remembered, so
 * that a hundred thousand bundles that differ in one byte each are a matter of minutes. It remembers answers and gives none of its own.
 */
export class Judge {
  readonly #tools: VerifierTools;
  readonly #policies = new Map<string, NonNullable<VerifierOptions['policy']>>();
  readonly #digests = new WeakMap<Uint8Array, DigestPair>();
  readonly #folder = mkdtempSync(join(tmpdir(), 'attacks-'));

  constructor(
    private readonly policy: string,
    private readonly roots: readonly Uint8Array[] = [],
  ) {
    const tools = nodeTools(roots);
    const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
    this.#tools = {
      ...tools,
      digest: (suites) => this.#digest(suites),
      checkSignature: remembered(tools.checkSignature, ({ name, id, publicKey }, message, signature) =>
        [name, id, ...[publicKey, message, signature].map(textOf)].join('|'),
      ),
      judgeStamp: remembered(
        (token: Uint8Array, text: string) => tools.judgeStamp(token, text),
        (token, text) => `${textOf(token)}|${text}`,
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
    return verifyBundle(filesInMemory(files), this.#tools, { suites: ['sha256', 'sm3'], policy: known });
  }

  /** The whole program, from the disk on. */
  #ofContainer(bytes: Uint8Array, policy: string): BundleReport {
    const path = join(this.#folder, 'attack.zip');
    writeFileSync(path, bytes);
    return verifyFile({ path, policy, roots: this.roots });
  }

  #digest(suites: readonly Suite[]): ReturnType<VerifierTools['digest']> {
    const chunks: Uint8Array[] = [];
    return {
      update: (bytes) => chunks.push(bytes),
      hex: () => {
        const [only, ...more] = chunks;
        if (only && more.length === 0) return this.#digestsOf(only);
        return Object.fromEntries(suites.map((suite) => [suite, hexOf(suite, chunks)]));
      },
    };
  }

  #digestsOf(bytes: Uint8Array): DigestPair {
    const known = this.#digests.get(bytes) ?? {
      sha256: hexOf('sha256', [bytes]),
      sm3: hexOf('sm3', [bytes]),
    };
    this.#digests.set(bytes, known);
    return known;
  }
}

function hexOf(suite: Suite, chunks: readonly Uint8Array[]): string {
  const hash = createHash(suite);
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
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
