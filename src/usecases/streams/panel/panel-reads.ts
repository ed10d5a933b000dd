import type { DigestPair } from '../../../engine/audit/record.js';
import type { PoolExpert } from '../../../engine/panel/draw-words.js';
import type { PanelEvent } from '../../../engine/panel/panel-event.js';

/** Something that happened in the stream of a panel, with what is still kept of its words. */
export interface PanelRecord {
  readonly seq: number;
  readonly recordedAt: string;
  /** Who did it. */
  readonly person: string;
  readonly event: PanelEvent;
  /** Part values by name; an erased one is absent. */
  readonly parts: Readonly<Record<string, unknown>>;
}

/** Reads about panels: plain rows, no locks, read-your-writes. */
export interface PanelReads {
  /** The pool of a panel. @throws Defect where there is no such panel */
  pool(stream: string): Promise<readonly PoolExpert[]>;
  /** Everything that happened, in order; refused attempts are not among it. */
  history(stream: string): Promise<readonly PanelRecord[]>;
  /** Leaf hashes of the records with commitments, in order. */
  commitments(stream: string): Promise<readonly DigestPair[]>;
}
