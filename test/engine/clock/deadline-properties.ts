import { expect } from '@jest/globals';
import fc from 'fast-check';
import { buildCalendar, type Calendar, type CalendarDocument } from '../../../src/engine/clock/calendar.js';
import {
  addDays,
  civilDateOf,
  dayNumberOf,
  daysBetween,
  isWeekend,
} from '../../../src/engine/clock/civil-date.js';
import { calculateDeadline } from '../../../src/engine/clock/deadline-calculation.js';
import type {
  DeadlineAnswer,
  DeadlineQuestion,
  ExcludedInterval,
  Term,
} from '../../../src/engine/clock/deadline.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { counterexampleTo } from '../../support/counterexample.js';
import { isExcluded, walk, type NaiveQuestion } from './naive-count.js';

const FIRST = dayNumberOf('2024-06-01' as CivilDate);
const LAST = dayNumberOf('2026-06-30' as CivilDate);
const KNOWN_AT = '2030-01-01' as CivilDate;

const days = fc.integer({ min: FIRST, max: LAST }).map(civilDateOf);
const dayTerms = fc.record({
  n: fc.integer({ min: 0, max: 70 }),
  unit: fc.constantFrom('workingDay' as const, 'calendarDay' as const),
});
const terms: fc.Arbitrary<Term> = fc.oneof(
  { weight: 4, arbitrary: dayTerms },
  {
    weight: 2,
    arbitrary: fc.record({ n: fc.integer({ min: 0, max: 14 }), unit: fc.constant('month' as const) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ n: fc.integer({ min: 0, max: 2 }), unit: fc.constant('year' as const) }),
  },
);
const closedIntervals: fc.Arbitrary<readonly ExcludedInterval[]> = fc.array(
  fc
    .tuple(days, fc.integer({ min: 0, max: 40 }))
    .map(([from, length]) => ({ from, to: addDays(from, length) })),
  { maxLength: 5 },
);
const intervals: fc.Arbitrary<readonly ExcludedInterval[]> = fc
  .tuple(closedIntervals, fc.option(days, { freq: 4 }))
  .map(([closed, from]) => (from === null ? closed : [{ from }, ...closed]));

/** Random notices for 2024 to 2026, now and then with a year missing, so that provisional days occur too. */
const calendars: fc.Arbitrary<Calendar> = fc
  .array(fc.record({ off: fc.array(days, { maxLength: 25 }), work: fc.array(days, { maxLength: 15 }) }), {
    minLength: 3,
    maxLength: 3,
  })
  .chain((years) => fc.tuple(fc.constant(years), fc.option(fc.integer({ min: 0, max: 2 }), { freq: 3 })))
  .map(([years, missing]) =>
    shownAsNotices(
      years.flatMap((year, i) => (i === missing ? [] : [notice(2024 + i, year.off, year.work)])),
    ),
  );

const questions: fc.Arbitrary<NaiveQuestion> = fc.record({
  start: days,
  term: terms,
  excluded: intervals,
  extensions: fc.array(terms, { maxLength: 3 }),
  startCounted: fc.boolean(),
  roll: fc.boolean(),
});

function notice(year: number, off: readonly CivilDate[], work: readonly CivilDate[]): CalendarDocument {
  const offHere = [...new Set(off)].filter((day) => day.startsWith(String(year))).sort();
  return {
    calendar: 'cn',
    year,
    notice: { number: `试〔${year}〕1号`, date: `${year - 1}-11-01` as CivilDate, title: '试', issuer: '试' },
    knownFrom: `${year - 1}-11-01` as CivilDate,
    off: offHere.map((day) => ({ from: day, to: day, name: '试' })),
    work: [...new Set(work)]
      .filter((day) => day.startsWith(String(year)) && isWeekend(dayNumberOf(day)) && !offHere.includes(day))
      .sort(),
  };
}

/** The calendar, which a failing property prints as its notices instead of its tables. */
function shownAsNotices(documents: readonly CalendarDocument[]): Calendar {
  return Object.assign(buildCalendar(documents, KNOWN_AT), {
    [fc.toStringMethod]: () => JSON.stringify(documents),
  });
}

function asQuestion(question: NaiveQuestion, more: Partial<DeadlineQuestion> = {}): DeadlineQuestion {
  return {
    start: question.start,
    term: question.term,
    excluded: question.excluded,
    extensions: question.extensions,
    conventions: {
      startDay: question.startCounted ? 'included' : 'excluded',
      restDayEnd: question.roll ? 'roll' : 'none',
    },
    ...more,
  };
}

