import type { Instant } from '../../engine/clock/time.js';
import type { LogSuite } from './log-ports.js';

/** A witness's signature line under a checkpoint. */
export interface Cosignature {
  readonly suite: LogSuite;
  readonly size: number;
  /** Of the witness's key. */
  readonly name: string;
  /** With its newline. */
  readonly line: string;
  readonly receivedAt: Instant;
}

/** Where cosignatures are kept. */
export interface CosignatureStore {
  /** Size of the largest checkpoint that a witness has cosigned; undefined when there is none. */
  lastSize(suite: LogSuite, name: string): Promise<number | undefined>;
  /** Keeps a cosignature; one that is there already stays. */
  add(cosignature: Cosignature): Promise<void>;
  /** The text of the note of a published checkpoint, as the log signed it; undefined when there is none of that size. */
  note(suite: LogSuite, size: number): Promise<string | undefined>;
}
