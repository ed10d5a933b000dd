import type { CivilDate, Instant } from '../../clock/time.js';
import { Defect } from '../../defect.js';
import type { DigestPair, LedgerRecord } from '../record.js';
import { STAMPS_RENEWED } from '../stamp/renewal.js';

/** Root over the ends of all streams at a size of the log, published on a day. */
export interface PublishedHeads {
  readonly root: DigestPair;
  /** Entries of the log that are covered. */
  readonly size: number;
  /** Leaves of the heads tree. */
  readonly streams: number;
}

/** Root over time stamps that are renewed: the next stamp over a checkpoint with the record is over them too. */
export interface RenewedStamps {
  readonly root: DigestPair;
  /** Leaves of the renewal tree. */
  readonly stamps: number;
}

/** What is on record in the stream of the log itself. */
export type LogEvent =
  | { readonly type: 'heads.published'; readonly on: CivilDate; readonly heads: PublishedHeads }
  | { readonly type: typeof STAMPS_RENEWED; readonly renewed: RenewedStamps }
  | {
      readonly type: 'log.recovered';
      /** The checkpoint that was given up. Absent: nobody could tell which. */
      readonly lost?: { readonly size: number; readonly roots: DigestPair };
      /** Signed checkpoints (SHA-256) that witnesses have shown and that were given up as well. */
      readonly witnessed?: readonly { readonly size: number; readonly root: string }[];
      /** Entries that the database has. */
      readonly size: number;
      /** First index that is missing or may differ. */
      readonly from: number;
    };

/** State of the stream of the log: the last published heads, how often the log has been taken up anew, and when stamps were renewed. */
export interface LogStreamState {
  readonly heads?: PublishedHeads & { readonly on: CivilDate };
  readonly recovered: number;
  readonly lastRecoveredAt?: Instant;
  readonly lastRenewedAt?: Instant;
}

/** The stream before its first record. */
export const NO_LOG_STREAM: LogStreamState = { recovered: 0 };

/** The `data` of an event's record. */
export function logEventData(event: LogEvent): Readonly<Record<string, unknown>> {
  if (event.type === 'heads.published') return { cause: 'heads', on: event.on, heads: event.heads };
  if (event.type === STAMPS_RENEWED) return { cause: 'renewal', renewed: event.renewed };
  const { lost, witnessed, size, from } = event;
  return { cause: 'restore', ...(lost && { lost }), ...(witnessed && { witnessed }), size, from };
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
  if (record.type === STAMPS_RENEWED) return { ...state, lastRenewedAt: record.recordedAt };
  throw new Defect(`a record of type ${record.type} does not belong into the stream of the log`);
}
