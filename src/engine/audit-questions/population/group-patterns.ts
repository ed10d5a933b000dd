import type { Words } from '../audit-question.js';
import type { CaseFacts } from './population-case.js';
import { deviatingRow, groupedBy, share, type PopulationRow } from './population-row.js';
import type { AuditThresholds } from './thresholds.js';

/** A pattern that only many cases together show. */
export interface GroupPattern {
  readonly title: Words;
  readonly rule: (thresholds: AuditThresholds) => Words;
  readonly rows: (cases: readonly CaseFacts[], thresholds: AuditThresholds) => readonly PopulationRow[];
}

/** Cases that are named with a pattern. */
const NAMED = 100;

const LAST_DAY = ({ fewestCases, lastDayShare }: AuditThresholds): Words => ({
  zh: `卡点办结不超过 ${percent(lastDayShare)}（同一单位、同一程序，至少 ${fewestCases} 个期限；审计提示）`,
  en: `no more than ${percent(lastDayShare)} of the limits end on their last day (${fewestCases} of a unit and procedure at least)`,
});
const PAIR = ({ fewestCases }: AuditThresholds): Words => ({
  zh: `同一决定人的案件不总由同一人在前办理（至少 ${fewestCases} 件；审计提示）`,
  en: `who decides does not always decide what one and the same person prepared (${fewestCases} cases at least)`,
});

function percent(part: number): string {
  return `${Math.round(part * 100)}%`;
}

/** 卡点办结. */
const lastDayOften: GroupPattern = {
  title: { zh: '多在届满当日办结', en: 'most limits end on their last day' },
  rule: LAST_DAY,
  rows: (cases, thresholds) =>
    groupedBy(cases, ({ unit, procedure }) => `${procedure} ${unit}`).flatMap((group) => {
      const [first] = group;
      const limits = group.flatMap((one) => one.limits);
      const last = limits.filter(({ onLastDay }) => onLastDay);
      const { fewestCases, lastDayShare } = thresholds;
      if (!first || limits.length < fewestCases || last.length <= limits.length * lastDayShare) return [];
      const say = {
        zh: `${first.title.zh}（${first.unit}）${limits.length} 个期限中 ${last.length} 个在届满当日办结`,
        en: `${first.title.en} (${first.unit}): ${last.length} of ${limits.length} limits ended on the last day`,
      };
      const articles = [...new Set(last.flatMap((one) => one.articles))];
      const data = {
        ...{ procedure: first.procedure, unit: first.unit, n: limits.length, onLastDay: last.length },
        share: share(last.length, limits.length),
        cases: named(last.map(({ caseId }) => caseId)),
      };
      return [deviatingRow(LAST_DAY(thresholds), say, data, { articles })];
    }),
};

/** 固定搭档. */
const samePair: GroupPattern = {
  title: { zh: '审查人与决定人总为同一搭配', en: 'always the same pair of checker and decider' },
  rule: PAIR,
  rows: (cases, thresholds) => {
    const decided = cases.flatMap((one) => (one.decision ? [{ ...one, decision: one.decision }] : []));
    const groups = groupedBy(decided, ({ procedure, decision }) => `${procedure} ${decision.by}`);
    return groups.flatMap((group) => {
      const [first] = group;
      const checkers = new Set(group.map(({ decision }) => decision.checkedBy));
      const [checker] = checkers;
      if (!first || group.length < thresholds.fewestCases || checkers.size > 1 || checker === undefined)
        return [];
      const { by } = first.decision;
      const say = {
        zh: `${by} 决定的 ${group.length} 件均由 ${checker} 在前办理`,
        en: `all ${group.length} cases that ${by} decided were prepared by ${checker}`,
      };
      const data = {
        ...{ procedure: first.procedure, decider: by, checker, n: group.length },
        cases: named(group.map(({ caseId }) => caseId)),
      };
      return [deviatingRow(PAIR(thresholds), say, data)];
    });
  },
};

function named(cases: readonly string[]): readonly string[] {
  return [...new Set(cases)].slice(0, NAMED);
}

/** Patterns that many cases show together, by name. */
export const GROUP_PATTERNS: Readonly<Record<string, GroupPattern>> = {
  'last-day-often': lastDayOften,
  'same-pair': samePair,
};
