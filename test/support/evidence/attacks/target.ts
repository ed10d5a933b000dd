import { TestAuthority } from '../../test-authority.js';
import { type BundleMap, type BundleOptions, sampleBundle } from '../sample-bundle.js';
import { type SampleLog, sampleLog } from '../sample-log.js';
import type { Files } from './attack.js';
import { linesIn } from './cut-bundle.js';

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

/** A bundle that is attacked, and what its attacker has beside it. Nobody changes the files themselves. */
export interface Target {
  readonly files: Files;
  /** Stream of the case. */
  readonly subject: string;
  /** Texts of records of the log that do not belong into the bundle. */
  readonly foreign: readonly string[];
}

/** The bundle of the sample. */
export const SAMPLE: Target = {
  ...{ files: bundle, subject: log.subject },
  foreign: log.entries
    .map(({ text }) => text)
    .filter((text) => !linesIn(bundle, 'data/records.jsonl').includes(text)),
};

/** A copy of the bundle, to be changed. */
export function opened({ files }: Target = SAMPLE): BundleMap {
  return new Map(files);
}

/** The sample's policy without witnesses: of somebody who believes the log's own keys. */
export const unwitnessed = `${log.policy
  .split('\n')
  .filter((line) => line.startsWith('log '))
  .join('\n')}\nquorum none\n`;

/** Names of the files under `data/` that begin so. */
export function namesUnder(prefix: string, { files }: Target = SAMPLE): readonly string[] {
  return [...files.keys()].filter((name) => name.startsWith(prefix));
}
