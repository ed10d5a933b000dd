import { describe, expect, it } from '@jest/globals';
import {
  parseCalendarDocument,
  parseCalendarFile,
} from '../../../src/engine/clock/parse-calendar-document.js';

const good = {
  calendar: 'cn',
  year: 2026,
  notice: { number: '国办发明电〔2025〕7号', date: '2025-11-04', title: '通知', issuer: '国务院办公厅' },
  knownFrom: '2025-11-04',
  off: [
    { from: '2025-12-31', to: '2026-01-03', name: '元旦' },
    { from: '2026-05-01', to: '2026-05-05', name: '劳动节' },
  ],
  work: ['2026-01-04', '2026-05-09'],
};

function problemsOf(value: unknown): readonly string[] {
  const parsed = parseCalendarDocument(value);
  return parsed.ok ? [] : parsed.problems.map(({ at, problem }) => `${at}: ${problem}`);
}

describe('parseCalendarDocument', () => {
  it('gives the document back as plain JSON', () => {
    const parsed = parseCalendarDocument(structuredClone(good));
    expect(parsed).toEqual({ ok: true, value: good });
    const full = {
      ...good,
      calendar: 'cn-gx',
      over: 'cn',
      amends: '一',
      notice: { ...good.notice, url: 'https://x.cn/1' },
    };
    expect(parseCalendarDocument(full)).toEqual({ ok: true, value: full });
  });

  it.each([
    ['not an object', [], ': must be an object, not a list'],
    ['an unknown field', { ...good, holidays: [] }, '/holidays: unknown field'],
    ['a missing year', { ...good, year: undefined }, '/year: must be a whole number'],
    [
      'a year as text',
      { ...good, year: '2026' },
      '/year: must be a whole number from 1949 to 9998, not "2026"',
    ],
    ['a missing notice', { ...good, notice: undefined }, '/notice: must be an object, not missing'],
    ['a notice without a number', { ...good, notice: { ...good.notice, number: ' ' } }, '/notice/number'],
    [
      'an unknown field of the notice',
      { ...good, notice: { ...good.notice, no: 1 } },
      '/notice/no: unknown field',
    ],
    [
      'a notice known before its date',
      { ...good, knownFrom: '2025-11-03' },
      '/knownFrom: the notice is of 2025-11-04',
    ],
    [
      'a day that does not exist',
      { ...good, work: ['2026-02-30'] },
      '/work/0: must be a day YYYY-MM-DD that exists',
    ],
    ['a worked weekday', { ...good, work: ['2026-05-06'] }, '/work/0: 2026-05-06 is a weekday'],
    [
      'a day both off and worked',
      { ...good, work: ['2026-05-02'] },
      '/work/0: 2026-05-02 is also named as a day off (劳动节)',
    ],
    [
      'worked days out of order',
      { ...good, work: ['2026-05-09', '2026-01-04'] },
      '/work/1: 2026-01-04 comes after 2026-05-09',
    ],
    ['a worked day twice', { ...good, work: ['2026-01-04', '2026-01-04'] }, '/work/1'],
    [
      'a worked day of another time',
      { ...good, work: ['2028-01-01'] },
      '/work/0: 2028-01-01 lies outside 2026',
    ],
    [
      'days off of another time',
      { ...good, off: [{ from: '2024-01-01', to: '2024-01-01', name: '元旦' }] },
      '/off/0/from: 2024-01-01 lies outside',
    ],
    [
      'days off that end before they begin',
      { ...good, off: [{ from: '2026-01-03', to: '2026-01-01', name: '元旦' }] },
      '/off/0/to: 2026-01-01 lies before',
    ],
    [
      'overlapping days off',
      { ...good, off: [...good.off, { from: '2026-05-05', to: '2026-05-06', name: '五' }] },
      '/off/2/from: 2026-05-05 overlaps',
    ],
    [
      'days off out of order',
      { ...good, off: [...good.off].reverse() },
      '/off/1/from: 2025-12-31 overlaps or precedes',
    ],
    ['days off without a name', { ...good, off: [{ from: '2026-01-01', to: '2026-01-01' }] }, '/off/0/name'],
    ['days off that are no list', { ...good, off: '2026-01-01' }, '/off: must be a list, not a string'],
    [
      'too long a list',
      { ...good, work: Array.from({ length: 401 }, () => '2026-01-04') },
      '/work: has 401 items',
    ],
    ['a name with capitals', { ...good, calendar: 'CN' }, '/calendar: must be a name'],
    ['a calendar over itself', { ...good, over: 'cn' }, '/over: a calendar cannot lie over itself'],
    [
      'a notice that follows itself',
      { ...good, amends: good.notice.number },
      '/amends: a notice cannot follow itself',
    ],
    [
      'amending and superseding at once',
      { ...good, amends: '一', supersedes: '二' },
      '/supersedes: a notice either',
    ],
    ['a pointer that needs escaping', { ...good, 'a/b~c': 1 }, '/a~1b~0c: unknown field'],
  ])('refuses %s', (_what, value, problem) => {
    expect(problemsOf(value).filter((text) => text.startsWith(problem))).toHaveLength(1);
  });

  it('tells everything that is wrong at once', () => {
    const bad = {
      ...good,
      year: 1,
      knownFrom: 'x',
      off: [{ from: 'y', to: '2026-01-01', name: '' }],
      work: [1],
    };
    expect(problemsOf(bad).map((text) => text.split(':')[0])).toEqual([
      '/year',
      '/knownFrom',
      '/off/0/from',
      '/off/0/name',
      '/work/0',
    ]);
  });
});

describe('parseCalendarFile', () => {
  it('points into the notice that is wrong', () => {
    const parsed = parseCalendarFile({ notices: [good, { ...good, year: 0 }] });
    expect(parsed).toMatchObject({ ok: false, problems: [{ at: '/notices/1/year' }] });
  });

  it('refuses two notices of one year that do not say which follows which', () => {
    const second = { ...good, notice: { ...good.notice, number: '二' } };
    expect(parseCalendarFile({ notices: [good, second] })).toMatchObject({
      ok: false,
      problems: [{ at: '/notices' }, { at: '/notices' }],
    });
    const later = { ...second, knownFrom: '2026-01-10', amends: good.notice.number };
    expect(parseCalendarFile({ notices: [good, later] })).toMatchObject({ ok: true });
  });

  it.each([[null], [{}], [{ notices: [] }], [{ notices: [good], more: 1 }]])('refuses %j', (value) => {
    expect(parseCalendarFile(value).ok).toBe(false);
  });
});
