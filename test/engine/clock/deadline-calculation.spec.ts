import { describe, expect, it } from '@jest/globals';
import { calculateDeadline, isDeadlineProblem } from '../../../src/engine/clock/deadline-calculation.js';
import type { DeadlineAnswer, DeadlineQuestion } from '../../../src/engine/clock/deadline.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { cnCalendar } from './cn-calendar.js';

const workingDays = (n: number) => ({ n, unit: 'workingDay' as const });
const calendarDays = (n: number) => ({ n, unit: 'calendarDay' as const });
const day = (text: string): CivilDate => text as CivilDate;

function lines(question: DeadlineQuestion): string[] {
  const answer = calculateDeadline(question, cnCalendar(), { explain: true }) as DeadlineAnswer;
  return answer.days.map(
    (line) => `${line.date} ${line.class} ${line.counted ? '+' : '-'}${line.total} ${line.source}`,
  );
}

describe('the explanation', () => {
  it('names the notice of each day, across the National Day holiday', () => {
    expect(lines({ start: '2026-09-29', term: workingDays(3) })).toEqual([
      '2026-09-29 workingDay -0 开始当日不计入（民法典201条）；国办发明电〔2025〕7号（2025-11-04）未作调整的周二',
      '2026-09-30 workingDay +1 国办发明电〔2025〕7号（2025-11-04）未作调整的周三',
      ...[1, 2, 3, 4, 5, 6, 7].map(
        (n) => `2026-10-0${n} holiday -1 国办发明电〔2025〕7号（2025-11-04）国庆节放假`,
      ),
      '2026-10-08 workingDay +2 国办发明电〔2025〕7号（2025-11-04）未作调整的周四',
      '2026-10-09 workingDay +3 国办发明电〔2025〕7号（2025-11-04）未作调整的周五',
    ]);
  });

  it('shows over which days the end rolls', () => {
    expect(lines({ start: '2026-05-15', term: calendarDays(1) })).toEqual([
      '2026-05-15 workingDay -0 开始当日不计入（民法典201条）；国办发明电〔2025〕7号（2025-11-04）未作调整的周五',
      '2026-05-16 restDay +1 国办发明电〔2025〕7号（2025-11-04）未作调整的周六',
      '2026-05-17 restDay -1 期间末日2026-05-16为休假日或者扣除日，顺延（民法典203条）；国办发明电〔2025〕7号（2025-11-04）未作调整的周日',
      '2026-05-18 workingDay -1 期间末日2026-05-16为休假日或者扣除日，以其结束的次日为最后一日（民法典203条）；国办发明电〔2025〕7号（2025-11-04）未作调整的周一',
    ]);
  });

  it('shows excluded days and an open interval', () => {
    const excluded = [{ from: day('2026-05-12'), to: day('2026-05-13') }, { from: day('2026-05-15') }];
    const source = '国办发明电〔2025〕7号（2025-11-04）未作调整的';
    expect(lines({ start: '2026-05-11', term: workingDays(5), excluded })).toEqual([
      `2026-05-11 workingDay -0 开始当日不计入（民法典201条）；${source}周一`,
      `2026-05-12 workingDay -0 2026-05-12至2026-05-13依法扣除，不计入期限；${source}周二`,
      `2026-05-13 workingDay -0 2026-05-12至2026-05-13依法扣除，不计入期限；${source}周三`,
      `2026-05-14 workingDay +1 ${source}周四`,
      `2026-05-15 workingDay -1 自2026-05-15起中止计算，尚未恢复；${source}周五`,
    ]);
  });

  it('goes on to the day asked about while an interval is open', () => {
    const question = { start: '2026-05-11', term: workingDays(5), excluded: [{ from: day('2026-05-13') }] };
    expect(lines({ ...question, asOf: day('2026-05-15') }).at(-1)).toMatch(
      /^2026-05-15 workingDay -1 自2026-05-13起中止/,
    );
    expect(lines({ ...question, start: '2026-06-01' })).toHaveLength(1);
  });

  it('counts a lead from its day back', () => {
    const source = '国办发明电〔2025〕7号（2025-11-04）';
    expect(lines({ before: '2026-05-13', term: workingDays(2) })).toEqual([
      `2026-05-13 workingDay -0 指定日当日不计入；${source}未作调整的周三`,
      `2026-05-12 workingDay +1 ${source}未作调整的周二`,
      `2026-05-11 workingDay +2 ${source}未作调整的周一`,
      `2026-05-10 restDay -2 末日2026-05-10遇休息日或者扣除日，倒计期限不顺延，提前；${source}未作调整的周日`,
      `2026-05-09 makeUpWorkingDay -2 末日2026-05-10遇休息日或者扣除日，提前至此前工作日；${source}调休上班`,
    ]);
  });

  it('totals hours', () => {
    const answer = calculateDeadline(
      { start: '2026-05-11T09:30', term: { n: 48, unit: 'hour' } },
      cnCalendar(),
      { explain: true },
    );
    expect((answer as DeadlineAnswer).days.map(({ date, total }) => [date, total])).toEqual([
      ['2026-05-11', 14.5],
      ['2026-05-12', 38.5],
      ['2026-05-13', 48],
    ]);
  });

  it('is left out unless asked for', () => {
    expect(calculateDeadline({ start: '2026-05-11', term: workingDays(5) }, cnCalendar())).toMatchObject({
      days: [],
    });
  });
});

