/**
 * What is done with recorded content: it is erased 抹除; it is kept and no longer processed 限制处理, as long as it must be
 * kept or is hard to erase; it is processed again, because it was restricted in error or the reason is gone.
 */
export type Measure = 'erase' | 'restrict' | 'release';

/** All measures, for those who must list them. */
export const MEASURES: readonly Measure[] = ['erase', 'restrict', 'release'];

const BOTH: readonly Measure[] = ['erase', 'restrict'];

/** A ground 抹除理由 on which recorded content may be erased. */
export interface RedactionGround {
  readonly title: { readonly zh: string; readonly en: string };
  readonly basis: readonly string[];
  /** It does not wait for the end of a retention period 保管期限. */
  readonly beforeRetentionEnds: boolean;
  /** What it is a ground for. */
  readonly measures: readonly Measure[];
  /** It reaches issued documents and submitted drafts too, which no other ground does. */
  readonly documents: boolean;
}

export type GroundCode = keyof typeof REDACTION_GROUNDS;

/**
 * The grounds of 个人信息保护法 47.1. While a statutory retention period runs, 47.2 has the content kept, whichever of
 * them applies; what a court or supervisor orders is no matter of ours to weigh.
 */
const REDACTION_GROUNDS = {
  'purpose-achieved': {
    title: {
      zh: '处理目的已实现、无法实现或者不再必要',
      en: 'the purpose is achieved, or cannot be any more',
    },
    basis: ['个人信息保护法 47.1(1)'],
    ...{ measures: BOTH, beforeRetentionEnds: false, documents: false },
  },
  'retention-over': {
    title: { zh: '保存期限届满', en: 'the retention period is over' },
    basis: ['个人信息保护法 47.1(2)'],
    ...{ measures: BOTH, beforeRetentionEnds: false, documents: true },
  },
  'consent-withdrawn': {
    title: { zh: '个人撤回同意', en: 'consent is withdrawn' },
    basis: ['个人信息保护法 47.1(3)'],
    ...{ measures: BOTH, beforeRetentionEnds: false, documents: false },
  },
  unlawful: {
    title: { zh: '违法或者违反约定处理', en: 'it was processed against the law or an agreement' },
    basis: ['个人信息保护法 47.1(4)'],
    ...{ measures: BOTH, beforeRetentionEnds: false, documents: false },
  },
  ordered: {
    title: { zh: '法院或者监管机关要求', en: 'a court or a supervisor orders it' },
    basis: ['个人信息保护法 47.1(5)'],
    ...{ measures: BOTH, beforeRetentionEnds: true, documents: true },
  },
  'restriction-over': {
    title: { zh: '限制处理的理由不存在或者消失', en: 'there is no reason to restrict it, or none any more' },
    basis: ['个人信息保护法 47.2'],
    measures: ['release'],
    ...{ beforeRetentionEnds: true, documents: true },
  },
} as const satisfies Readonly<Record<string, RedactionGround>>;

/** All codes, for those who must list them. */
export const GROUND_CODES = Object.keys(REDACTION_GROUNDS) as readonly GroundCode[];

/** The provisions on which a measure rests: the ground and, where the content is kept, that it may be no more than kept. */
export function basisOf(code: GroundCode, measure: Measure): readonly string[] {
  const { basis } = groundOf(code);
  return measure === 'restrict' ? [...basis, '个人信息保护法 47.2'] : basis;
}

/** A ground by its code. */
export function groundOf(code: GroundCode): RedactionGround {
  return REDACTION_GROUNDS[code];
}
