import { addDays, civilDayOf, instantAt } from '../../engine/clock/civil-date.js';
import type { Instant, Zone } from '../../engine/clock/time.js';
import type { MailTimes, NoticeRules } from './notice-ports.js';

/** When mail that is written now goes out: not in the quiet hours, and the daily one at the next hour for it. */
export function mailTimes(
  now: Instant,
  zone: Zone,
  { digestHour, quietFromHour, quietToHour }: NoticeRules,
): MailTimes {
  const day = civilDayOf(now, zone);
  const at = (hour: number, days = 0): Instant =>
    instantAt(addDays(day, days), `${String(hour).padStart(2, '0')}:00`, zone);
  const next = (hour: number): Instant => (now < at(hour) ? at(hour) : at(hour, 1));
  const overNight = quietFromHour > quietToHour;
  const late = now >= at(quietFromHour);
  const early = now < at(quietToHour);
  const quiet = quietFromHour !== quietToHour && (overNight ? late || early : late && early);
  return { immediately: quiet ? next(quietToHour) : now, daily: next(digestHour) };
}
