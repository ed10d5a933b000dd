import type { Text } from '../law/definition-words.js';
import type { RefusalCode, Unmet } from '../case/refusal.js';
import type { CivilDate } from '../clock/time.js';

/** Provisions that consultations rest on, as definitions abbreviate them (重大行政决策程序暂行条例, 国务院令第713号). */
export const PROVISIONS = {
  /** 充分听取意见, by seven modes. */
  participation: '决策条例 14',
  /** 一般不少于30日, shorter only with the explanation in the notice. */
  period: '决策条例 15.1',
  /** 归纳整理、研究论证，采纳合理意见. */
  study: '决策条例 18',
} as const;

/** Calendar days at least, the day of publication not counted, unless the notice explains why they are fewer. */
export const LEAST_DAYS = 30;

/** Who does something in office, as his event says it. */
export interface InOffice {
  readonly post: string;
  readonly power: {
    readonly policies: readonly string[];
    readonly unit?: string;
    readonly onBehalfOf?: string;
    readonly substitution?: string;
  };
}

/** When, and by whom. */
export interface Doing {
  readonly on: CivilDate;
  /** Absent: one of the public. */
  readonly by?: InOffice;
}

/** One thing that stands against it. */
export function unmet(
  code: RefusalCode,
  basis: string,
  say: Exclude<Text, string>,
  more: Pick<Unmet, 'at' | 'earliestPossible'> = {},
): Unmet {
  return { code, basis: [basis], say, ...more };
}
