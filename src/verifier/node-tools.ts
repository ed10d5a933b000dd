import { createHash, type Hash } from 'node:crypto';
import type {
  BundleFiles,
  RunningDigest,
  Suite,
  VerifierTools,
} from '../engine/audit/bundle/verify/bundle-source.js';
import { flawInList, isTrustedAt, revocationOf } from '../engine/audit/stamp/revocation.js';
import { verifyStamp } from '../engine/audit/stamp/verify-stamp.js';
import { checkSignature, sha256Bytes, sm3Bytes } from '../outside/crypto/note-keys.js';
import { nodeStampCrypto } from '../outside/stamps/node-stamp-crypto.js';

/** What the engine's checks need, by Node's own means. @param roots certificates (DER) of time stamp authorities that are believed */
export function nodeTools(roots: readonly Uint8Array[]): VerifierTools {
  const stamps = nodeStampCrypto(roots);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return {
    hash: { sha256: sha256Bytes, sm3: sm3Bytes },
    digest: runningDigest,
    decode: (bytes) => {
      try {
        return decoder.decode(bytes);
      } catch {
        return undefined;
      }
    },
    checkSignature,
    judgeStamp: (token, text) => verifyStamp(token, text, stamps),
    isTrustedAt: (token, at) => isTrustedAt(token, at, stamps),
    revocationOf: (token, lists) => revocationOf(token, lists, stamps),
    flawInList: (list, tokens) => flawInList(list, tokens, stamps),
  };
}

function runningDigest(suites: readonly Suite[]): RunningDigest {
  const hashes = suites.map((suite): [Suite, Hash] => [suite, createHash(suite)]);
  return {
    update: (bytes) => {
      for (const [, hash] of hashes) hash.update(bytes);
    },
    hex: () => Object.fromEntries(hashes.map(([suite, hash]) => [suite, hash.digest('hex')])),
  };
}

/** A bundle whose files are in memory, by their names without the base directory. */
export function filesInMemory(files: ReadonlyMap<string, Uint8Array>): BundleFiles {
  const bytesOf = (name: string): Uint8Array => files.get(name) ?? new Uint8Array(0);
  return {
    names: () => [...files.keys()],
    size: (name) => bytesOf(name).length,
    read: (name) => [bytesOf(name)],
  };
}
