import type { Calendar } from '../../clock/calendar.js';
import { civilDayOf, daysBetween } from '../../clock/civil-date.js';
import type { Zone } from '../../clock/time.js';
import type { Words } from '../audit-question.js';
import { articlesOf, performedActs, wordsOf } from '../case-facts.js';
import { supplementActs } from '../q09-supplement.js';
import { placeOf, type PopulationCase } from './population-case.js';
import { deviatingRow, type PopulationRow } from './population-row.js';
import type { AuditThresholds } from './thresholds.js';

/** What patterns of one case count with. */
export interface Counting {
  readonly zone: Zone;
  /** As known now. */
  readonly calendar: Calendar;
  readonly thresholds: AuditThresholds;
}

/** A pattern that each case shows or does not show by itself. */
export interface CasePattern {
  readonly title: Words;
  readonly rule: (thresholds: AuditThresholds) => Words;
  readonly rows: (one: PopulationCase, counting: Counting) => readonly PopulationRow[];
}

const ONCE: Words = { zh: '补正内容一次性告知', en: 'corrections are asked for once' };
const PROMISE: Words = { zh: '承诺期限', en: 'the promised term' };
const NEAR_LIMIT = ({ suspendedNearWorkingDays: near }: AuditThresholds): Words => ({
  zh: `中止计算不在期限届满前 ${near} 个工作日内开始（审计提示）`,
  en: `no suspension begins within ${near} working days of the limit (for the auditor to look at)`,
});
const IN_TIME = ({ lateAfterDays: late }: AuditThresholds): Words => ({
  zh: `事项发生后 ${late} 日内记录（审计提示）`,
  en: `what happens is recorded within ${late} days (for the auditor to look at)`,
});

/** 补正 asked for more than once. */
const supplementTwice: CasePattern = {
  title: { zh: '多次要求补正', en: 'corrections asked for more than once' },
  rule: () => ONCE,
  rows: (one) => {
    const { definition } = one.procedure;
    const names = supplementActs(definition);
    return performedActs(one)
      .filter(({ act }) => names.includes(act))
      .slice(1)
      .map((again, n) => {
        const say = { zh: `第 ${n + 2} 次要求补正`, en: `request ${n + 2} for corrections` };
        const articles = articlesOf(definition, definition.acts[again.act]?.basis);
        const data = { nth: n + 2, on: again.event.on };
        return deviatingRow(ONCE, say, data, { at: placeOf(one.caseId, again), articles });
      });
  },
};

/** Within the law and beyond the promise. */
const promiseBroken: CasePattern = {
  title: { zh: '超过承诺期限，未超过法定期限', en: 'beyond the promised term, within the statutory one' },
  rule: () => PROMISE,
  rows: (one) =>
    one.records.flatMap((record) =>
      (record.event.clocks ?? []).flatMap(({ id, action, on }) => {
        const { dueOn, promisedDueOn } = record.before?.clocks[id] ?? {};
        if (action !== 'stop' || !dueOn || !promisedDueOn || on <= promisedDueOn || on > dueOn) return [];
        const { definition } = one.procedure;
        const title = wordsOf(definition.clocks[id]?.title, id);
        const say = {
          zh: `${title.zh}承诺至 ${promisedDueOn}，法定至 ${dueOn}，${on} 办结`,
          en: `${title.en}: promised by ${promisedDueOn}, due by ${dueOn}, done on ${on}`,
        };
        const articles = articlesOf(definition, definition.clocks[id]?.basis);
        const data = { clock: id, promisedDueOn, dueOn, on };
        return [deviatingRow(PROMISE, say, data, { at: placeOf(one.caseId, record), articles })];
      }),
    ),
};

/** 临近届满中止. */
const suspendedNearLimit: CasePattern = {
  title: { zh: '临近届满时中止计算', en: 'suspended shortly before the limit' },
  rule: NEAR_LIMIT,
  rows: (one, { calendar, thresholds }) =>
    one.records.flatMap((record) =>
      (record.event.clocks ?? []).flatMap(({ id, action, on, ground }) => {
        const dueOn = record.before?.clocks[id]?.dueOn;
        if (action !== 'pause' || !dueOn || on > dueOn) return [];
        const left = calendar.workingDaysBetween(on, dueOn);
        if (left > thresholds.suspendedNearWorkingDays) return [];
        const { definition } = one.procedure;
        const title = wordsOf(definition.clocks[id]?.title, id);
        const say = {
          zh: `${title.zh}至 ${dueOn}，${on} 中止，尚余 ${left} 个工作日`,
          en: `${title.en} was due by ${dueOn} and suspended on ${on}, with ${left} working days left`,
        };
        const articles = articlesOf(definition, definition.clocks[id]?.suspend?.basis);
        const data = { clock: id, dueOn, on, workingDaysLeft: left, ground: ground ?? null };
        return [
          deviatingRow(NEAR_LIMIT(thresholds), say, data, { at: placeOf(one.caseId, record), articles }),
        ];
      }),
    ),
};

/** 补记: long after it happened. */
const lateEntry: CasePattern = {
  title: { zh: '事后补记', en: 'recorded long after it happened' },
  rule: IN_TIME,
  rows: (one, { zone, thresholds }) =>
    one.records.flatMap((record) => {
      const { occurredAt, recordedAt, actor } = record.record;
      const lag = daysBetween(civilDayOf(occurredAt, zone), civilDayOf(recordedAt, zone));
      // What the law does by itself counts from its day, however late it is noticed.
      if (!actor || lag <= thresholds.lateAfterDays) return [];
      const say = { zh: `${lag} 日后记录`, en: `recorded ${lag} days later` };
      const data = { on: record.event.on, recordedAt, lagDays: lag };
      return [deviatingRow(IN_TIME(thresholds), say, data, { at: placeOf(one.caseId, record) })];
    }),
};

/** Patterns that are found case by case, by name. */
export const CASE_PATTERNS: Readonly<Record<string, CasePattern>> = {
  'supplement-twice': supplementTwice,
  'promise-broken': promiseBroken,
  'suspended-near-limit': suspendedNearLimit,
  'late-entry': lateEntry,
};
