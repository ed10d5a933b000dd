import type { Calendar } from '../../engine/clock/calendar.js';
import { startOfDay } from '../../engine/clock/civil-date.js';
import type { CivilDate } from '../../engine/clock/time.js';
import type { Ports } from '../../usecases/ports.js';

/** The calendar as known on a day; without one, as known now. */
export async function calendarKnownOn(
  ports: Pick<Ports, 'calendars' | 'now' | 'installation'>,
  day: CivilDate | undefined,
): Promise<Calendar> {
  const at = day === undefined ? await ports.now.now() : startOfDay(day, ports.installation.zone);
  return (await ports.calendars.knownAt(at)).calendar;
}

/** The calendar of that name: itself, or the one that it is laid over. */
export function calendarNamed(calendar: Calendar, name: string): Calendar | undefined {
  return [calendar, calendar.withoutLocal].find((one) => one.name === name);
}
