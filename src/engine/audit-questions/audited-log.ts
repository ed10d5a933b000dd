import type { StreamFinding } from '../audit/verify-stream.js';
import type { Instant } from '../clock/time.js';

/** What the log, and the exact bytes that it is kept over, say of a case's records. */
export interface AuditedLog {
  /** What is wrong in the bytes of the stream, by `verifyStream`; empty: nothing. */
  readonly findings: readonly StreamFinding[];
  /** Index in the log by sequence. Records that are not in it yet are absent. */
  readonly entries: ReadonlyMap<number, number>;
  /** Checkpoints that are published and stamped or witnessed, with the last published one; oldest first. */
  readonly checkpoints: readonly AuditedCheckpoint[];
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
