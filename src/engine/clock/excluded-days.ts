import type { Calendar } from './calendar.js';
import { dayNumberOf, type DayNumber } from './civil-date.js';
import type { Conventions } from './conventions.js';
import type { ExcludedInterval } from './deadline.js';

/** Days that do not count, both ends inclusive; `to` is Infinity while the interval is open. */
export interface DayRange {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

const NONE: readonly DayRange[] = [];

/**
 * The excluded intervals as disjoint ranges in order (overlapping and adjoining ones merged), so that their order
 * and any overlap never matter. Convention 7 says whether the day of resumption counts again.
 */
export function excludedRanges(
  intervals: readonly ExcludedInterval[] | undefined,
  convention: Conventions['excludedInterval'],
): readonly DayRange[] {
  if (intervals === undefined || intervals.length === 0) return NONE;
  const shorten = convention === 'resumeDayCounted' ? 1 : 0;
  const ranges = intervals
    .map(({ from, to }) => ({
      from: dayNumberOf(from),
      to: to === undefined ? Infinity : dayNumberOf(to) - shorten,
    }))
    .filter(({ from, to }) => from <= to)
    .sort((a, b) => a.from - b.from);
  const merged: { from: DayNumber; to: DayNumber }[] = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    if (last !== undefined && range.from <= last.to + 1) last.to = Math.max(last.to, range.to);
    else merged.push(range);
  }
  return merged;
}

/** The range that holds a day, if any. */
export function rangeHolding(ranges: readonly DayRange[], day: DayNumber): DayRange | undefined {
  return ranges.find((range) => range.from <= day && day <= range.to);
}

/**
 * The n-th day after `after` that counts (n at least 1): every day outside the ranges, or with a calendar every
 * working day outside them. Infinity when an open range comes first.
 */
export function nthDayAfter(
  after: DayNumber,
  n: number,
  ranges: readonly DayRange[],
  working: Calendar | undefined,
): DayNumber {
  let position = after;
  let left = n;
  for (const range of ranges) {
    if (range.to <= position) continue;
    if (range.from - 1 > position) {
      const available = daysIn(position, range.from - 1, working);
      if (left <= available) break;
      left -= available;
    }
    position = range.to;
    if (position === Infinity) return Infinity;
  }
  return working === undefined
    ? position + left
    : working.workingDayOfRank(working.workingRank(position) + left);
}

/** As `nthDayAfter`, counting back from the day before `before`. -Infinity when an open range begins before it. */
export function nthDayBefore(
  before: DayNumber,
  n: number,
  ranges: readonly DayRange[],
  working: Calendar | undefined,
): DayNumber {
  let position = before;
  let left = n;
  for (let i = ranges.length - 1; i >= 0; i--) {
    const range = ranges[i];
    if (range === undefined || range.from >= position) continue;
    if (range.to === Infinity) return -Infinity;
    if (range.to + 1 < position) {
      const available = daysIn(range.to, position - 1, working);
      if (left <= available) break;
      left -= available;
    }
    position = range.from;
  }
  return working === undefined
    ? position - left
    : working.workingDayOfRank(working.workingRank(position - 1) - left + 1);
}

/** Days that count in (after, to] and lie outside the ranges. Zero when `to` is not after `after`. */
export function countDays(
  after: DayNumber,
  to: DayNumber,
  ranges: readonly DayRange[],
  working: Calendar | undefined,
): number {
  if (to <= after) return 0;
  let count = daysIn(after, to, working);
  for (const range of ranges) {
    if (range.to <= after || range.from > to) continue;
    count -= daysIn(Math.max(range.from - 1, after), Math.min(range.to, to), working);
  }
  return count;
}

/** Days in (after, to] outside the ranges that lie in a year without a known notice. */
export function countUnknownDays(
  after: DayNumber,
  to: DayNumber,
  ranges: readonly DayRange[],
  calendar: Calendar,
): number {
  if (to <= after) return 0;
  let count = calendar.unknownRank(to) - calendar.unknownRank(after);
  for (const range of ranges) {
    if (range.to <= after || range.from > to) continue;
    const last = Math.min(range.to, to);
    count -= calendar.unknownRank(last) - calendar.unknownRank(Math.max(range.from - 1, after));
  }
  return count;
}

function daysIn(after: DayNumber, to: DayNumber, working: Calendar | undefined): number {
  return working === undefined ? to - after : working.workingRank(to) - working.workingRank(after);
}
