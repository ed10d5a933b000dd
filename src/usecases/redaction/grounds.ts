/** A ground 抹除理由 on which recorded content may be erased. */
export interface RedactionGround {
  readonly title: { readonly zh: string; readonly en: string };
  readonly basis: readonly string[];
  /** It does not wait for the end of a retention period 保管期限. */
  readonly beforeRetentionEnds: boolean;
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
    ...{ beforeRetentionEnds: false, documents: false },
  },
  'retention-over': {
    title: { zh: '保存期限届满', en: 'the retention period is over' },
    basis: ['个人信息保护法 47.1(2)'],
    ...{ beforeRetentionEnds: false, documents: true },
  },
  'consent-withdrawn': {
    title: { zh: '个人撤回同意', en: 'consent is withdrawn' },
    basis: ['个人信息保护法 47.1(3)'],
    ...{ beforeRetentionEnds: false, documents: false },
  },
  unlawful: {
    title: { zh: '违法或者违反约定处理', en: 'it was processed against the law or an agreement' },
    basis: ['个人信息保护法 47.1(4)'],
    ...{ beforeRetentionEnds: false, documents: false },
  },
  ordered: {
    title: { zh: '法院或者监管机关要求', en: 'a court or a supervisor orders it' },
    basis: ['个人信息保护法 47.1(5)'],
    ...{ beforeRetentionEnds: true, documents: true },
  },
} as const satisfies Readonly<Record<string, RedactionGround>>;

/** All codes, for those who must list them. */
export const GROUND_CODES = Object.keys(REDACTION_GROUNDS) as readonly GroundCode[];

/** A ground by its code. */
export function groundOf(code: GroundCode): RedactionGround {
  return REDACTION_GROUNDS[code];
}
