import type { Instant } from '../../engine/clock/time.js';
import type { KeptStamp } from './log-ports.js';

/** Where time stamps of checkpoints are kept. */
export interface StampStore {
  /** The last stamp of an authority, by the size of its checkpoint; undefined when it has none. */
  last(authority: string): Promise<{ readonly size: number; readonly stampedAt: Instant } | undefined>;
  /** Keeps a stamp; one that is there already stays. */
  add(size: number, stamp: KeptStamp): Promise<void>;
  /** Whether among the entries `from` to before `to` there is one by which a case got its outcome or a document was issued. */
  hasDecision(from: number, to: number): Promise<boolean>;
}
