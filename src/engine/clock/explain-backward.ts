import type { BackwardCount, BackwardPlan } from './backward-count.js';
import type { Calendar } from './calendar.js';
import { civilDateOf, type DayNumber } from './civil-date.js';
import type { ExplainedDay } from './deadline.js';
import type { DayRange } from './excluded-days.js';
import { DayLedger } from './explain-days.js';
import type { CountedSpan } from './forward-count.js';

/** Every day from the appointed day back to the last lawful one, in the order in which they are counted. */
export function explainBackward(
  plan: BackwardPlan,
  count: BackwardCount,
  ranges: readonly DayRange[],
  calendar: Calendar,
): readonly ExplainedDay[] {
  const { segment, before } = plan;
  const inHours = segment.unit === 'hour';
  const span: CountedSpan = inHours
    ? { unit: 'hour', from: count.dueMinute ?? 0, to: plan.beforeMinute ?? before * 1440 }
    : {
        unit: segment.unit === 'workingDay' ? 'workingDay' : 'calendarDay',
        after: count.counted - 1,
        to: segment.n === 0 ? count.counted - 1 : before - 1,
      };
  const ledger = new DayLedger(calendar, ranges, [span], inHours);
  for (let day = before; day >= count.due; day--) ledger.add(day, reasonFor(day, plan, count));
  return ledger.days;
}

function reasonFor(day: DayNumber, plan: BackwardPlan, count: BackwardCount): string | undefined {
  if (day === plan.before) return '指定日当日不计入';
  if (plan.segment.unit === 'hour' || day >= count.counted) return undefined;
  const nominal = civilDateOf(count.nominal);
  if (count.due === count.nominal) return '须提前满期：行为当日不计入，至迟于当日作出';
  if (day > count.due) return `末日${nominal}遇休息日或者扣除日，倒计期限不顺延，提前`;
  return `末日${nominal}遇休息日或者扣除日，提前至此前工作日`;
}
