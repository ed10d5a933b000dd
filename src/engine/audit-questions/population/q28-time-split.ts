import { WAITING_WORDS, type Waiting } from '../q28-time-spent.js';
import type { CaseFacts } from './population-case.js';
import {
  factRow,
  groupedBy,
  median,
  populationAnswer,
  share,
  type PopulationAnswer,
} from './population-row.js';

/** 时间去向: by whom the cases of each procedure waited for. */
export function timeSplit(cases: readonly CaseFacts[]): PopulationAnswer {
  const rows = groupedBy(cases, ({ procedure }) => procedure).map((like) => {
    const sums = Object.fromEntries(
      WAITED.map((one) => [one, like.reduce((sum, { spent }) => sum + spent[one], 0)]),
    ) as Record<Waiting, number>;
    const whole = WAITED.reduce((sum, one) => sum + sums[one], 0);
    const shares = WAITED.map((one) => [one, whole === 0 ? 0 : share(sums[one], whole)] as const);
    const title = like[0]?.title ?? { zh: '', en: '' };
    const inWords = (language: 'zh' | 'en'): string =>
      shares.map(([one, part]) => `${WAITING_WORDS[one][language]} ${Math.round(part * 100)}%`).join(', ');
    const say = {
      zh: `${title.zh} ${like.length} 件：${inWords('zh')}`,
      en: `${title.en}, ${like.length} cases: ${inWords('en')}`,
    };
    const ended = like.flatMap(({ days }) => (days === undefined ? [] : [days]));
    const data = {
      ...{
        procedure: like[0]?.procedure ?? '',
        n: like.length,
        days: sums,
        shares: Object.fromEntries(shares),
      },
      ...{ ended: ended.length, medianDays: median(ended) ?? null },
    };
    return factRow(say, data);
  });
  return populationAnswer(cases.length, rows, 'facts', [CALENDAR_DAYS]);
}

const WAITED = Object.keys(WAITING_WORDS) as Waiting[];

const CALENDAR_DAYS = { zh: '以日历日计', en: 'in calendar days' };
