import type { Basis } from './definition-words.js';
import type { Part } from './shape/part-shape.js';

/** 专家组组成: who must sit on a panel, whatever the rule of its draw. Whoever keeps the panel may ask for more. */
export interface PanelComposition {
  /** 专家人数不少于. */
  readonly atLeast?: number;
  /** 人数应当为奇数. */
  readonly odd?: boolean;
  /** 行业主管部门人员不超过: their part of the members. */
  readonly sectorAtMost?: Part;
  readonly basis: Basis;
}

/** Something in which a panel is not what its composition asks for, with what is asked for. */
export interface CompositionFault {
  readonly of: 'atLeast' | 'odd' | 'sectorAtMost';
  readonly zh: string;
  readonly en: string;
}

/** Most members from the department in charge that a panel of so many may have. */
export function sectorMost({ sectorAtMost }: Pick<PanelComposition, 'sectorAtMost'>, count: number): number {
  return sectorAtMost ? Math.floor((count * sectorAtMost.of) / sectorAtMost.by) : count;
}

/** Everything in which a panel with so many members, so many of them from the department, falls short. */
export function compositionFaults(
  composition: Omit<PanelComposition, 'basis'>,
  { count, sector }: { readonly count: number; readonly sector: number },
): readonly CompositionFault[] {
  const { atLeast, odd, sectorAtMost } = composition;
  const words = compositionWords(composition);
  return [
    ...(atLeast !== undefined && count < atLeast ? [{ of: 'atLeast' as const, ...words.atLeast }] : []),
    ...(odd && count % 2 === 0 ? [{ of: 'odd' as const, ...words.odd }] : []),
    ...(sectorAtMost && sector > sectorMost(composition, count)
      ? [{ of: 'sectorAtMost' as const, ...words.sectorAtMost }]
      : []),
  ];
}

/** What each part of a composition asks for, in words. */
export function compositionWords({
  atLeast = 1,
  sectorAtMost,
}: Omit<PanelComposition, 'basis'>): Readonly<
  Record<CompositionFault['of'], { readonly zh: string; readonly en: string }>
> {
  const { of, by } = sectorAtMost ?? { of: 1, by: 1 };
  return {
    atLeast: { zh: `专家人数不得少于 ${atLeast} 人`, en: `at least ${atLeast} experts` },
    odd: { zh: '专家人数应当为奇数', en: 'an odd number of experts' },
    sectorAtMost: {
      zh: `行业主管部门的专家不得超过 ${of}/${by}`,
      en: `at most ${of}/${by} of the experts from the department in charge`,
    },
  };
}
