import type { BundleReport } from '../../../src/engine/audit/bundle/verify/bundle-report.js';
import type { Suite, VerifierOptions } from '../../../src/engine/audit/bundle/verify/bundle-source.js';
import { verifyBundle } from '../../../src/engine/audit/bundle/verify/verify-bundle.js';
import { parsePolicy } from '../../../src/engine/audit/log/trust-policy.js';
import { sha256Bytes } from '../../../src/outside/crypto/note-keys.js';
import { filesInMemory, nodeTools } from '../../../src/verifier/node-tools.js';
import type { BundleMap } from './sample-bundle.js';

/** A policy out of its text, as a verifier is given it. */
export function policyIn(text: string): NonNullable<VerifierOptions['policy']> {
  const parsed = parsePolicy(text, sha256Bytes);
  return parsed.ok ? parsed.policy : { malformed: parsed.problem };
}

const tools = nodeTools([]);

/** What the verifier says of these files; without a container around them. */
export function judged(
  files: ReadonlyMap<string, Uint8Array>,
  policy: string | undefined,
  suites: readonly Suite[] = ['sha256', 'sm3'],
): BundleReport {
  return verifyBundle(filesInMemory(files), tools, {
    suites,
    ...(policy !== undefined && { policy: policyIn(policy) }),
  });
}

/** A file of the bundle as text. */
export function textIn(files: ReadonlyMap<string, Uint8Array>, name: string): string {
  return Buffer.from(files.get(name) ?? []).toString();
}

/** Changes a file of the bundle; one that nothing changes in is a mistake of the test. */
export function rewrite(files: BundleMap, name: string, edit: (text: string) => string): void {
  const text = textIn(files, name);
  const edited = edit(text);
  if (edited === text) throw new Error(`the edit changes nothing in ${name}`);
  files.set(name, Buffer.from(edited));
}

/** Changes the lines of a file; the array is edited in place. Lines have no newline. */
export function rewriteLines(files: BundleMap, name: string, edit: (lines: string[]) => unknown): void {
  rewrite(files, name, (text) => {
    const lines = text.split('\n').slice(0, -1);
    edit(lines);
    return lines.map((line) => `${line}\n`).join('');
  });
}
