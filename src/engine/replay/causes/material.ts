import { decideMaterials, type MaterialWish } from '../../case/materials/decide-materials.js';
import type { MaterialChange, MaterialLimits } from '../../case/materials/material-state.js';
import { stateOf } from '../earlier-state.js';
import type { Redo } from '../moment.js';

/**
 * What an installation takes is not on record. What was filed was within it, so that it bounds nothing here; a refusal for
 * it cannot be judged.
 */
const UNBOUNDED: MaterialLimits = { count: Number.MAX_SAFE_INTEGER, bytes: Number.MAX_SAFE_INTEGER };

/** 提交, 核对, 免交: the wish follows from what it changed; the file's digests and size are as they were received. */
export const redoMaterial: Redo = (moment) => {
  const { event, procedure, world, record } = moment;
  const { material } = event;
  if (!material || material.did === 'listed' || material.did === 'opened') return [];
  const state = stateOf(moment);
  return wishesOf(material).map((wish) => () => {
    const answer = decideMaterials(procedure, state, { ...wish, actor: moment.actor() }, world);
    const person = record.actor?.person ?? '';
    return { answer, words: wordsOf(wish, person) };
  });
};

type Kept = Exclude<MaterialChange, { readonly did: 'listed' | 'opened' }>;

function wishesOf(change: Kept): readonly MaterialWish[] {
  const { id } = change;
  if (change.did === 'judged') {
    const { standing, paper } = change;
    return [{ do: 'judge', id, standing, ...(paper && { paper }) }];
  }
  if (change.did === 'waived') return [{ do: 'waive', id, basis: change.basis }];
  const { on: _on, ...version } = change.version;
  const named: MaterialWish = { do: 'file', id, version, limits: UNBOUNDED };
  const unasked: MaterialWish = { do: 'file', version, limits: UNBOUNDED };
  // A row that nobody asked for gets its number when it is filed first, and is named when it is filed again.
  return id.startsWith('extra-') ? [named, unasked] : [named];
}

function wordsOf(wish: MaterialWish, person: string): Readonly<Record<string, unknown>> {
  if (wish.do !== 'file') return { ...wish, person };
  const { source, sha256 } = wish.version;
  return { file: wish.id ?? null, source, sha256, person };
}
