import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildCalendar, type CalendarDocument } from '../../../src/engine/clock/calendar.js';
import { addDays, civilDateOf, dayNumberOf, isWeekend } from '../../../src/engine/clock/civil-date.js';
import { calculateDeadline } from '../../../src/engine/clock/deadline-calculation.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { CN_DOCUMENTS, cnCalendar } from './cn-calendar.js';

const day = (text: string): CivilDate => text as CivilDate;

function notice(over: Partial<CalendarDocument> = {}): CalendarDocument {
  return {
    calendar: 'cn',
    year: 2026,
    notice: { number: '试〔2025〕1号', date: day('2025-11-04'), title: '试', issuer: '试' },
    knownFrom: day('2025-11-04'),
    off: [],
    work: [],
    ...over,
  };
}

function numbered(number: string): CalendarDocument['notice'] {
  return { number, date: day('2025-11-04'), title: '试', issuer: '试' };
}

const local = notice({
  calendar: 'cn-xx',
  over: 'cn',
  notice: numbered('州〔2026〕1号'),
  off: [{ from: day('2026-07-15'), to: day('2026-07-16'), name: '那达慕' }],
  work: [day('2026-07-18')],
});

describe('the shipped calendar', () => {
  // Counted from the notices by hand: weekdays of the year - weekdays off + weekend days worked.
  it.each([
    [2014, 250],
    [2015, 249],
    [2016, 250],
    [2017, 249],
    [2018, 250],
    [2019, 250],
    [2020, 249],
    [2021, 250],
    [2022, 249],
    [2023, 249],
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has %i working days', (year, count) => {
    expect(cnCalendar().workingDaysBetween(day(`${year - 1}-12-31`), day(`${year}-12-31`))).toBe(count);
  });

  it('knows every day of 2014 to 2026 and none of 2027', () => {
    const calendar = cnCalendar();
    expect(calendar.knownYears).toEqual(Array.from({ length: 13 }, (_, i) => 2014 + i));
    expect(
      calendar.unknownRank(dayNumberOf(day('2026-12-31'))) -
        calendar.unknownRank(dayNumberOf(day('2013-12-31'))),
    ).toBe(0);
    expect(calendar.classify(day('2027-01-01'))).toEqual({
      class: 'unknownWorkingDay',
      source: '2027年放假安排通知尚不掌握，暂按周五计',
      provisional: true,
    });
    expect(calendar.classify(day('2027-01-02')).class).toBe('unknownRestDay');
  });

  it.each([
    ['2024-02-09', 'workingDay', '国办发明电〔2023〕7号（2023-10-25）未作调整的周五'],
    ['2024-02-10', 'holiday', '国办发明电〔2023〕7号（2023-10-25）春节放假'],
    ['2024-02-18', 'makeUpWorkingDay', '国办发明电〔2023〕7号（2023-10-25）调休上班'],
    ['2024-02-24', 'restDay', '国办发明电〔2023〕7号（2023-10-25）未作调整的周六'],
    ['2022-12-31', 'holiday', '国办发明电〔2022〕16号（2022-12-08）元旦放假'],
    ['2018-12-29', 'makeUpWorkingDay', '国办发明电〔2018〕15号（2018-12-04）调休上班'],
    ['2020-02-01', 'holiday', '国办发明电〔2020〕1号（2020-01-26）春节放假'],
    ['2019-05-02', 'holiday', '国办发明电〔2019〕3号（2019-03-22）劳动节放假'],
    ['2019-05-01', 'holiday', '国办发明电〔2018〕15号（2018-12-04）劳动节放假'],
    ['2015-09-06', 'makeUpWorkingDay', '国发明电〔2015〕1号（2015-05-13）调休上班'],
  ])('%s is a %s by %s', (date, dayClass, source) => {
    expect(cnCalendar().classify(day(date))).toEqual({ class: dayClass, source, provisional: false });
  });

  it.each([
    ['2020-01-26', '2020-02-01', 'makeUpWorkingDay'],
    ['2020-01-27', '2020-02-01', 'holiday'],
    ['2019-03-21', '2019-04-28', 'restDay'],
    ['2019-03-22', '2019-04-28', 'makeUpWorkingDay'],
    ['2015-05-12', '2015-09-03', 'workingDay'],
    ['2015-05-13', '2015-09-03', 'holiday'],
    ['2022-12-07', '2022-12-31', 'restDay'],
    ['2022-12-07', '2023-01-03', 'unknownWorkingDay'],
    ['2025-11-03', '2026-01-04', 'unknownRestDay'],
    ['2025-11-04', '2026-01-04', 'makeUpWorkingDay'],
  ])('as known on %s, %s is a %s', (knownAt, date, dayClass) => {
    expect(cnCalendar(knownAt).classify(day(date)).class).toBe(dayClass);
  });
});

