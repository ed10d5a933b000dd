import { Defect } from '../defect.js';
import type { CaseState } from '../case/case-state.js';
import type { Moment } from './moment.js';

/** The case before a record that does not open it. @throws Defect for a record that stands before the opening */
export function stateOf({ state, record }: Pick<Moment, 'state' | 'record'>): CaseState {
  if (!state)
    throw new Defect(`record ${record.seq} of ${record.stream} stands before the opening of its case`);
  return state;
}
