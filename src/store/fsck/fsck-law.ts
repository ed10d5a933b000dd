import type { Hash, LedgerRecord } from '../../engine/audit/record.js';
import type { CaseState } from '../../engine/case/case-state.js';
import type { CaseChange } from '../../usecases/ports.js';
import type { LogSuite } from '../../usecases/log/log-ports.js';
import type { VoucherLaw } from './voucher-check.js';
import type { StreamLaws } from '../../engine/streams/stream-law.js';

/** What the check cannot know by itself: how records fold, and what the calendar makes of a state. */
export interface FsckLaw {
  readonly hash: Hash;
  /** Whether the log's key of a suite has signed a note. Absent: the keys are not known here. */
  readonly signedByLog?: (suite: LogSuite, note: string) => boolean;
  /** What cosignatures and time stamps are verified by. Absent: they are not looked at. */
  readonly vouchers?: VoucherLaw;
  /** The state after a case's record. May throw for a history that does not fit. */
  fold(state: CaseState | null, record: LedgerRecord): CaseState;
  /** The instants at which a state's running clocks end, as they were given to the ledger. */
  dueInstants(
    state: CaseState,
    definition: string,
  ): Promise<Pick<CaseChange, 'dueAt' | 'promisedDueAt' | 'takesEffectAt'>>;
  /** How each kind of stream beside a case folds. Absent: none is folded. */
  readonly streams?: StreamLaws;
  /** How requests to erase or restrict, and those of persons, fold, by kind of stream. Absent: none is folded. */
  readonly requests?: Readonly<Record<string, RequestFolding>>;
  /** Clocks whose days, computed anew, differ from those of the state. */
  driftedClocks(state: CaseState, definition: string): Promise<readonly string[]>;
}

/** The state after a record of a request's stream. May throw for a history that does not fit. */
export type RequestFolding = (state: object | null, record: LedgerRecord) => object;
