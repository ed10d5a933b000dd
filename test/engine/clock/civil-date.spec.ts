import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  civilDate,
  civilDateOf,
  civilDayOf,
  dayNumberOf,
  daysBetween,
  endOfDay,
  isCivilDate,
  isInstant,
  isWeekend,
  isZone,
  localDateTimeOf,
  parseCivilDate,
  parseLocalDateTime,
  startOfDay,
  weekdayOf,
} from '../../../src/engine/clock/civil-date.js';
import { Defect } from '../../../src/engine/defect.js';
import type { CivilDate, Instant } from '../../../src/engine/clock/time.js';

const day = (text: string): CivilDate => text as CivilDate;
const instant = (text: string): Instant => text as Instant;

describe('civil dates', () => {
  it.each(['2026-02-28', '2024-02-29', '2000-02-29', '1000-01-01', '9999-12-31'])('accepts %s', (text) => {
    expect(parseCivilDate(text)).toBe(text);
  });

  it.each([
    '2025-02-30',
    '2025-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-4-1',
    '20260401',
    '0999-01-01',
    '2026-04-01T00:00',
    ' 2026-04-01',
    '2026-04-01\n',
    '２０２６-04-01',
    '',
  ])('refuses %j', (text) => {
    expect(parseCivilDate(text)).toBeUndefined();
    expect(() => civilDate(text)).toThrow(Defect);
  });

  it.each([undefined, null, 20260401, {}, ['2026-04-01']])('is not %j', (value) => {
    expect(isCivilDate(value)).toBe(false);
  });

  it('number the days from 1970-01-01', () => {
    expect(dayNumberOf(day('1970-01-01'))).toBe(0);
    expect(dayNumberOf(day('1969-12-31'))).toBe(-1);
    expect(dayNumberOf(day('2000-03-01'))).toBe(11017);
    expect(() => civilDateOf(dayNumberOf(day('9999-12-31')) + 1)).toThrow(Defect);
    expect(() => civilDateOf(NaN)).toThrow(Defect);
  });

  it('agree with the Date object of the platform on every day number', () => {
    fc.assert(
      fc.property(fc.integer({ min: -354285, max: 2932896 }), (number) => {
        const expected = new Date(number * 86_400_000);
        expect(civilDateOf(number)).toBe(expected.toISOString().slice(0, 10));
        expect(dayNumberOf(civilDateOf(number))).toBe(number);
        expect(weekdayOf(number)).toBe((expected.getUTCDay() + 6) % 7);
      }),
      { numRuns: 2000 },
    );
  });

  it('add and subtract days', () => {
    expect(addDays(day('2024-02-28'), 2)).toBe('2024-03-01');
    expect(addDays(day('2026-01-01'), -1)).toBe('2025-12-31');
    expect(daysBetween(day('2026-03-02'), day('2026-05-01'))).toBe(60);
    expect(daysBetween(day('2026-05-01'), day('2026-03-02'))).toBe(-60);
    expect(isWeekend(dayNumberOf(day('2026-05-09')))).toBe(true);
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-05-15', -17, '2024-12-15'],
    ['2026-05-15', 0, '2026-05-15'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(addMonths(day(from), months)).toBe(to);
  });
});

describe('instants and days of a zone', () => {
  it('is a real moment in exactly 24 characters', () => {
    expect(isInstant('2026-09-28T16:00:00.000Z')).toBe(true);
    for (const text of [
      '2026-09-28T16:00:00Z',
      '2026-02-30T16:00:00.000Z',
      '2026-09-28T24:00:00.000Z',
      '2026-09-28T16:60:00.000Z',
      '2026-09-28T16:00:00.000+08:00',
      5,
    ]) {
      expect(isInstant(text)).toBe(false);
    }
  });

  it.each([
    ['2026-09-28T15:59:59.999Z', '2026-09-28'],
    ['2026-09-28T16:00:00.000Z', '2026-09-29'],
  ])('%s falls on %s in Shanghai', (moment, expected) => {
    expect(civilDayOf(instant(moment), 'Asia/Shanghai')).toBe(expected);
  });

  it('begin and end at local midnight', () => {
    expect(startOfDay(day('2026-09-28'), 'Asia/Shanghai')).toBe('2026-09-27T16:00:00.000Z');
    expect(endOfDay(day('2026-09-28'), 'Asia/Shanghai')).toBe('2026-09-28T16:00:00.000Z');
    expect(localDateTimeOf(instant('2026-09-28T01:30:00.000Z'), 'Asia/Shanghai')).toBe('2026-09-28T09:30');
  });

  it('begin an hour late where the clock skips midnight, and last 23 hours', () => {
    // Beirut went from 00:00 to 01:00 on 31 March 2024; Shanghai had summer time in 1988.
    expect(startOfDay(day('2024-03-31'), 'Asia/Beirut')).toBe('2024-03-30T22:00:00.000Z');
    expect(endOfDay(day('2024-03-31'), 'Asia/Beirut')).toBe('2024-03-31T21:00:00.000Z');
    expect(startOfDay(day('1988-07-01'), 'Asia/Shanghai')).toBe('1988-06-30T15:00:00.000Z');
  });

  it('hold every instant of the day and no other', () => {
    const moments = fc.integer({ min: 0, max: 2 ** 41 }).map((ms) => new Date(ms).toISOString() as Instant);
    fc.assert(
      fc.property(
        moments,
        fc.constantFrom('Asia/Shanghai', 'Asia/Urumqi', 'America/Sao_Paulo', 'UTC'),
        (moment, zone) => {
          const on = civilDayOf(moment, zone);
          expect(startOfDay(on, zone) <= moment && moment < endOfDay(on, zone)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('know a zone from a name that is none', () => {
    expect(isZone('Asia/Shanghai')).toBe(true);
    expect(isZone('Asia/Nowhere')).toBe(false);
  });

  it('read local date-times to the minute', () => {
    expect(parseLocalDateTime('1970-01-02T00:01')).toBe(1441);
    for (const text of [
      '2026-05-11',
      '2026-05-11T24:00',
      '2026-05-11T9:30',
      '2026-02-30T09:30',
      '2026-05-11T09:30:00',
      '2026-05-11T09:30Z',
    ]) {
      expect(parseLocalDateTime(text)).toBeUndefined();
    }
  });

  it('ends with the year 9999: the last day and what lies later can be asked about', () => {
    const last = '9999-12-31' as CivilDate;
    expect(endOfDay(last, 'Asia/Shanghai')).toBe('9999-12-31T23:59:59.999Z');
    expect(civilDayOf('9999-12-31T20:00:00.000Z' as Instant, 'Asia/Shanghai')).toBe(last);
  });
});
