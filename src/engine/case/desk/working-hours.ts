import type { Calendar } from '../../clock/calendar.js';
import { civilDayOf, endOfDay, instantAt } from '../../clock/civil-date.js';
import type { CivilDate, Instant, Zone } from '../../clock/time.js';

/** When an authority works on a working day, `HH:mm` in its zone; `to` is later than `from`. */
export interface WorkingHours {
  readonly from: string;
  readonly to: string;
}

/** The instant itself when it lies within working hours, else the next at which work begins. */
export function nextWorkingInstant(
  now: Instant,
  { from, to }: WorkingHours,
  place: { readonly zone: Zone; readonly calendar: Calendar },
): Instant {
  const { zone, calendar } = place;
  const day = civilDayOf(now, zone);
  const next = (after: CivilDate): Instant => instantAt(calendar.nthWorkingDay(after, 1), from, zone);
  if (!calendar.isWorkingDay(day)) return next(day);
  const begins = instantAt(day, from, zone);
  if (now < begins) return begins;
  return now < endsOn(day, to, zone) ? now : next(day);
}

function endsOn(day: CivilDate, to: string, zone: Zone): Instant {
  return to === '24:00' ? endOfDay(day, zone) : instantAt(day, to, zone);
}
