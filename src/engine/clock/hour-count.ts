import { civilDateOf, type DayNumber } from './civil-date.js';
import type { DayRange } from './excluded-days.js';

/** Local minutes since 1970-01-01T00:00, as `parseLocalDateTime` gives them. No zone: hours of law are local hours. */
export type LocalMinute = number;

const DAY = 1440;

/** The moment `minutes` after `from`, hours of excluded days not counted; Infinity when an open range comes first. */
export function minutesAfter(from: LocalMinute, minutes: number, ranges: readonly DayRange[]): LocalMinute {
  let position = from;
  let left = minutes;
  for (const range of ranges) {
    const begins = range.from * DAY;
    const ends = (range.to + 1) * DAY;
    if (ends <= position) continue;
    if (begins > position) {
      if (left <= begins - position) break;
      left -= begins - position;
    }
    position = ends;
    if (position === Infinity) return Infinity;
  }
  return position + left;
}

/** The moment `minutes` before `before`. -Infinity when an open range begins before it. */
export function minutesBefore(
  before: LocalMinute,
  minutes: number,
  ranges: readonly DayRange[],
): LocalMinute {
  let position = before;
  let left = minutes;
  for (let i = ranges.length - 1; i >= 0; i--) {
    const range = ranges[i];
    if (range === undefined || range.from * DAY >= position) continue;
    if (range.to === Infinity) return -Infinity;
    const ends = (range.to + 1) * DAY;
    if (ends < position) {
      if (left < position - ends) break;
      left -= position - ends;
    }
    position = Math.min(position, range.from * DAY);
  }
  return position - left;
}

/** Minutes in [from, to) outside the ranges. */
export function countMinutes(from: LocalMinute, to: LocalMinute, ranges: readonly DayRange[]): number {
  if (to <= from) return 0;
  let minutes = to - from;
  for (const range of ranges) {
    const overlap = Math.min((range.to + 1) * DAY, to) - Math.max(range.from * DAY, from);
    if (overlap > 0) minutes -= overlap;
  }
  return minutes;
}

/** The day that a moment ends: midnight belongs, as 24:00, to the day that is over (民法典203). */
export function dayEndedBy(minute: LocalMinute): DayNumber {
  return Math.ceil(minute / DAY) - 1;
}

/** First minute of a day. */
export function startMinuteOf(day: DayNumber): LocalMinute {
  return day * DAY;
}

/** A moment as local date-time on a given day, `YYYY-MM-DDTHH:mm`; at the day's end it reads T24:00. */
export function localText(minute: LocalMinute, day: DayNumber): string {
  const ofDay = minute - day * DAY;
  const hour = Math.floor(ofDay / 60);
  return `${civilDateOf(day)}T${pad(hour)}:${pad(ofDay - hour * 60)}`;
}

function pad(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
