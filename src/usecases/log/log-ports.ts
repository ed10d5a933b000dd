import type { DigestPair } from '../../engine/audit/record.js';
import type { BytesHash } from '../../engine/audit/log/tree-hash.js';
import type { NodeReader } from '../../engine/audit/log/tree-proof.js';
import type { TreeNode } from '../../engine/audit/log/tree-shape.js';
import type { Instant } from '../../engine/clock/time.js';

/** The log is kept under both suites over the same entries: each has its tree, its checkpoints and its key. */
export const LOG_SUITES = ['sha256', 'sm3'] as const;
export type LogSuite = (typeof LOG_SUITES)[number];

/** The hash of each suite, from bytes to bytes. */
export type LogHashes = Readonly<Record<LogSuite, BytesHash>>;

/** Name of the log under a suite: that of the installation, with `/sm3` behind for SM3. */
export function originOf(log: string, suite: LogSuite): string {
  return suite === 'sha256' ? log : `${log}/sm3`;
}

/** A record in the log. Its index never changes. */
export interface LogEntry {
  readonly index: number;
  readonly stream: string;
  readonly seq: number;
  readonly leaf: DigestPair;
}

/** A published checkpoint: the notes of both suites, signed by the log, over the same entries. */
export interface PublishedCheckpoint {
  readonly size: number;
  readonly signedAt: Instant;
  /** Texts of the signed notes with the cosignatures that came in. */
  readonly notes: Readonly<Record<LogSuite, string>>;
  readonly stamps: readonly KeptStamp[];
}

/** An RFC 3161 token over both notes of a checkpoint. */
export interface KeptStamp {
  /** Of the authority, as the settings name it: letters, digits and hyphens. */
  readonly authority: string;
  readonly token: Uint8Array;
  readonly stampedAt: Instant;
  /** Lists of revoked certificates (CRL, DER) of that time; left out: none were to be had. */
  readonly lists?: readonly Uint8Array[];
}

/** Where a stamp stands among those that a record of the stream of the log renewed. */
export interface StampRenewal {
  readonly authority: string;
  /** Sequence of the record. */
  readonly seq: number;
  /** Position of its leaf in the renewal tree. */
  readonly position: number;
}

/** What is read of the log. Answers are of committed entries only. */
export interface LogReads {
  /** The last published checkpoint; undefined while there is none. */
  latest(): Promise<PublishedCheckpoint | undefined>;
  /**
   * Checkpoints of at most `size` entries that vouch for these entries, oldest first: for each index the first one over it
   * that is stamped, or, where none is, that is cosigned; and the last stamped and the last cosigned of all. Never more than
   * there are indexes and two.
   */
  anchors(indexes: readonly number[], size: number): Promise<readonly PublishedCheckpoint[]>;
  /** The last checkpoint of at most `size` entries that a witness has cosigned; undefined while there is none. */
  lastCosigned(size: number): Promise<PublishedCheckpoint | undefined>;
  /** Renewals of the stamps of the checkpoint of so many entries, by record. */
  renewals(size: number): Promise<readonly StampRenewal[]>;
  /** Leaves of the renewal tree of a record of the stream of the log, under both suites, in order. */
  renewalLeaves(seq: number): Promise<Readonly<Record<LogSuite, readonly Uint8Array[]>>>;
  /** Entries of a stream's records `first` to `last`, by sequence; those not in the log yet are left out. */
  entriesOf(stream: string, first: number, last: number): Promise<readonly LogEntry[]>;
  /** Last entry below `size` of every stream that has one, sorted by stream, page by page. */
  heads(size: number): AsyncIterable<readonly (LogEntry & { readonly count: number })[]>;
  /** A reader that has these nodes of the suite's tree, out of its tiles. */
  nodes(suite: LogSuite, nodes: readonly TreeNode[]): Promise<NodeReader>;
  /** Bytes of a tile of hashes; undefined when there is none as wide. */
  tile(suite: LogSuite, level: number, index: number, width: number): Promise<Uint8Array | undefined>;
}
