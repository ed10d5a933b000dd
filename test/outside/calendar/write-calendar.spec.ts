import { describe, expect, it } from '@jest/globals';
import { writeCalendar } from '../../../src/outside/calendar/write-calendar.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { eventsOf } from '../../support/read-calendar.js';

const entry = (id: string, day: string, summary: string) => ({
  ...{ id, summary, day: day as CivilDate },
  description: '案件 · case 1',
});

describe('a calendar', () => {
  it('has an all-day event with an alarm for each entry, read back as it was written', () => {
    const long = '待办到期：关于很长很长的标题，含有逗号, 分号; 和反斜杠\\ 的许可申请事项办理';
    const text = writeCalendar([entry('a', '2026-10-09', long), entry('b', '2026-12-31', 'x')]);
    expect(eventsOf(text)).toEqual([
      { uid: 'a@duecourse', day: '2026-10-09', summary: long, description: '案件 · case 1', alarm: '-PT15H' },
      { uid: 'b@duecourse', day: '2026-12-31', summary: 'x', description: '案件 · case 1', alarm: '-PT15H' },
    ]);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  it('is the same text for the same entries', () => {
    const entries = [entry('a', '2026-10-09', 'x')];
    expect(writeCalendar(entries)).toBe(writeCalendar(entries));
  });

  it('is a calendar without entries too', () => {
    expect(eventsOf(writeCalendar([]))).toEqual([]);
  });
});
