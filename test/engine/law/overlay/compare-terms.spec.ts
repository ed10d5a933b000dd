import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calculateDeadline, isDeadlineProblem } from '../../../../src/engine/clock/deadline-calculation.js';
import { addDays, daysBetween } from '../../../../src/engine/clock/civil-date.js';
import type { Term } from '../../../../src/engine/clock/deadline.js';
import type { CivilDate } from '../../../../src/engine/clock/time.js';
import { compareTerms, type CountedTerm } from '../../../../src/engine/law/overlay/compare-terms.js';
import { officialCalendar } from '../../../support/procedures.js';

const CALENDAR = officialCalendar();
const term = (text: string): CountedTerm => {
  const [n = '', unit = ''] = text.split(' ');
  return { term: { n: Number(n), unit: unit as Term['unit'] }, startDay: 'excluded', rolls: false };
};

/** Days from a start to the end of a term, by the calendar. */
function lengthOf({ term: counted, startDay, rolls }: CountedTerm, start: CivilDate): number {
  const answer = calculateDeadline(
    { start, term: counted, kind: 'ceiling', conventions: { startDay, restDayEnd: rolls ? 'roll' : 'none' } },
    CALENDAR,
  );
  if (isDeadlineProblem(answer) || answer.dueOn === undefined) throw new Error(JSON.stringify(answer));
  return daysBetween(start, answer.dueOn);
}

const counted: fc.Arbitrary<CountedTerm> = fc.record({
  term: fc.oneof(
    fc.record({ n: fc.integer({ min: 1, max: 60 }), unit: fc.constant('workingDay' as const) }),
    fc.record({ n: fc.integer({ min: 1, max: 90 }), unit: fc.constant('calendarDay' as const) }),
    fc.record({ n: fc.integer({ min: 1, max: 6 }), unit: fc.constant('month' as const) }),
  ),
  startDay: fc.constantFrom('excluded' as const, 'included' as const),
  rolls: fc.boolean(),
});

describe('terms compared over all days on which they may start', () => {
  it.each([
    ['45 calendarDay', '30 calendarDay', 'longer'],
    ['10 workingDay', '30 calendarDay', 'shorter'],
    ['30 workingDay', '30 calendarDay', 'longer'],
    ['20 workingDay', '30 calendarDay', 'sometimesShorter'],
    ['25 workingDay', '30 calendarDay', 'sometimesLonger'],
    ['2 year', '24 month', 'same'],
    ['1 month', '27 calendarDay', 'longer'],
    ['48 hour', '2 calendarDay', 'undecided'],
  ])('%s is to %s: %s', (one, other, result) => {
    expect(compareTerms(term(one), term(other))).toBe(result);
  });

  it('never calls longer or shorter what the calendar shows otherwise', () => {
    fc.assert(
      fc.property(counted, counted, fc.integer({ min: 0, max: 700 }), (one, other, day) => {
        const start = addDays('2024-01-02' as CivilDate, day);
        const [mine, theirs] = [lengthOf(one, start), lengthOf(other, start)];
        const result = compareTerms(one, other);
        if (result === 'longer') expect(mine).toBeGreaterThanOrEqual(theirs);
        if (result === 'shorter') expect(mine).toBeLessThanOrEqual(theirs);
        if (result === 'same') expect(mine).toBe(theirs);
      }),
      { numRuns: 3000 },
    );
  });
});
