import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { buildCalendar, type Calendar, type CalendarDocument } from '../../../src/engine/clock/calendar.js';
import { parseCalendarFile } from '../../../src/engine/clock/parse-calendar-document.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';

/** The notices shipped in config/calendars. */
export const CN_DOCUMENTS: readonly CalendarDocument[] = Array.from(
  { length: 13 },
  (_, i) => 2014 + i,
).flatMap((year) => {
  const parsed = parseCalendarFile(parse(readFileSync(`config/calendars/cn-${year}.yaml`, 'utf8')));
  if (!parsed.ok) throw new Error(`cn-${year}.yaml: ${JSON.stringify(parsed.problems)}`);
  return parsed.value;
});

const built = new Map<string, Calendar>();

/** The national calendar as known on a day; by default after all shipped notices. */
export function cnCalendar(knownAt = '2026-11-22'): Calendar {
  const calendar = built.get(knownAt) ?? buildCalendar(CN_DOCUMENTS, knownAt as CivilDate);
  built.set(knownAt, calendar);
  return calendar;
}
