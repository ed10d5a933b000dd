import type { CaseEvent } from '../case-event.js';
import type { CaseState } from '../case-state.js';
import type { ListedMaterial, MaterialChange, MaterialState } from './material-state.js';

/** Folds a change of the checklist of materials. */
export function evolveMaterials(state: CaseState, { material }: CaseEvent): CaseState {
  if (!material || material.did === 'opened') return state;
  if (material.did === 'listed') {
    const listed = Object.fromEntries(material.rows.map((row) => [row.id, rowOf(row)]));
    return { ...state, materials: { ...state.materials, ...listed } };
  }
  const after = changed(state.materials?.[material.id], material);
  return { ...state, materials: { ...state.materials, [material.id]: after } };
}

function rowOf({ item, standing }: ListedMaterial): MaterialState {
  return { ...(item !== undefined && { item }), standing, versions: [] };
}

type RowChange = Extract<MaterialChange, { readonly did: 'filed' | 'judged' | 'waived' }>;

function changed(before: MaterialState | undefined, change: RowChange): MaterialState {
  const item = before?.item ?? change.item;
  const row = { ...(item !== undefined && { item }), versions: before?.versions ?? [] };
  switch (change.did) {
    case 'filed':
      return { ...row, standing: 'filed', versions: [...row.versions, change.version] };
    case 'judged':
      return { ...row, standing: change.standing };
    case 'waived':
      return { ...row, standing: 'waived', basis: change.basis };
  }
}
