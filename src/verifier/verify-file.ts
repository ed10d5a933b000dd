import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BundleReport } from '../engine/audit/bundle/verify/bundle-report.js';
import type { Suite, VerifierOptions } from '../engine/audit/bundle/verify/bundle-source.js';
import { unreadableBundle, verifyBundle } from '../engine/audit/bundle/verify/verify-bundle.js';
import { Violations } from '../engine/audit/bundle/verify/violation.js';
import type { Instant } from '../engine/clock/time.js';
import { parsePolicy } from '../engine/audit/log/trust-policy.js';
import { sha256Bytes } from '../outside/crypto/note-keys.js';
import { nodeTools } from './node-tools.js';
import { ZipContainer } from './zip-container.js';

/** What somebody checks a bundle on his disk with. */
export interface FileVerification {
  /** The container. */
  readonly path: string;
  /** Text of a C2SP tlog-policy. */
  readonly policy?: string;
  /** Certificates (DER) of time stamp authorities that he believes. */
  readonly roots?: readonly Uint8Array[];
  /** Folder with contents that were handed over beside the bundle. */
  readonly folder?: string;
  readonly suites?: readonly Suite[];
  /** As of when certificates of time stamps are looked at; left out: as of the stamp. */
  readonly at?: Instant;
}

/** Checks a bundle on disk, from the container to the heads. Reads nothing else, writes nothing, asks nobody. */
export function verifyFile({ path, policy, roots = [], folder, suites, at }: FileVerification): BundleReport {
  let container: ZipContainer;
  try {
    container = new ZipContainer(path);
  } catch (problem) {
    return unreadableBundle((problem as Error).message);
  }
  try {
    const found = new Violations();
    for (const file of container.damaged()) found.add('crc-differs', { file });
    const options: VerifierOptions = {
      suites: suites ?? ['sha256', 'sm3'],
      ...(at !== undefined && { at }),
      ...(policy !== undefined && { policy: readPolicy(policy) }),
      ...(folder !== undefined && { beside: (sha256: string) => contentIn(folder, sha256) }),
    };
    return verifyBundle(container, nodeTools(roots), options, found);
  } catch (problem) {
    return unreadableBundle((problem as Error).message);
  } finally {
    container.close();
  }
}

function readPolicy(text: string): NonNullable<VerifierOptions['policy']> {
  const parsed = parsePolicy(text, sha256Bytes);
  return parsed.ok ? parsed.policy : { malformed: parsed.problem };
}

function contentIn(folder: string, sha256: string): Iterable<Uint8Array> | undefined {
  const path = join(folder, sha256);
  return existsSync(path) && statSync(path).isFile() ? piecesOf(path) : undefined;
}

function* piecesOf(path: string): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  try {
    const piece = Buffer.allocUnsafe(256 * 1024);
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece))
      yield piece.subarray(0, read);
  } finally {
    closeSync(file);
  }
}
