import type { ChartNode, Subject } from '../lint/subject.js';
import type { OverlaySource } from './overlay-source.js';

/** The chart of the level above and the chart with the overlay. */
export interface ChartPair {
  readonly above: Subject;
  readonly here: Subject;
  readonly overlay: OverlaySource;
}

/** Path of the state in which a case, or a state with steps of its own, begins. */
export function initialOf(subject: Subject, node: ChartNode | undefined): string | undefined {
  if (!node) return subject.definition.states.initial;
  return node.state.initial === undefined ? undefined : `${node.path}.${node.state.initial}`;
}
