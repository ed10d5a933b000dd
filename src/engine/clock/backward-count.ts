import type { Calendar } from './calendar.js';
import { civilDateOf, correspondingDay, dayNumberOf, FIRST_DAY, type DayNumber } from './civil-date.js';
import { nthDayBefore, rangeHolding, type DayRange } from './excluded-days.js';
import { dayEndedBy, minutesBefore, type LocalMinute } from './hour-count.js';
import type { TermSegment } from './term-segments.js';

/** A count backward from an appointed day. It never rolls forward. */
export interface BackwardPlan {
  /** The appointed day. */
  readonly before: DayNumber;
  /** Terms in hours: the appointed moment, when one is known; otherwise the beginning of the appointed day. */
  readonly beforeMinute?: LocalMinute;
  readonly segment: TermSegment;
  /** Convention 5: neither the appointed day nor the day of the act is among the n days. */
  readonly clearDays: boolean;
  /** Convention 6: a last day that is a rest day moves to the working day before it. */
  readonly rollBack: boolean;
}

/** Where a backward count ends. Days are -Infinity while an open interval keeps them from being known. */
export interface BackwardCount {
  /** The n-th day before the appointed day. */
  readonly counted: DayNumber;
  /** The last lawful day before any rolling. */
  readonly nominal: DayNumber;
  readonly due: DayNumber;
  readonly dueMinute?: LocalMinute;
}

const FIRST_NUMBER = dayNumberOf(FIRST_DAY);

/**
 * Counts backward. Ends before the year 1000 are returned as they are, for the caller to refuse.
 */
export function countBackward(
  plan: BackwardPlan,
  ranges: readonly DayRange[],
  calendar: Calendar,
): BackwardCount {
  const { segment, before } = plan;
  if (segment.unit === 'hour') {
    const dueMinute = minutesBefore(plan.beforeMinute ?? before * 1440, segment.n * 60, ranges);
    const due = segment.n === 0 ? Math.floor(dueMinute / 1440) : dayEndedBy(dueMinute);
    return { counted: due, nominal: due, due, dueMinute };
  }
  const counted = segment.n === 0 ? before : nthBack(segment, before, ranges, calendar);
  const nominal = plan.clearDays ? counted - 1 : counted;
  if (nominal < FIRST_NUMBER) return { counted, nominal, due: nominal };
  return { counted, nominal, due: settleBackward(nominal, plan.rollBack, ranges, calendar) };
}

function nthBack(
  segment: TermSegment,
  before: DayNumber,
  ranges: readonly DayRange[],
  calendar: Calendar,
): DayNumber {
  if (segment.unit === 'workingDay') return nthDayBefore(before, segment.n, ranges, calendar);
  const days =
    segment.unit === 'month' ? before - correspondingDay(civilDateOf(before), -segment.n).day : segment.n;
  return nthDayBefore(before, days, ranges, undefined);
}

function settleBackward(
  nominal: DayNumber,
  rollBack: boolean,
  ranges: readonly DayRange[],
  calendar: Calendar,
): DayNumber {
  let day = nominal;
  for (;;) {
    if (rollBack && !calendar.isWorking(day)) day = calendar.workingDayOfRank(calendar.workingRank(day));
    const range = ranges.length === 0 ? undefined : rangeHolding(ranges, day);
    if (range === undefined) return day;
    if (range.to === Infinity) return -Infinity;
    day = range.from - 1;
  }
}