describe('questions without an answer', () => {
  const start = '2026-05-11';
  const term = workingDays(5);
  it.each<[string, object, string]>([
    ['neither start nor before', { term }, '/start'],
    ['both start and before', { start, before: start, term }, '/before'],
    ['a lead with a start', { start, term, kind: 'lead' }, '/start'],
    ['a ceiling with before', { before: start, term, kind: 'ceiling' }, '/before'],
    ['a day that does not exist', { start: '2025-02-30', term }, '/start'],
    ['an hour for a term in days', { start: '2026-05-11T09:30', term }, '/start'],
    ['no term', { start }, '/term'],
    ['an unknown unit', { start, term: { n: 1, unit: 'week' } }, '/term/unit'],
    ['a negative term', { start, term: workingDays(-1) }, '/term/n'],
    ['half a day', { start, term: workingDays(1.5) }, '/term/n'],
    ['no number', { start, term: workingDays(NaN) }, '/term/n'],
    ['an endless term', { start, term: calendarDays(100_001) }, '/term/n'],
    ['a thousand and one years', { start, term: { n: 1001, unit: 'year' } }, '/term/n'],
    ['an end after 9999', { start: '9999-12-01', term: calendarDays(40) }, '/term'],
    ['an end on the last day there is', { start: '9999-12-30', term: calendarDays(1) }, '/term'],
    ['years that end after 9999', { start: '9500-01-01', term: { n: 1000, unit: 'year' } }, '/term'],
    [
      'months after days that end after 9999',
      { start: '9999-12-01', term: calendarDays(90), extensions: [{ n: 1, unit: 'month' }] },
      '/term',
    ],
    [
      'an interval that pushes the end past 9999',
      { start, term, excluded: [{ from: start, to: '9999-12-31' }] },
      '/term',
    ],
    ['a lead before the year 1000', { before: '1000-01-05', term: calendarDays(10) }, '/term'],
    [
      'an interval that ends before it begins',
      { start, term, excluded: [{ from: '2026-05-12', to: '2026-05-11' }] },
      '/excluded/0/to',
    ],
    ['an interval of no day', { start, term, excluded: [{ from: '2026-05-32' }] }, '/excluded/0/from'],
    [
      'too many intervals',
      { start, term, excluded: Array.from({ length: 1001 }, () => ({ from: start })) },
      '/excluded',
    ],
    [
      'too many extensions',
      { start, term, extensions: Array.from({ length: 1001 }, () => term) },
      '/extensions',
    ],
    ['an extension of a lead', { before: start, term, extensions: [term] }, '/extensions'],
    ['days excluded from a fixed date', { start, kind: 'fixed', excluded: [{ from: start }] }, '/excluded'],
    ['a fixed date in hours', { start, kind: 'fixed', term: { n: 1, unit: 'hour' } }, '/term/unit'],
    [
      'a fixed date extended by hours',
      { start, kind: 'fixed', extensions: [{ n: 1, unit: 'hour' }] },
      '/extensions/0/unit',
    ],
    ['asOf that is no day', { start, term, asOf: 'tomorrow' }, '/asOf'],
  ])('%s', (_what, question, at) => {
    const outcome = calculateDeadline(question as DeadlineQuestion, cnCalendar());
    expect(isDeadlineProblem(outcome)).toBe(true);
    expect(outcome).toMatchObject({ at });
  });

  it('a period too long to be listed day by day, which is answered without the list', () => {
    const question: DeadlineQuestion = { start, term: { n: 150, unit: 'year' } };
    expect(calculateDeadline(question, cnCalendar(), { explain: true })).toMatchObject({ at: '/term' });
    expect(calculateDeadline(question, cnCalendar())).toMatchObject({
      nominalOn: '2176-05-11',
      dueOn: '2176-05-13',
    });
  });

  it('a lead across an open interval has no day yet', () => {
    const question: DeadlineQuestion = {
      before: '2026-05-20',
      term: workingDays(5),
      excluded: [{ from: day('2026-05-18') }],
    };
    expect(calculateDeadline(question, cnCalendar(), { explain: true })).toEqual({
      provisional: false,
      state: 'suspended',
      days: [],
    });
  });
});
