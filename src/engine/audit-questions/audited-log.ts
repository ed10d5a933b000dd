import type { StreamFinding } from '../audit/verify-stream.js';
import type { CivilDate, Instant } from '../clock/time.js';

/** What the log, and the exact bytes that it is kept over, say of a case's records. */
export interface AuditedLog {
  /** What is wrong in the bytes of the stream, by `verifyStream`; empty: nothing. */
  readonly findings: readonly StreamFinding[];
  /** How many parts were held against their salted digests. Absent: none were. */
  readonly parts?: number;
  /** Index in the log by sequence. Records that are not in it yet are absent. */
  readonly entries: ReadonlyMap<number, number>;
  /** Published checkpoints, oldest first: the first over each record that is stamped or else witnessed, and the last of all. */
  readonly checkpoints: readonly AuditedCheckpoint[];
  /** The heads of all streams that were published last. Absent: none were, or they were not asked. */
  readonly heads?: AuditedHeads;
}

/** Where this stream ended when the ends of all streams were published: nothing before it can be left out unseen. */
export interface AuditedHeads {
  readonly on: CivilDate;
  /** Entries of the log that they cover. */
  readonly size: number;
  /** Records of this stream among these. */
  readonly records: number;
  /** Whether the published root has just this end. Undefined: it was not put together anew. */
  readonly agrees: boolean | undefined;
}

/** A published checkpoint, with the stamps on it. */
export interface AuditedCheckpoint {
  readonly size: number;
  readonly signedAt: Instant;
  readonly stamps: readonly { readonly authority: string; readonly stampedAt: Instant }[];
}

/** The first checkpoint that is over an entry; with `stamped`, that has a stamp. */
export function coveringCheckpoint(
  { checkpoints }: AuditedLog,
  index: number,
  stamped: boolean,
): AuditedCheckpoint | undefined {
  return checkpoints.find(({ size, stamps }) => size > index && (!stamped || stamps.length > 0));
}
