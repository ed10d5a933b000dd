import type { Calendar } from './calendar.js';
import { civilDateOf, type DayNumber } from './civil-date.js';
import { Defect } from '../defect.js';
import type { ExplainedDay } from './deadline.js';
import type { DayRange } from './excluded-days.js';
import { DayLedger } from './explain-days.js';
import { countForward, type CountedSpan, type ForwardCount, type ForwardPlan } from './forward-count.js';
import { remainingUnit } from './term-segments.js';

/** What a forward explanation needs to know beside the plan. */
export interface ForwardExplanation {
  readonly plan: ForwardPlan;
  readonly count: ForwardCount;
  /** The first day shown: the day of the event, which receipt on a rest day may have put before the opening day. */
  readonly eventDay: DayNumber;
  /** The last day shown: the due day, or while an interval is open the day up to which to show it. */
  readonly lastDay: DayNumber;
  readonly ranges: readonly DayRange[];
}

/**
 * Every day from the event to the due day, in order, with its class, whether it counts, and why not.
 * @throws Defect when the days do not add up to the term: the explanation never disagrees with the due day.
 */
export function explainForward(what: ForwardExplanation, calendar: Calendar): readonly ExplainedDay[] {
  const { plan, count, ranges } = what;
  const spans: CountedSpan[] = [];
  countForward(plan, ranges, calendar, spans);
  const ledger = new DayLedger(calendar, ranges, spans, remainingUnit(plan.segments) === 'hour');
  for (let day = what.eventDay; day <= what.lastDay; day++) ledger.add(day, reasonFor(day, plan, count));
  checkTotal(what, ledger.days);
  return ledger.days;
}

function reasonFor(day: DayNumber, plan: ForwardPlan, count: ForwardCount): string | undefined {
  if (day < plan.start) return '休息日收到，视为次一工作日收到';
  if (day === count.nominal && day === count.after) return '期限为零，当日届满';
  if (day <= count.after) return '开始当日不计入（民法典201条）';
  if (day <= count.nominal) return undefined;
  const nominal = civilDateOf(count.nominal);
  if (day < count.due) return `期间末日${nominal}为休假日或者扣除日，顺延（民法典203条）`;
  return `期间末日${nominal}为休假日或者扣除日，以其结束的次日为最后一日（民法典203条）`;
}

function checkTotal(what: ForwardExplanation, days: readonly ExplainedDay[]): void {
  const only = what.plan.segments.length === 1 ? what.plan.segments[0] : undefined;
  if (only === undefined || only.unit === 'month' || what.count.due === Infinity) return;
  const total = days.at(-1)?.total;
  // Hours are sums of sixtieths.
  if (total === undefined || Math.abs(total - only.n) > 1e-6) {
    throw new Defect(
      `The days from ${days[0]?.date} to ${days.at(-1)?.date} add up to ${total}, not ${only.n}.`,
    );
  }
}
