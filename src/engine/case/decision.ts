import type { CaseEvent } from './case-event.js';
import type { CaseState } from './case-state.js';
import type { Effect } from './effect.js';

/** What follows from one act or lapse: one event, its effects for the outside, and the folded state after it. */
export interface Decision {
  readonly refused: false;
  readonly event: CaseEvent;
  readonly effects: readonly Effect[];
  readonly state: CaseState;
  /** The provisions the event rests on. */
  readonly basis: readonly string[];
}
