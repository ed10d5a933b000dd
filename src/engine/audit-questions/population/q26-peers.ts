import type { Words } from '../audit-question.js';
import type { CaseFacts } from './population-case.js';
import {
  factRow,
  groupedBy,
  median,
  populationAnswer,
  share,
  type PopulationAnswer,
  type PopulationRow,
} from './population-row.js';
import type { AuditThresholds } from './thresholds.js';

/** 同类案件: plain shares and medians by who decided, each with its n. Nobody is ranked. */
export function peers(
  cases: readonly CaseFacts[],
  { fewestCases }: Pick<AuditThresholds, 'fewestCases'>,
): PopulationAnswer {
  const decided = cases.flatMap((one) => (one.decision ? [{ ...one, by: one.decision.by }] : []));
  const rows = groupedBy(decided, ({ procedure }) => procedure).flatMap((like) => [
    figures(like, undefined, fewestCases),
    ...groupedBy(like, ({ by }) => by)
      .toSorted((a, b) => ((a[0]?.by ?? '') < (b[0]?.by ?? '') ? -1 : 1))
      .map((own) => figures(own, own[0]?.by, fewestCases)),
  ]);
  return populationAnswer(decided.length, rows, 'facts', [few(fewestCases), WEIGHT]);
}

function figures(cases: readonly CaseFacts[], person: string | undefined, fewest: number): PopulationRow {
  const [first] = cases;
  const n = cases.length;
  const title = first?.title ?? { zh: '', en: '' };
  const shared = { procedure: first?.procedure ?? '', person: person ?? null, n };
  const whose = { zh: person ?? '全部', en: person ?? 'all' };
  if (n < fewest) {
    const say = {
      zh: `${title.zh}，${whose.zh}：${n} 件，不足 ${fewest} 件，不作比较`,
      en: `${title.en}, ${whose.en}: ${n} cases, fewer than ${fewest}: not compared`,
    };
    return factRow(say, { ...shared, compared: false });
  }
  const ended = cases.flatMap(({ days }) => (days === undefined ? [] : [days]));
  const outcomes = Object.fromEntries(
    groupedBy(cases, ({ outcome = 'open' }) => outcome)
      .map((group) => [group[0]?.outcome ?? 'open', share(group.length, n)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
  const medianDays = ended.length < fewest ? null : (median(ended) ?? null);
  const say = {
    zh: `${title.zh}，${whose.zh}：${n} 件，办结天数中位数 ${medianDays ?? '—'}`,
    en: `${title.en}, ${whose.en}: ${n} cases, median days ${medianDays ?? '-'}`,
  };
  return factRow(say, { ...shared, compared: true, outcomes, medianDays, ended: ended.length });
}

const few = (fewest: number): Words => ({
  zh: `不足 ${fewest} 件的不列比例和中位数；不作排名`,
  en: `no shares and medians below ${fewest} cases; nobody is ranked`,
});
const WEIGHT = {
  zh: '同类仅指同一程序；案件难易不在留痕之中',
  en: 'like cases are those of one procedure; how hard each was is not on record',
};
