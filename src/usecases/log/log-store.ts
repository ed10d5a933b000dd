import type { DigestPair } from '../../engine/audit/record.js';
import type { KeptTile } from '../../engine/audit/log/tile-growth.js';
import type { Tile } from '../../engine/audit/log/tiles.js';
import type { NodeReader } from '../../engine/audit/log/tree-proof.js';
import type { TreeNode } from '../../engine/audit/log/tree-shape.js';
import type { Instant } from '../../engine/clock/time.js';
import type { LogEntry, LogSuite } from './log-ports.js';

/** A tree head as the log signed it, under both suites over the same entries. */
export interface SignedHeads {
  readonly size: number;
  /** Texts of the signed notes, without cosignatures. */
  readonly notes: Readonly<Record<LogSuite, string>>;
}

/** What must be known of a log to tell whether it continues another state of itself. */
export interface LogStateReads {
  /** Number of entries. */
  size(): Promise<number>;
  /** A reader that has these nodes. @throws LogTilesMissing from the reader, for what the tiles do not hold */
  nodes(suite: LogSuite, nodes: readonly TreeNode[]): Promise<NodeReader>;
  /** The largest published checkpoint of at most this size; undefined when there is none. */
  publishedAtMost(size: number): Promise<SignedHeads | undefined>;
  /** The largest size that a checkpoint, a cosignature or a time stamp here is of; 0 when there is none. */
  vouchedSize(): Promise<number>;
}

/** A record that has no index yet. */
export interface WaitingRecord {
  /** Its place in the queue. */
  readonly place: number;
  readonly stream: string;
  readonly seq: number;
  readonly leaf: DigestPair;
}

/** Records that get the next indexes, with what they change in both trees. */
export interface SequencedBatch {
  /** Places of the queue, in the order of the entries. */
  readonly places: readonly number[];
  readonly entries: readonly LogEntry[];
  readonly tiles: Readonly<Record<LogSuite, readonly KeptTile[]>>;
}

/** The log in the hands of the one who sequences now. */
export interface LogWriter extends LogStateReads {
  /** The first records of the queue, in its order; each stream's are in the order of their sequence. */
  waiting(limit: number): Promise<readonly WaitingRecord[]>;
  /** These tiles as they stand; those that are not there are left out. */
  tiles(suite: LogSuite, tiles: readonly Tile[]): Promise<readonly KeptTile[]>;
  /** Takes the records out of the queue and writes entries and tiles, in one transaction. */
  append(batch: SequencedBatch): Promise<void>;
  /** Adds a checkpoint to those that are published. */
  publish(heads: SignedHeads, signedAt: Instant): Promise<void>;
}

/** Where the log is written. */
export interface LogStore {
  /** Whether there is anything to sequence or to sign. Cheap: asked every second. */
  hasWork(): Promise<boolean>;
  /** Works on the log while nobody else can; undefined when somebody else is at it. */
  exclusively<T>(work: (log: LogWriter) => Promise<T>): Promise<T | undefined>;
}
