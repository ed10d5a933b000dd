import ical, { ICalAlarmType } from 'ical-generator';
import type { WriteCalendar } from '../../usecases/notices/calendar-ports.js';

/** Nine in the morning of the day before. */
const ALARM_SECONDS_BEFORE = 15 * 3_600;
const REFRESH_SECONDS = 3_600;

/** All-day events, each with an alarm on the day before. */
export const writeCalendar: WriteCalendar = (entries) => {
  const calendar = ical({
    name: '正程 DueCourse',
    prodId: { company: 'DueCourse', product: 'deadlines', language: 'ZH' },
    ttl: REFRESH_SECONDS,
  });
  for (const { id, day, summary, description } of entries) {
    const start = new Date(`${day}T00:00:00.000Z`);
    const event = calendar.createEvent({
      ...{ id: `${id}@duecourse`, start, summary, description },
      allDay: true,
      // Not the time of asking: the same days are the same text, or no programme could tell that nothing changed.
      stamp: start,
    });
    event.createAlarm({
      type: ICalAlarmType.display,
      triggerBefore: ALARM_SECONDS_BEFORE,
      description: summary,
    });
  }
  return calendar.toString();
};
