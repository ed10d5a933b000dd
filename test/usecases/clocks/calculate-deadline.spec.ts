import { describe, expect, it } from '@jest/globals';
import { buildCalendar, type Calendar } from '../../../src/engine/clock/calendar.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { calculateDeadlineDocument } from '../../../src/usecases/clocks/calculate-deadline.js';
import { CN_DOCUMENTS, cnCalendar } from '../../engine/clock/cn-calendar.js';

function calendarFor(name: string, knownAt: CivilDate | undefined): Calendar | undefined {
  return name === 'cn' ? cnCalendar(knownAt) : undefined;
}

function problemsOf(document: unknown): readonly string[] {
  const outcome = calculateDeadlineDocument(document, calendarFor);
  return outcome.ok ? [] : outcome.problems.map(({ at }) => at);
}

describe('calculateDeadlineDocument', () => {
  it('answers with every day explained', () => {
    const document = { start: '2026-09-30', term: { n: 2, unit: 'workingDay' }, asOf: '2026-10-01' };
    const outcome = calculateDeadlineDocument(document, calendarFor);
    expect(outcome).toMatchObject({
      ok: true,
      answer: {
        dueOn: '2026-10-09',
        nominalOn: '2026-10-09',
        provisional: false,
        state: 'running',
        remaining: { n: 2, unit: 'workingDay' },
      },
    });
    const days = outcome.ok ? outcome.answer.days : [];
    expect(days).toHaveLength(10);
    expect(days.at(-1)).toEqual({
      date: '2026-10-09',
      class: 'workingDay',
      source: '国办发明电〔2025〕7号（2025-11-04）未作调整的周五',
      counted: true,
      total: 2,
    });
  });

  it('hands the name and the day of knowledge to the calendar port, cn by default', () => {
    const asked: unknown[] = [];
    const spy = (name: string, knownAt: CivilDate | undefined): Calendar => {
      asked.push([name, knownAt]);
      return cnCalendar();
    };
    calculateDeadlineDocument({ start: '2026-05-11', term: { n: 1, unit: 'workingDay' } }, spy);
    calculateDeadlineDocument(
      { start: '2026-05-11', term: { n: 1, unit: 'workingDay' }, calendar: 'cn-xx', knownAt: '2026-01-01' },
      spy,
    );
    expect(asked).toEqual([
      ['cn', undefined],
      ['cn-xx', '2026-01-01'],
    ]);
  });

  it('counts by a local calendar that is asked for by name', () => {
    const festival = {
      calendar: 'cn-xx',
      over: 'cn',
      year: 2026,
      notice: { number: '州〔2026〕1号', date: '2026-01-05' as CivilDate, title: '放假', issuer: '州政府' },
      knownFrom: '2026-01-05' as CivilDate,
      off: [{ from: '2026-07-15' as CivilDate, to: '2026-07-16' as CivilDate, name: '节日' }],
      work: [],
    };
    const local = buildCalendar([...CN_DOCUMENTS, festival], '2026-11-22' as CivilDate);
    const document = { start: '2026-07-14', term: { n: 1, unit: 'workingDay' }, calendar: 'cn-xx' };
    expect(calculateDeadlineDocument(document, () => local)).toMatchObject({
      ok: true,
      answer: { dueOn: '2026-07-17' },
    });
  });

  it('lets a backward count never roll forward and a fixed date never roll, whatever roll says', () => {
    for (const roll of ['next', 'none']) {
      const lead = calculateDeadlineDocument(
        { before: '2026-11-05', term: { n: 30, unit: 'calendarDay' }, roll },
        calendarFor,
      );
      expect(lead).toMatchObject({
        ok: true,
        answer: { dueOn: roll === 'none' ? '2026-10-05' : '2026-09-30' },
      });
      const fixed = calculateDeadlineDocument({ start: '2026-01-31', kind: 'fixed', roll }, calendarFor);
      expect(fixed).toMatchObject({ ok: true, answer: { dueOn: '2026-01-31' } });
    }
  });

  it('answers the other conventions of the document', () => {
    const term = { n: 30, unit: 'calendarDay' };
    const dueOn = (document: object): unknown => {
      const outcome = calculateDeadlineDocument({ term, ...document }, calendarFor);
      return outcome.ok ? (outcome.answer.notBefore ?? outcome.answer.dueOn) : outcome.problems;
    };
    expect(dueOn({ start: '2026-04-01' })).toBe('2026-05-06');
    expect(dueOn({ start: '2026-04-01', roll: 'next' })).toBe('2026-05-06');
    expect(dueOn({ start: '2026-04-01', roll: 'none' })).toBe('2026-05-01');
    expect(dueOn({ start: '2026-04-01', startDayCounted: true })).toBe('2026-04-30');
    expect(dueOn({ start: '2026-04-01', startDayCounted: false })).toBe('2026-05-06');
    expect(dueOn({ start: '2026-04-01', kind: 'floor' })).toBe('2026-05-02');
    expect(dueOn({ start: '2026-04-01', kind: 'floor', roll: 'next' })).toBe('2026-05-07');
    expect(dueOn({ before: '2026-06-15' })).toBe('2026-05-15');
    expect(dueOn({ before: '2026-06-15', clearDays: true })).toBe('2026-05-15');
    expect(dueOn({ before: '2026-06-15', clearDays: false, roll: 'none' })).toBe('2026-05-16');
  });
});

