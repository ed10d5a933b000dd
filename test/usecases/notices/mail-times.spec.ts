import { describe, expect, it } from '@jest/globals';
import type { Instant, Zone } from '../../../src/engine/clock/time.js';
import { mailTimes } from '../../../src/usecases/notices/mail-times.js';

const ZONE = 'Asia/Shanghai' as Zone;
const rules = {
  yellowDays: 3,
  mostHolders: 5,
  titles: false,
  digestHour: 8,
  quietFromHour: 21,
  quietToHour: 7,
};
const at = (local: string): Instant => new Date(`${local}+08:00`).toISOString() as Instant;

describe('when mail goes out', () => {
  it.each([
    ['in the day, at once', '2026-09-28T10:00', '2026-09-28T10:00', '2026-09-29T08:00'],
    ['before the daily hour, that day', '2026-09-28T07:30', '2026-09-28T07:30', '2026-09-28T08:00'],
    ['late, when the quiet hours are over', '2026-09-28T22:00', '2026-09-29T07:00', '2026-09-29T08:00'],
    [
      'in the night, when the quiet hours are over',
      '2026-09-28T03:00',
      '2026-09-28T07:00',
      '2026-09-28T08:00',
    ],
    ['at the very end of them', '2026-09-28T07:00', '2026-09-28T07:00', '2026-09-28T08:00'],
  ])('%s', (_what, now, immediately, daily) => {
    expect(mailTimes(at(now), ZONE, rules)).toEqual({ immediately: at(immediately), daily: at(daily) });
  });

  it('knows quiet hours within a day, and none', () => {
    const noon = { ...rules, quietFromHour: 12, quietToHour: 14 };
    expect(mailTimes(at('2026-09-28T13:00'), ZONE, noon).immediately).toBe(at('2026-09-28T14:00'));
    expect(mailTimes(at('2026-09-28T23:00'), ZONE, noon).immediately).toBe(at('2026-09-28T23:00'));
    const none = { ...rules, quietFromHour: 0, quietToHour: 0 };
    expect(mailTimes(at('2026-09-28T03:00'), ZONE, none).immediately).toBe(at('2026-09-28T03:00'));
  });
});
