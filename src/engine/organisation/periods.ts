import { addDays, FIRST_DAY, LAST_DAY } from '../clock/civil-date.js';
import type { CivilDate } from '../clock/time.js';
import type { Period } from './organisation.js';

/** Whether the period is in force on the day. */
export function covers(period: Period, day: CivilDate): boolean {
  return period.from <= day && (period.to === undefined || day <= period.to);
}

/** The last day of a period; the last day of all while it is open. */
export function lastDayOf(period: Period): CivilDate {
  return period.to ?? LAST_DAY;
}

/** The next day; the last day of all has none and stays. */
export function dayAfter(day: CivilDate): CivilDate {
  return day < LAST_DAY ? addDays(day, 1) : LAST_DAY;
}

/** Whether the period has no day at all. */
export function isEmpty(period: Period): boolean {
  return period.to !== undefined && period.to < period.from;
}

/** Whether two periods have a day in common. */
export function overlap(a: Period, b: Period): boolean {
  return !isEmpty(a) && !isEmpty(b) && a.from <= lastDayOf(b) && b.from <= lastDayOf(a);
}

/**
 * Whether at least one full day lies between two periods. Who loses something in the course of a day has had it on that
 * day, although the day counts as free of it.
 */
export function apart(a: Period, b: Period): boolean {
  return !overlap(withDayAfter(a), b) && !overlap(a, withDayAfter(b));
}

function withDayAfter(period: Period): Period {
  return period.to === undefined ? period : { from: period.from, to: dayAfter(period.to) };
}

/** Whether each day of a period lies in another. */
export function within(inner: Period, outer: Period): boolean {
  return isEmpty(inner) || (outer.from <= inner.from && lastDayOf(inner) <= lastDayOf(outer));
}

/** Whether each day of a period lies in one of several. */
export function withinAny(inner: Period, outers: readonly Period[]): boolean {
  if (isEmpty(inner)) return true;
  let next = inner.from;
  for (const outer of outers.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    if (outer.from > next) return false;
    const last = lastDayOf(outer);
    if (last >= lastDayOf(inner)) return true;
    if (last >= next) next = dayAfter(last);
  }
  return false;
}

/** The entry as it stands when it ends on `on`, the first day without it. What ended earlier stays as it is. */
export function endedOn<T extends Period>(entry: T, on: CivilDate): T {
  const to = on > FIRST_DAY ? addDays(on, -1) : FIRST_DAY;
  return entry.to !== undefined && entry.to <= to ? entry : { ...entry, to };
}
