import type { Passage } from './explore.js';

/** A way around a property. */
export interface Violation {
  readonly path: readonly Passage[];
  /** What is wrong at the end of the path, beside being there: ` though ...`. */
  readonly though?: string;
}