function ask(question: DeadlineQuestion, calendar: Calendar, explain = false): DeadlineAnswer {
  const outcome = calculateDeadline(question, calendar, { explain });
  if ('problem' in outcome) throw new Error(`${outcome.at} ${outcome.problem}`);
  return outcome;
}

/** The same calendar with some notice for the years that had none. */
function withOtherNotices(
  calendar: Calendar,
  years: readonly number[],
  flips: readonly CivilDate[],
): Calendar {
  const known = calendar.knownYears.map((year) => {
    const all = Array.from({ length: 366 }, (_, i) => addDays(`${year}-01-01` as CivilDate, i));
    const named = (dayClass: string): CivilDate[] =>
      all.filter((day) => calendar.classify(day).class === dayClass);
    return notice(year, named('holiday'), named('makeUpWorkingDay'));
  });
  const weekend = (day: CivilDate): boolean => isWeekend(dayNumberOf(day));
  const added = years.map((year) =>
    notice(
      year,
      flips.filter((day) => !weekend(day)),
      flips.filter(weekend),
    ),
  );
  return buildCalendar([...known, ...added], KNOWN_AT);
}

function dayUnit(term: Term): Term {
  return term.unit === 'workingDay' ? term : { n: term.n, unit: 'calendarDay' };
}

function dayUnits(list: readonly Term[]): Term[] {
  return list.map(dayUnit);
}

function withDayFlipped(calendar: Calendar, changed: CivilDate): Calendar {
  const documents = calendar.knownYears.map((year) => {
    const all = Array.from({ length: 366 }, (_, i) => addDays(`${year}-01-01` as CivilDate, i)).filter(
      (day) => day.startsWith(String(year)),
    );
    const isOff = (day: CivilDate): boolean => calendar.isWorkingDay(day) === (day === changed);
    const weekend = (day: CivilDate): boolean => isWeekend(dayNumberOf(day));
    return notice(
      year,
      all.filter((day) => isOff(day) && !weekend(day)),
      all.filter((day) => !isOff(day) && weekend(day)),
    );
  });
  return buildCalendar(documents, KNOWN_AT);
}

/** Something that holds of any deadline. */
export interface DeadlineProperty {
  readonly name: string;
  /** In words; `undefined` when none was found. */
  readonly counterexample: () => string | undefined;
}

