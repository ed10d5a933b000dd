import type { StampStrength } from '../../engine/audit/stamp/stamp-strength.js';
import type { Instant } from '../../engine/clock/time.js';
import type { KeptStamp } from './log-ports.js';

/** A stamp that was made: with what its end is known by. */
export type NewStamp = KeptStamp & StampStrength;

/** Where time stamps of checkpoints are kept. */
export interface StampStore {
  /** The last stamp of an authority, by the size of its checkpoint; undefined when it has none. */
  last(authority: string): Promise<{ readonly size: number; readonly stampedAt: Instant } | undefined>;
  /** Keeps a stamp; one that is there already stays. */
  add(size: number, stamp: NewStamp): Promise<void>;
  /** Whether among the entries `from` to before `to` there is one by which a case got its outcome or a document was issued. */
  hasDecision(from: number, to: number): Promise<boolean>;
}

/** A stamp that is to be renewed. */
export interface DueStamp extends StampStrength {
  /** Entries of the checkpoint that it is over. */
  readonly size: number;
  readonly authority: string;
  readonly token: Uint8Array;
  /** Notes of that checkpoint. */
  readonly notes: { readonly sha256: string; readonly sm3: string };
}

/** A stamp that was renewed: the hashes of its leaf in lower-case hex. */
export interface RenewedLeaf {
  readonly size: number;
  readonly authority: string;
  readonly sha256: string;
  readonly sm3: string;
}

/** What is read and kept to renew stamps. */
export interface RenewalStore {
  /** Stamps that are still good at `now`, were never renewed, and end before `before` or rest on one of the algorithms; those of the smallest checkpoints first. */
  due(
    wanted: { readonly now: Instant; readonly before: Instant; readonly weak: readonly string[] },
    limit: number,
  ): Promise<readonly DueStamp[]>;
  /** What the last stamp of each authority rests on. */
  latest(): Promise<readonly StampStrength[]>;
  /** Keeps what a record of the stream of the log renewed, in the order of the tree. */
  keep(seq: number, leaves: readonly RenewedLeaf[]): Promise<void>;
}
