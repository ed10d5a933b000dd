import type { Definition } from '../definition.js';
import { compositionWords, type CompositionFault, type PanelComposition } from '../panel-composition.js';
import type { OverlaySource } from './overlay-source.js';
import type { Weakening } from './weakening.js';

/** Panels that may be smaller, even, or more of the department in charge than the level above allows. */
export function compositionWeakenings(
  above: Definition,
  here: Definition,
  overlay: OverlaySource,
): Weakening[] {
  return Object.entries(above.streams ?? {}).flatMap(([name, { title, composition: was }]) => {
    const now = here.streams?.[name]?.composition;
    const local = overlay.change?.streams?.[name];
    if (!was) return [];
    return weakenedParts(was, now).map((part): Weakening => ({
      kind: 'composition-weakened',
      path: `/streams/${name}/composition`,
      about: title,
      above: { basis: was.basis, says: compositionWords(was)[part] },
      local: { basis: local?.composition?.basis ?? local?.basis, says: given(now, part) },
      why: { zh: '专家组的组成低于上位规定', en: 'a panel may be less than the level above demands' },
    }));
  });
}

function weakenedParts(
  was: PanelComposition,
  now: PanelComposition | undefined,
): readonly CompositionFault['of'][] {
  const fewer = (now?.atLeast ?? 1) < (was.atLeast ?? 1);
  const even = was.odd === true && now?.odd !== true;
  return [
    ...(fewer ? (['atLeast'] as const) : []),
    ...(even ? (['odd'] as const) : []),
    ...(shareOf(now) > shareOf(was) ? (['sectorAtMost'] as const) : []),
  ];
}

function shareOf(composition: PanelComposition | undefined): number {
  const { of, by } = composition?.sectorAtMost ?? { of: 1, by: 1 };
  return of / by;
}

function given(now: PanelComposition | undefined, part: CompositionFault['of']): Weakening['local']['says'] {
  if (part === 'odd') return { zh: '人数可以为偶数', en: 'an even number of experts' };
  return compositionWords(now ?? { basis: [] })[part];
}
