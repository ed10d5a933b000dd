import type { DigestPair, Hash } from '../../record.js';
import { BUNDLE_FILE, byName } from './bundle-files.js';

/** A file under `data/` as the manifests name it. */
export interface PayloadFile extends DigestPair {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * The five files at the root of the bag (RFC 8493) that follow from its payload, by name.
 *
 * @param subject stream of the case
 * @param payload every file under `data/`, in any order
 */
export function bagFiles(
  subject: string,
  payload: readonly PayloadFile[],
  hash: Hash,
): ReadonlyMap<string, string> {
  const bytes = payload.reduce((sum, { size }) => sum + size, 0);
  const tags = new Map<string, string>([
    [BUNDLE_FILE.bagit, 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'],
    [BUNDLE_FILE.bagInfo, `External-Identifier: ${subject}\nPayload-Oxum: ${bytes}.${payload.length}\n`],
    [BUNDLE_FILE.manifestSha256, manifest(payload.map(({ name, sha256 }) => [name, sha256]))],
    [BUNDLE_FILE.manifestSm3, manifest(payload.map(({ name, sm3 }) => [name, sm3]))],
  ]);
  const tagged = [...tags].map(([name, text]): [string, string] => [name, hash.sha256(text)]);
  return tags.set(BUNDLE_FILE.tagManifest, manifest(tagged));
}

function manifest(files: readonly (readonly [name: string, digest: string])[]): string {
  return [...files]
    .sort(([a], [b]) => byName(a, b))
    .map(([name, digest]) => `${digest}  ${name}\n`)
    .join('');
}