describe('a deadline document that cannot be answered', () => {
  const start = '2026-05-11';
  const term = { n: 5, unit: 'workingDay' };

  it.each<[string, unknown, string[]]>([
    ['no object', 'tomorrow', ['']],
    ['null', null, ['']],
    ['a list', [], ['']],
    ['an empty object', {}, ['/start', '/term']],
    ['an unknown field', { start, term, holidays: [] }, ['/holidays']],
    ['an unknown field of the term', { start, term: { ...term, x: 1 } }, ['/term/x']],
    [
      'an unknown field of an interval',
      { start, term, excluded: [{ from: start, until: start }] },
      ['/excluded/0/until'],
    ],
    ['a start that is a number', { start: 20260511, term }, ['/start']],
    ['a day that does not exist', { start: '2025-02-30', term }, ['/start']],
    ['an empty start', { start: '', term }, ['/start']],
    ['both openings', { start, before: start, term }, ['/before']],
    ['a term that is a number', { start, term: 5 }, ['/term']],
    ['an unknown unit', { start, term: { n: 5, unit: 'days' } }, ['/term/unit']],
    ['a negative n', { start, term: { n: -5, unit: 'workingDay' } }, ['/term/n']],
    ['half an n', { start, term: { n: 0.5, unit: 'month' } }, ['/term/n']],
    ['n as text', { start, term: { n: '5', unit: 'workingDay' } }, ['/term/n']],
    ['an n beyond measure', { start, term: { n: 1e300, unit: 'calendarDay' } }, ['/term/n']],
    ['a term without n', { start, term: { unit: 'month' } }, ['/term/n']],
    [
      'a flag as text',
      { start, term, startDayCounted: 'yes', clearDays: 1 },
      ['/startDayCounted', '/clearDays'],
    ],
    ['an unknown roll', { start, term, roll: 'previous' }, ['/roll']],
    ['an unknown kind', { start, term, kind: 'minimum' }, ['/kind']],
    ['a lead with a start', { start, term, kind: 'lead' }, ['/start']],
    ['an unknown calendar', { start, term, calendar: 'us' }, ['/calendar']],
    ['a calendar that is no text', { start, term, calendar: 1 }, ['/calendar']],
    ['knownAt that is no day', { start, term, knownAt: 'now' }, ['/knownAt']],
    ['asOf that is no day', { start, term, asOf: '2026-13-01' }, ['/asOf']],
    ['excluded that is no list', { start, term, excluded: { from: start } }, ['/excluded']],
    [
      'to before from',
      { start, term, excluded: [{ from: '2026-05-13', to: '2026-05-12' }] },
      ['/excluded/0/to'],
    ],
    ['to that is null', { start, term, excluded: [{ from: start, to: null }] }, ['/excluded/0/to']],
    ['an interval without from', { start, term, excluded: [{ to: start }] }, ['/excluded/0/from']],
    ['an extension of no unit', { start, term, extensions: [{ n: 5 }] }, ['/extensions/0/unit']],
    ['an extension of a lead', { before: start, term, extensions: [term] }, ['/extensions']],
    [
      'too many intervals',
      { start, term, excluded: Array.from({ length: 1001 }, () => ({ from: start })) },
      ['/excluded'],
    ],
    ['an end after 9999', { start: '9990-01-01', term: { n: 100, unit: 'year' } }, ['/term']],
    ['more days than can be listed', { start, term: { n: 500, unit: 'year' } }, ['/term']],
  ])('%s', (_what, document, at) => {
    expect(problemsOf(document)).toEqual(at);
  });

  it('is told all its faults at once, each at its place', () => {
    const document = {
      start: '2025-02-30',
      term: { n: -1, unit: 'week' },
      kind: 'floors',
      excluded: [{ from: 'x' }, { from: '2026-05-13', to: '2026-05-12' }],
      extensions: [{ n: 1, unit: 'day' }, 5],
      calendar: 'us',
      more: true,
    };
    expect([...problemsOf(document)].sort()).toEqual(
      [
        '/more',
        '/term/unit',
        '/term/n',
        '/kind',
        '/excluded/0/from',
        '/excluded/1/to',
        '/extensions/0/unit',
        '/extensions/1',
        '/start',
        '/calendar',
      ].sort(),
    );
  });

  it('gives problems that say what to write instead', () => {
    const outcome = calculateDeadlineDocument(
      { start: '2025-02-30', term: { n: 5, unit: 'days' } },
      calendarFor,
    );
    expect(outcome).toEqual({
      ok: false,
      problems: [
        {
          at: '/term/unit',
          problem: 'must be one of workingDay, calendarDay, month, year, hour, not "days"',
        },
        {
          at: '/start',
          problem: 'must be a day YYYY-MM-DD that exists (years 1000 to 9999), not "2025-02-30"',
        },
      ],
    });
  });

  it('never throws, whatever is put in', () => {
    const odd: unknown[] = [
      '',
      0,
      -1,
      NaN,
      null,
      [],
      {},
      '\u0000',
      '\ud800',
      'x'.repeat(1000),
      { n: 1 },
      [null],
      true,
    ];
    for (const value of odd) {
      for (const key of [
        'start',
        'before',
        'term',
        'excluded',
        'extensions',
        'kind',
        'asOf',
        'knownAt',
        'calendar',
        'roll',
        'clearDays',
        '__proto__',
      ]) {
        const document: unknown = JSON.parse(JSON.stringify({ start, term, [key]: value }));
        expect(() => calculateDeadlineDocument(document, calendarFor)).not.toThrow();
      }
    }
  });
});
