import type { CivilDate, Instant } from '../../clock/time.js';
import { Defect } from '../../defect.js';
import type { DigestPair, LedgerRecord } from '../record.js';

/** Root over the ends of all streams at a size of the log, published on a day. */
export interface PublishedHeads {
  readonly root: DigestPair;
  /** Entries of the log that are covered. */
  readonly size: number;
  /** Leaves of the heads tree. */
  readonly streams: number;
}

/** What is on record in the stream of the log itself. */
export type LogEvent =
  | { readonly type: 'heads.published'; readonly on: CivilDate; readonly heads: PublishedHeads }
  | {
      readonly type: 'log.recovered';
      /** The checkpoint that was given up. Absent: nobody could tell which. */
      readonly lost?: { readonly size: number; readonly roots: DigestPair };
      /** Entries that the database has. */
      readonly size: number;
      /** First index that is missing or may differ. */
      readonly from: number;
    };

/** State of the stream of the log: the last published heads, and how often the log has been taken up anew. */
export interface LogStreamState {
  readonly heads?: PublishedHeads & { readonly on: CivilDate };
  readonly recovered: number;
  readonly lastRecoveredAt?: Instant;
}

/** The stream before its first record. */
export const NO_LOG_STREAM: LogStreamState = { recovered: 0 };

/** The `data` of an event's record. */
export function logEventData(event: LogEvent): Readonly<Record<string, unknown>> {
  if (event.type === 'heads.published') return { cause: 'heads', on: event.on, heads: event.heads };
  const { lost, size, from } = event;
  return { cause: 'restore', ...(lost && { lost }), size, from };
}

/** The state after a record of the stream. @throws Defect for a record of a type that does not belong there */
export function foldLogStream(
  state: LogStreamState,
  record: Pick<LedgerRecord, 'type' | 'data' | 'recordedAt'>,
): LogStreamState {
  if (record.type === 'heads.published') {
    const { on, heads } = record.data as unknown as { on: CivilDate; heads: PublishedHeads };
    return { ...state, heads: { ...heads, on } };
  }
  if (record.type === 'log.recovered')
    return { ...state, recovered: state.recovered + 1, lastRecoveredAt: record.recordedAt };
  throw new Defect(`a record of type ${record.type} does not belong into the stream of the log`);
}