describe('buildCalendar', () => {
  it('holds nothing but provisional weekdays without notices', () => {
    const calendar = buildCalendar([], day('2026-01-01'));
    expect(calendar.knownYears).toEqual([]);
    expect(calendar.nthWorkingDay(day('2026-01-02'), 1)).toBe('2026-01-05');
    expect(calendar.nthWorkingDay(day('2026-01-05'), -1)).toBe('2026-01-02');
    expect(calendar.classify(day('2026-01-01')).provisional).toBe(true);
  });

  it('keeps the year between two known years unknown', () => {
    const calendar = buildCalendar(
      [notice({ year: 2024 }), notice({ notice: numbered('二') })],
      day('2026-01-01'),
    );
    expect(calendar.classify(day('2025-06-02')).provisional).toBe(true);
    expect(calendar.classify(day('2024-06-03')).provisional).toBe(false);
    expect(
      calendar.unknownRank(dayNumberOf(day('2026-12-31'))) -
        calendar.unknownRank(dayNumberOf(day('2024-12-31'))),
    ).toBe(365);
  });

  it('drops a superseded notice as a whole, and keeps the rest of an amended one', () => {
    const first = notice({
      off: [{ from: day('2026-05-01'), to: day('2026-05-01'), name: '甲' }],
      work: [day('2026-05-09')],
    });
    const later = {
      notice: numbered('二'),
      knownFrom: day('2026-03-01'),
      off: [{ from: day('2026-05-04'), to: day('2026-05-04'), name: '乙' }],
    };
    const replaced = buildCalendar(
      [first, notice({ ...later, supersedes: first.notice.number })],
      day('2026-03-01'),
    );
    const amended = buildCalendar(
      [first, notice({ ...later, amends: first.notice.number })],
      day('2026-03-01'),
    );
    expect(
      ['2026-05-01', '2026-05-04', '2026-05-09'].map((date) => replaced.isWorkingDay(day(date))),
    ).toEqual([true, false, false]);
    expect(['2026-05-01', '2026-05-04', '2026-05-09'].map((date) => amended.isWorkingDay(day(date)))).toEqual(
      [false, false, true],
    );
    expect(amended.classify(day('2026-05-05')).source).toContain(first.notice.number);
  });

  it('does not depend on the order of the documents', () => {
    const reversed = buildCalendar([...CN_DOCUMENTS].reverse(), day('2026-11-22'));
    for (let date = day('2013-12-01'); date < '2027-02-01'; date = addDays(date, 1)) {
      expect(reversed.classify(date)).toEqual(cnCalendar().classify(date));
    }
  });

  it.each([
    ['two names', [notice(), notice({ calendar: 'other', year: 2025 })], 'one name'],
    ['two notices for one year', [notice(), notice({ notice: numbered('二') })], 'amends or supersedes'],
    ['the same notice twice', [notice(), notice()], 'twice'],
    ['a notice amending a stranger', [notice({ amends: '三' })], 'not among'],
    [
      'an amendment known before what it amends',
      [notice({ knownFrom: day('2026-01-01') }), notice({ notice: numbered('二'), amends: '试〔2025〕1号' })],
      'no earlier',
    ],
    ['a local calendar over another', [notice(), { ...local, over: 'us' }], 'laid over'],
  ])('refuses %s', (_what, documents, message) => {
    expect(() => buildCalendar(documents, day('2026-11-22'))).toThrow(message);
  });

  it('lays a local calendar over the national one, and only where it is asked for', () => {
    const calendar = buildCalendar([...CN_DOCUMENTS, local], day('2026-11-22'));
    expect(calendar.name).toBe('cn-xx');
    expect(calendar.withoutLocal.name).toBe('cn');
    const question = { start: '2026-07-13', term: { n: 4, unit: 'workingDay' as const } };
    // Nationally 14..17 = 1-4; with the local days 14 = 1, 17 = 2, Saturday 18 worked = 3, 20 = 4.
    expect(calculateDeadline(question, calendar)).toMatchObject({ dueOn: '2026-07-17' });
    const withLocal = { ...question, conventions: { workingDays: 'noticeAndLocal' as const } };
    expect(calculateDeadline(withLocal, calendar)).toMatchObject({ dueOn: '2026-07-20' });
    expect(calculateDeadline(withLocal, cnCalendar())).toMatchObject({ dueOn: '2026-07-17' });
    expect(calendar.classify(day('2026-07-15')).source).toBe('州〔2026〕1号（2025-11-04）那达慕放假');
  });
});

describe('ranks', () => {
  it('agree with a walk over the days, inside and outside the known years', () => {
    const days = fc.integer({ min: dayNumberOf(day('2005-01-01')), max: dayNumberOf(day('2040-12-31')) });
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 1, max: 600 }),
        fc.constantFrom('2018-12-01', '2026-11-22'),
        (from, n, known) => {
          const calendar = cnCalendar(known);
          let walked = from;
          for (let left = n; left > 0;) {
            walked += 1;
            if (isWorkingByClass(known, walked)) left -= 1;
          }
          expect(calendar.nthWorkingDay(civilDateOf(from), n)).toBe(civilDateOf(walked));
          expect(calendar.workingRank(walked) - calendar.workingRank(from)).toBe(n);
          expect(calendar.workingDayOfRank(calendar.workingRank(walked))).toBe(walked);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('walk back as they walk forth', () => {
    const days = fc.integer({ min: dayNumberOf(day('2005-01-01')), max: dayNumberOf(day('2040-12-31')) });
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 600 }), (from, n) => {
        const calendar = cnCalendar();
        const there = calendar.nthWorkingDay(civilDateOf(from), n);
        const back = calendar.nthWorkingDay(there, -n);
        // Back from the n-th working day: the last working day on or before the start.
        expect(back <= civilDateOf(from)).toBe(true);
        expect(calendar.workingDaysBetween(back, civilDateOf(from))).toBe(0);
      }),
    );
  });
});

function isWorkingByClass(known: string, number: number): boolean {
  const named = cnCalendar(known).classifyNumber(number).class;
  if (named === 'holiday') return false;
  return named === 'makeUpWorkingDay' || !isWeekend(number);
}
