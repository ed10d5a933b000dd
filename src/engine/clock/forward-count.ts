import type { Calendar } from './calendar.js';
import { civilDateOf, correspondingDay, dayNumberOf, LAST_DAY, type DayNumber } from './civil-date.js';
import { nthDayAfter, rangeHolding, type DayRange } from './excluded-days.js';
import { dayEndedBy, minutesAfter, startMinuteOf, type LocalMinute } from './hour-count.js';
import type { TermSegment } from './term-segments.js';

/** A count forward from a day, every open question settled. */
export interface ForwardPlan {
  /** The opening day. */
  readonly start: DayNumber;
  /** Terms in hours: the opening moment, when one is known. */
  readonly startMinute?: LocalMinute | undefined;
  /** Convention 1: the opening day is the first that counts. */
  readonly startCounted: boolean;
  readonly segments: readonly TermSegment[];
  /** A minimum of no days with the opening day counted is over before that day: the step is lawful on it. */
  readonly minimum?: boolean;
  /** An end on a rest day moves to the next working day. */
  readonly roll: boolean;
}

/** Where a count ends. Days are Infinity while an open interval keeps them from being known. */
export interface ForwardCount {
  /** The last day before the count begins: days after it count. */
  readonly after: DayNumber;
  /** The last counted day. */
  readonly nominal: DayNumber;
  /** The last day after rolling. */
  readonly due: DayNumber;
  /** Set when the last stretch is in hours: the moment at which it ends. */
  readonly dueMinute?: LocalMinute;
}

/** The days or minutes over which one stretch was counted; `to` is inclusive for days, exclusive for minutes. */
export type CountedSpan =
  | { readonly unit: 'workingDay' | 'calendarDay'; readonly after: DayNumber; readonly to: DayNumber }
  | { readonly unit: 'hour'; readonly from: LocalMinute; readonly to: LocalMinute };

const LAST_NUMBER = dayNumberOf(LAST_DAY);

/**
 * Counts forward in time that does not depend on the length of the term (民法典200-203). Ends beyond the year 9999
 * are returned as they are, for the caller to refuse. `spans` collects what was counted, for an explanation.
 */
export function countForward(
  plan: ForwardPlan,
  ranges: readonly DayRange[],
  calendar: Calendar,
  spans?: CountedSpan[],
): ForwardCount {
  const { segments } = plan;
  const empty = segments.length === 1 && segments[0]?.n === 0;
  const after = plan.startCounted && (!empty || plan.minimum === true) ? plan.start - 1 : plan.start;
  let day = after;
  let minute = plan.startMinute;
  for (let i = 0; i < segments.length && day <= LAST_NUMBER; i++) {
    const segment = segments[i];
    if (segment === undefined) break;
    if (segment.unit === 'hour') {
      const from: LocalMinute = minute ?? startMinuteOf(day + 1);
      minute = minutesAfter(from, segment.n * 60, ranges);
      day = segment.n === 0 ? Math.floor(minute / 1440) : dayEndedBy(minute);
      spans?.push({ unit: 'hour', from, to: minute });
      continue;
    }
    minute = undefined;
    const before = day;
    if (segment.n > 0) day = endOfSegment(segment, day, plan.startCounted && i === 0, ranges, calendar);
    spans?.push({
      unit: segment.unit === 'workingDay' ? 'workingDay' : 'calendarDay',
      after: before,
      to: day,
    });
  }
  if (minute !== undefined) return { after, nominal: day, due: day, dueMinute: minute };
  const last = segments[segments.length - 1];
  // A counted working day is neither a rest day nor excluded: there is nothing to settle.
  if (day > LAST_NUMBER || (last?.unit === 'workingDay' && last.n > 0))
    return { after, nominal: day, due: day };
  return { after, nominal: day, due: settleForward(day, plan.roll, ranges, calendar) };
}

/**
 * The first day from `nominal` on that may be a last day: no excluded day ever is, and with `roll` no rest day
 * (民法典203: 以法定休假日结束的次日为期间的最后一日). Infinity when an open interval comes first.
 */
export function settleForward(
  nominal: DayNumber,
  roll: boolean,
  ranges: readonly DayRange[],
  calendar: Calendar,
): DayNumber {
  let day = nominal;
  for (;;) {
    if (roll && !calendar.isWorking(day)) day = calendar.workingDayOfRank(calendar.workingRank(day) + 1);
    const range = ranges.length === 0 ? undefined : rangeHolding(ranges, day);
    if (range === undefined) return day;
    if (range.to === Infinity) return Infinity;
    day = range.to + 1;
  }
}

function endOfSegment(
  segment: TermSegment,
  after: DayNumber,
  startCounted: boolean,
  ranges: readonly DayRange[],
  calendar: Calendar,
): DayNumber {
  if (segment.unit === 'workingDay') return nthDayAfter(after, segment.n, ranges, calendar);
  const days = segment.unit === 'month' ? monthLength(segment.n, after, startCounted) : segment.n;
  return nthDayAfter(after, days, ranges, undefined);
}

/**
 * Length in days of a term of months that begins after `after` (民法典202): up to the corresponding day, or to the
 * month's last day where there is none. When the opening day counts (convention 12), up to the day before the
 * corresponding day; a month that lacks it ends, as always, on its last day, which is the day before the missing one.
 */
function monthLength(months: number, after: DayNumber, startCounted: boolean): number {
  const anchor = startCounted ? after + 1 : after;
  const { day, missing } = correspondingDay(civilDateOf(anchor), months);
  return (startCounted && !missing ? day - 1 : day) - after;
}