/** What holds of any deadline, tried on this share of as many questions as the whole check draws. */
export function deadlineProperties(share: number): readonly DeadlineProperty[] {
  return [
    {
      name: 'the fast path agrees with a walk day by day, for any calendar, term, intervals, extensions and conventions',
      counterexample: () => {
        return counterexampleTo(
          fc.property(calendars, questions, (calendar, question) => {
            const walked = walk(question, calendar);
            const answer = ask(asQuestion(question), calendar);
            expect(answer.dueOn).toBe(walked?.dueOn);
            expect(answer.nominalOn).toBe(walked?.nominalOn);
            expect(answer.state).toBe(walked === undefined ? 'suspended' : 'running');
          }),
          { numRuns: 800 * share },
        );
      },
    },
    {
      name: 'the fast path never calls an answer final that the notice of an unknown year could change',
      counterexample: () => {
        return counterexampleTo(
          fc.property(
            calendars,
            questions,
            fc.array(days, { minLength: 40, maxLength: 80 }),
            (calendar, question, flips) => {
              const answer = ask(asQuestion(question), calendar);
              if (answer.provisional || answer.dueOn === undefined) return;
              const unknown = [2024, 2025, 2026].filter((year) => !calendar.knownYears.includes(year));
              const otherwise = withOtherNotices(calendar, unknown, flips);
              expect(ask(asQuestion(question), otherwise).dueOn).toBe(answer.dueOn);
            },
          ),
          { numRuns: 200 * share },
        );
      },
    },
    {
      name: 'what happens in between does not depend on the order in which suspensions and extensions of one unit are told',
      counterexample: () => {
        const sameUnit = fc
          .constantFrom('workingDay' as const, 'calendarDay' as const, 'month' as const)
          .chain((unit) =>
            fc.array(fc.record({ n: fc.integer({ min: 0, max: 12 }), unit: fc.constant(unit) }), {
              maxLength: 4,
            }),
          );
        return counterexampleTo(
          fc.property(calendars, questions, sameUnit, fc.nat(), (calendar, question, extensions, turn) => {
            const rotate = <T>(items: readonly T[]): T[] =>
              items.length === 0
                ? []
                : [...items.slice(turn % items.length), ...items.slice(0, turn % items.length)].reverse();
            const one = asQuestion({ ...question, extensions });
            const other = asQuestion({
              ...question,
              extensions: rotate(extensions),
              excluded: rotate(question.excluded),
            });
            expect(ask(other, calendar)).toEqual(ask(one, calendar));
          }),
          { numRuns: 400 * share },
        );
      },
    },
    {
      name: 'what happens in between is undone by taking a suspension or extension back',
      counterexample: () => {
        return counterexampleTo(
          fc.property(calendars, questions, terms, days, (calendar, question, extension, from) => {
            const before = ask(asQuestion(question), calendar);
            ask(
              asQuestion({
                ...question,
                extensions: [...question.extensions, extension],
                excluded: [...question.excluded, { from }],
              }),
              calendar,
            );
            expect(ask(asQuestion(question), calendar)).toEqual(before);
            const nothing: Term = { n: 0, unit: extension.unit };
            expect(
              ask(asQuestion({ ...question, extensions: [...question.extensions, nothing] }), calendar),
            ).toEqual(before);
          }),
          { numRuns: 200 * share },
        );
      },
    },
    {
      name: 'what happens in between counts overlapping and repeated intervals once',
      counterexample: () => {
        return counterexampleTo(
          fc.property(calendars, questions, (calendar, question) => {
            const twice = { ...question, excluded: [...question.excluded, ...question.excluded] };
            expect(ask(asQuestion(twice), calendar)).toEqual(ask(asQuestion(question), calendar));
          }),
          { numRuns: 200 * share },
        );
      },
    },
    {
      name: 'what happens in between never brings the end forward: a longer term, one more interval, one more extension',
      counterexample: () => {
        return counterexampleTo(
          fc.property(calendars, questions, closedIntervals, terms, (calendar, question, more, extension) => {
            const due =
              ask(asQuestion({ ...question, excluded: question.excluded.filter(({ to }) => to) }), calendar)
                .dueOn ?? '';
            const base = { ...question, excluded: question.excluded.filter(({ to }) => to) };
            const longer = { ...base, term: { ...base.term, n: base.term.n + 1 } };
            expect((ask(asQuestion(longer), calendar).dueOn ?? '') >= due).toBe(true);
            const suspended = {
              ...base,
              excluded: [...base.excluded, ...more],
              extensions: dayUnits(base.extensions),
              term: dayUnit(base.term),
            };
            const plain = { ...suspended, excluded: base.excluded };
            expect(
              (ask(asQuestion(suspended), calendar).dueOn ?? '') >=
                (ask(asQuestion(plain), calendar).dueOn ?? ''),
            ).toBe(true);
            const extended = { ...base, extensions: [...base.extensions, extension] };
            expect((ask(asQuestion(extended), calendar).dueOn ?? '') >= due).toBe(true);
          }),
          { numRuns: 400 * share },
        );
      },
    },
    {
      name: 'what happens in between does not feel a calendar change outside the days it counts',
      counterexample: () => {
        return counterexampleTo(
          fc.property(calendars, questions, days, (calendar, question, changed) => {
            const answer = ask(asQuestion(question), calendar);
            if (answer.dueOn === undefined) return;
            const isOutside = changed < question.start || changed > answer.dueOn;
            if (!isOutside || !calendar.knownYears.includes(Number(changed.slice(0, 4)))) return;
            const flipped = withDayFlipped(calendar, changed);
            expect(flipped.isWorkingDay(changed)).toBe(!calendar.isWorkingDay(changed));
            const { days: _days, ...after } = ask(asQuestion(question), flipped);
            expect(after.dueOn).toBe(answer.dueOn);
            expect(after.nominalOn).toBe(answer.nominalOn);
          }),
          { numRuns: 300 * share },
        );
      },
    },
    {
      name: 'the explanation lists every day once, ends on the due day and adds up',
      counterexample: () => {
        return counterexampleTo(
          fc.property(calendars, questions, (calendar, question) => {
            const walked = walk(question, calendar);
            const answer = ask(asQuestion(question), calendar, true);
            const { days: lines } = answer;
            let total = 0;
            const expected = lines.map(({ counted }, i) => {
              const date = addDays(question.start, i);
              total += counted ? 1 : 0;
              return [
                date,
                calendar.classify(date).class,
                counted && !isExcluded(date, question.excluded),
                total,
              ];
            });
            expect(lines.map((line) => [line.date, line.class, line.counted, line.total])).toEqual(expected);
            expect(lines.length).toBeGreaterThan(0);
            if (walked === undefined) return;
            expect(lines.at(-1)?.date).toBe(answer.dueOn);
            expect(lines.filter(({ counted }) => counted).map(({ date }) => date)).toEqual(walked.counted);
          }),
          { numRuns: 300 * share },
        );
      },
    },
    {
      name: 'the explanation leaves no day over: counted, excluded and uncounted days are the days that passed',
      counterexample: () => {
        return counterexampleTo(
          fc.property(calendars, questions, (calendar, question) => {
            const { days: lines, dueOn } = ask(asQuestion(question), calendar, true);
            if (dueOn === undefined) return;
            const excluded = lines.filter(({ date }) => isExcluded(date, question.excluded)).length;
            const counted = lines.filter((line) => line.counted).length;
            const uncounted = lines.filter(
              (line) => !line.counted && !isExcluded(line.date, question.excluded),
            ).length;
            expect(counted + excluded + uncounted).toBe(daysBetween(question.start, dueOn) + 1);
          }),
          { numRuns: 200 * share },
        );
      },
    },
    {
      name: 'the standing on a day has used + left = the whole, on every day from the start to the end',
      counterexample: () => {
        const one = fc.record({
          start: days,
          term: dayTerms,
          excluded: intervals,
          startCounted: fc.boolean(),
          roll: fc.boolean(),
        });
        return counterexampleTo(
          fc.property(calendars, one, fc.integer({ min: 0, max: 120 }), (calendar, part, later) => {
            const question: NaiveQuestion = { ...part, extensions: [] };
            const asOf = addDays(question.start, later);
            const answer = ask(asQuestion(question, { asOf }), calendar, true);
            const used = answer.days.filter(({ date, counted }) => counted && date <= asOf).length;
            expect(used + (answer.remaining?.n ?? NaN)).toBe(question.term.n);
            expect(answer.remaining?.unit).toBe(question.term.unit);
          }),
          { numRuns: 500 * share },
        );
      },
    },
    {
      name: 'the standing on a day is overdue exactly after the due day and due today exactly on it',
      counterexample: () => {
        return counterexampleTo(
          fc.property(calendars, questions, days, (calendar, question, asOf) => {
            const { state, dueOn, overdueBy } = ask(asQuestion(question, { asOf }), calendar);
            const isNotStarted = asOf < question.start;
            expect(state === 'overdue').toBe(!isNotStarted && dueOn !== undefined && asOf > dueOn);
            expect(state === 'dueToday').toBe(!isNotStarted && asOf === dueOn);
            expect(overdueBy !== undefined).toBe(state === 'overdue');
          }),
          { numRuns: 300 * share },
        );
      },
    },
    {
      name: 'leads leave at least the term between the act and the appointed day, and one day later would not',
      counterexample: () => {
        return counterexampleTo(
          fc.property(calendars, days, dayTerms, fc.boolean(), (calendar, before, term, clear) => {
            const conventions = { backward: clear ? ('clearDays' as const) : ('onOrBefore' as const) };
            const { dueOn = '' } = ask({ before, term, conventions }, calendar);
            const between = (from: string): number => {
              let n = 0;
              for (let day = addDays(from as CivilDate, 1); day < before; day = addDays(day, 1)) {
                if (term.unit === 'calendarDay' || calendar.isWorkingDay(day)) n += 1;
              }
              return n;
            };
            const needed = clear ? term.n : Math.max(0, term.n - 1);
            expect(between(dueOn)).toBeGreaterThanOrEqual(needed);
            expect(dueOn <= before).toBe(true);
            // The next working day that could have been the last one leaves too little.
            const next = calendar.nthWorkingDay(dueOn as CivilDate, 1);
            if (next < before) expect(between(next)).toBeLessThan(needed);
          }),
          { numRuns: 500 * share },
        );
      },
    },
    {
      name: 'leads meet the forward count: a term that starts on the last day of its lead is over before the appointed day',
      counterexample: () => {
        return counterexampleTo(
          fc.property(calendars, days, dayTerms, closedIntervals, (calendar, before, term, excluded) => {
            const lead = ask({ before, term, excluded }, calendar);
            const forward = ask(
              { start: lead.dueOn ?? '', term, excluded, conventions: { restDayEnd: 'none' } },
              calendar,
            );
            expect((forward.nominalOn ?? '') < before).toBe(true);
          }),
          { numRuns: 500 * share },
        );
      },
    },
    {
      name: 'leads count the same number of days back as they explain',
      counterexample: () => {
        return counterexampleTo(
          fc.property(calendars, days, dayTerms, closedIntervals, (calendar, before, term, excluded) => {
            const { days: lines, dueOn } = ask({ before, term, excluded }, calendar, true);
            expect(lines[0]).toMatchObject({ date: before, counted: false });
            expect(lines.at(-1)).toMatchObject({ date: dueOn, total: term.n });
            expect(lines.filter(({ counted }) => counted).length).toBe(term.n);
            expect(lines.filter((line) => line.counted && isExcluded(line.date, excluded))).toEqual([]);
          }),
          { numRuns: 300 * share },
        );
      },
    },
  ];
}
