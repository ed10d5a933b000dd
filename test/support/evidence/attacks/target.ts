import { TestAuthority } from '../../test-authority.js';
import { type BundleMap, type BundleOptions, sampleBundle } from '../sample-bundle.js';
import { type SampleLog, sampleLog } from '../sample-log.js';

/** The log whose bundles are attacked: small, so that every bit of a bundle can be flipped. */
export const log: SampleLog = sampleLog({ records: 8, comments: 4, pinned: 2 });

/** Stamped after everything in the log. */
export const STAMPED_AT = '2026-03-02T03:00:00.000Z';
export const authority = new TestAuthority('authority', () => STAMPED_AT);

/** The size of the log at the stamped one of its older checkpoints: the last. */
export const stampedSize = log.anchors.at(-1) as number;

/** Stamps the last of the older checkpoints. */
export const stamps: NonNullable<BundleOptions['stamps']> = (size, message) =>
  size === stampedSize
    ? { 'authority.tsr': authority.tokenOver(Buffer.from(message).toString()) }
    : ({} as Readonly<Record<string, Uint8Array>>);

/** A bundle of every kind of file that there is. Nobody changes the map itself. */
export const bundle: ReadonlyMap<string, Uint8Array> = sampleBundle(log, { stamps });

/** A copy of the bundle, to be changed. */
export function opened(): BundleMap {
  return new Map(bundle);
}

/** The sample's policy without witnesses: of somebody who believes the log's own keys. */
export const unwitnessed = `${log.policy
  .split('\n')
  .filter((line) => line.startsWith('log '))
  .join('\n')}\nquorum none\n`;

/** Names of the files under `data/` that begin so. */
export function namesUnder(prefix: string): readonly string[] {
  return [...bundle.keys()].filter((name) => name.startsWith(prefix));
}
