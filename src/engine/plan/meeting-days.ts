import type { Calendar } from '../clock/calendar.js';
import { addDays, daysBetween } from '../clock/civil-date.js';
import type { CivilDate } from '../clock/time.js';
import type { MeetingDays } from './assumptions.js';

/** A day on which a meeting is held, and the day for which it was planned where that is a rest day. */
export interface MeetingDay {
  readonly on: CivilDate;
  readonly movedFrom?: CivilDate;
}

/** The first day, not before `from`, on which a meeting can be held. Undefined: the planner named no such day. */
export function nextMeeting(
  days: MeetingDays | undefined,
  from: CivilDate,
  calendar: Calendar,
): MeetingDay | undefined {
  if (!days) return onWorkingDay(from, calendar);
  const named = (days.on ?? []).map((day) => onWorkingDay(day, calendar));
  const candidates = [...named, ...regular(days.every, from, calendar)];
  return candidates.filter(({ on }) => on >= from).toSorted((a, b) => (a.on < b.on ? -1 : 1))[0];
}

/** Those of a regular series that can come first: one that was moved may lie before `from` by its own day. */
function regular(every: MeetingDays['every'], from: CivilDate, calendar: Calendar): readonly MeetingDay[] {
  if (!every) return [];
  const step = every.weeks * 7;
  const before = Math.max(0, Math.floor(daysBetween(every.from, from) / step) - 1);
  return [0, 1, 2, 3].map((more) => onWorkingDay(addDays(every.from, (before + more) * step), calendar));
}

function onWorkingDay(day: CivilDate, calendar: Calendar): MeetingDay {
  if (calendar.isWorkingDay(day)) return { on: day };
  return { on: calendar.nthWorkingDay(day, 1), movedFrom: day };
}
