import type { BackwardCount, BackwardPlan } from './backward-count.js';
import type { Calendar } from './calendar.js';
import type { DayNumber } from './civil-date.js';
import { countUnknownDays, type DayRange } from './excluded-days.js';
import type { ForwardCount, ForwardPlan } from './forward-count.js';

/** What a forward answer may rest on. */
export interface ForwardReliance {
  readonly plan: ForwardPlan;
  readonly count: ForwardCount;
  readonly eventDay: DayNumber;
  /** The due day, or the day before an open interval. */
  readonly until: DayNumber;
}

/**
 * Whether a forward answer rests on a day of a year without a known notice: one that a term in working days counts
 * or skips, or one over which an end or a receipt may roll. Calendar days count whatever they are, so a term in
 * calendar days or months rests on its last day only, and a date that never rolls on none.
 */
export function restsOnUnknownForward(
  { plan, count, eventDay, until }: ForwardReliance,
  ranges: readonly DayRange[],
  calendar: Calendar,
): boolean {
  if (eventDay !== plan.start && countUnknownDays(eventDay - 1, plan.start, [], calendar) > 0) return true;
  const countsWorkingDays = plan.segments.some((segment) => segment.unit === 'workingDay' && segment.n > 0);
  if (countsWorkingDays && countUnknownDays(count.after, until, ranges, calendar) > 0) return true;
  if (!plan.roll || count.dueMinute !== undefined) return false;
  return countUnknownDays(count.nominal - 1, until, ranges, calendar) > 0;
}

/** Whether a lead rests on such a day. */
export function restsOnUnknownBackward(
  plan: BackwardPlan,
  count: BackwardCount,
  ranges: readonly DayRange[],
  calendar: Calendar,
): boolean {
  if (plan.segment.unit === 'hour') return false;
  if (plan.segment.unit === 'workingDay') {
    const from = plan.rollBack ? count.due : Math.min(count.counted, count.nominal + 1);
    return countUnknownDays(from - 1, plan.before - 1, ranges, calendar) > 0;
  }
  return plan.rollBack && countUnknownDays(count.due - 1, count.nominal, ranges, calendar) > 0;
}
