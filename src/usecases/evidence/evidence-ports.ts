import type { DigestPair } from '../../engine/audit/record.js';
import type { LogHashes, LogReads } from '../log/log-ports.js';
import type { Blobs } from '../materials/material-ports.js';
import type { DocumentStore } from '../queries.js';
import type { DisclosureProfile } from './disclosure.js';

/** A part that is still kept, with its salt: `value` is the canonical text that was digested. */
export interface SaltedPart {
  readonly seq: number;
  readonly name: string;
  /** 32 bytes, lower-case hex. */
  readonly salt: string;
  readonly value: string;
  /** It is kept and not processed 限制处理. */
  readonly restricted: boolean;
}

/** What is read for a bundle and for nothing else. */
export interface EvidenceReads {
  /** Parts of a stream's records `first` to `last` that are still kept, in no order. */
  parts(stream: string, first: number, last: number): Promise<readonly SaltedPart[]>;
  /** Those of the contents that are given out no longer from the stream, by SHA-256. */
  restrictedFiles(stream: string): Promise<readonly string[]>;
  /** The organisation as it was under each of these digests (`dir` of records), canonical text by SHA-256. */
  organisations(wanted: ReadonlySet<string>): Promise<ReadonlyMap<string, string>>;
  /** The notices of the calendar under each of these digests (`cal` of records), in the calendar's order, by SHA-256. */
  calendars(wanted: ReadonlySet<string>): Promise<ReadonlyMap<string, readonly DigestPair[]>>;
}

/** A bundle that is being put together, outside of memory. */
export interface BundleDraft {
  /** A file out of pieces of text. @param name as the format has it, without the base directory */
  text(name: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<void>;
  /** A file whose content is kept elsewhere. `open` is called twice: to measure it, and to write it. */
  content(name: string, open: () => AsyncIterable<Uint8Array>): Promise<void>;
  /**
   * Adds the manifests, writes the container and keeps it under the digest of its tag manifest.
   *
   * @returns that digest, and the size of the container in bytes
   * @throws BundleTooLarge
   */
  finish(subject: string): Promise<{ readonly manifest: DigestPair; readonly size: number }>;
  /** Leaves nothing behind of what is not finished. */
  discard(): Promise<void>;
}

/** Finished bundles, for an hour: copies of what the ledger holds, never the only ones. */
export interface BundleShelf {
  begin(): Promise<BundleDraft>;
  /** A finished bundle, as often as it is asked for: a download may break off. Undefined: it has been cleared away. */
  take(
    manifest: string,
  ): Promise<{ readonly size: number; readonly content: AsyncIterable<Uint8Array> } | undefined>;
  /** Removes bundles whose hour is over, and drafts of processes that died. @returns how many there were */
  clear(): Promise<number>;
}

/** What exporting evidence is given. */
export interface EvidencePorts {
  readonly log: LogReads;
  readonly hashes: LogHashes;
  /** Stream of the records that publish the heads of all streams. */
  readonly headsStream: string;
  readonly reads: EvidenceReads;
  readonly documents: Pick<DocumentStore, 'get'>;
  readonly blobs: Pick<Blobs, 'read' | 'size'>;
  readonly shelf: BundleShelf;
  /** By name. */
  readonly profiles: ReadonlyMap<string, DisclosureProfile>;
  readonly limits: BundleLimits;
}

/** How much a bundle carries by itself. What is larger is handed over beside it. */
export interface BundleLimits {
  /** Bytes of one content at most. */
  readonly file: number;
  /** Bytes of all contents together at most. */
  readonly whole: number;
  /** Bundles that a process puts together at once at most. */
  readonly atOnce: number;
}
