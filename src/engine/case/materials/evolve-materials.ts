import { Defect } from '../../defect.js';
import type { CaseEvent } from '../case-event.js';
import type { CaseState } from '../case-state.js';
import type { MaterialChange, MaterialState } from './material-state.js';

/** Folds a change of the checklist of materials. */
export function evolveMaterials(state: CaseState, { material }: CaseEvent): CaseState {
  if (!material || material.did === 'opened') return state;
  const after = changed(state.materials?.[material.id], material);
  return { ...state, materials: { ...state.materials, [material.id]: after } };
}

function changed(before: MaterialState | undefined, change: MaterialChange): MaterialState {
  if (change.did === 'listed') return { item: change.item, standing: 'missing', versions: [] };
  if (change.did === 'filed') {
    const { item = before?.item, version } = change;
    const versions = [...(before?.versions ?? []), version];
    return { ...(item !== undefined && { item }), standing: 'filed', versions };
  }
  if (!before) throw new Defect(`material ${change.id} is ${change.did}, but is not on the list`);
  if (change.did === 'judged') return { ...before, standing: change.standing };
  if (change.did === 'waived') return { ...before, standing: 'waived', basis: change.basis };
  return before;
}
