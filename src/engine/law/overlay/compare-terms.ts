import type { Term, TermUnit } from '../../clock/deadline.js';

/** Which of two terms gives more time, over all days on which they may start. */
export type Comparison = 'same' | 'shorter' | 'longer' | 'sometimesShorter' | 'sometimesLonger' | 'undecided';

/** A term, whether its opening day is counted, and whether its end rolls over rest days. */
export interface CountedTerm {
  readonly term: Term;
  readonly startDay: 'excluded' | 'included';
  readonly rolls: boolean;
}

/**
 * Rest days beyond ordinary weekends that any 60 days may hold. Notices since 2014 gave at most nine (国庆 with 中秋: four
 * statutory days and the weekends moved beside them); one is kept in reserve.
 */
const HOLIDAY_RESERVE = 10;
/** A month is this many days, give or take `MONTH_SLACK` for a whole term. */
const MONTH_DAYS = 30.4375;
const MONTH_SLACK = 3;

/** Calendar days from the start to the end of a term. */
interface Span {
  /** No start gives fewer. */
  readonly least: number;
  /** No start gives more. */
  readonly most: number;
  /** Some start gives just this: working days in weeks without a holiday. */
  readonly ordinary: number;
}

/**
 * Compares the length of `one` with `other`. Equal units are compared by number, years as twelve months; different units by
 * what each gives in calendar days at least and at most:
 *
 * - n working days are at least n days, and at most as many as leave n when weekends and ten days for holidays in every 60
 *   are taken away; in weeks without a holiday they are 7 for every 5;
 * - n months are n × 30.4375 days, give or take three;
 * - an end that rolls over rest days may come ten days later, unless the term is counted in working days;
 * - an opening day that counts takes one day away, of working days one or none;
 * - hours are compared with hours only.
 *
 * `longer` and `shorter` hold (or are equal) for every start day, `sometimes...` says that some start day is known, and
 * `undecided` that neither could be shown.
 */
export function compareTerms(one: CountedTerm, other: CountedTerm): Comparison {
  const [a, b] = [inMonths(one), inMonths(other)];
  const alike = a.startDay === b.startDay && (a.rolls === b.rolls || a.term.unit === 'workingDay');
  if (a.term.unit === b.term.unit && alike) return byNumber(a.term.n - b.term.n);
  if (a.term.unit === 'hour' || b.term.unit === 'hour') return 'undecided';
  const working = a.term.unit === 'workingDay' && b.term.unit === 'workingDay';
  const [mine, theirs] = working ? [inWorkingDays(a), inWorkingDays(b)] : [inDays(a), inDays(b)];
  if (mine.least >= theirs.most) return 'longer';
  if (mine.most <= theirs.least) return 'shorter';
  if (mine.ordinary < theirs.ordinary) return 'sometimesShorter';
  if (mine.ordinary > theirs.ordinary) return 'sometimesLonger';
  return 'undecided';
}

function byNumber(difference: number): Comparison {
  if (difference === 0) return 'same';
  return difference > 0 ? 'longer' : 'shorter';
}

function inMonths({ term, ...counted }: CountedTerm): CountedTerm {
  return { ...counted, term: term.unit === 'year' ? { n: term.n * 12, unit: 'month' } : term };
}

/** Told apart by the opening day only; one that is a rest day does not count. */
function inWorkingDays({ term: { n }, startDay }: CountedTerm): Span {
  const least = startDay === 'included' ? n - 1 : n;
  return { least, most: n, ordinary: least };
}

function inDays({ term: { n, unit }, startDay, rolls }: CountedTerm): Span {
  const counted = startDay === 'included' ? 1 : 0;
  const span = spanOf(n, unit);
  const late = unit === 'workingDay' ? 0 : (rolls ? HOLIDAY_RESERVE : 0) - counted;
  return { least: span.least - counted, most: span.most + late, ordinary: span.ordinary - counted };
}

function spanOf(n: number, unit: TermUnit): Span {
  if (unit === 'workingDay') {
    return { least: n, most: mostDaysFor(n), ordinary: 7 * Math.floor(n / 5) + (n % 5) };
  }
  if (unit !== 'month') return { least: n, most: n, ordinary: n };
  if (n === 0) return { least: 0, most: 0, ordinary: 0 };
  const days = n * MONTH_DAYS;
  return {
    least: Math.floor(days) - MONTH_SLACK,
    most: Math.ceil(days) + MONTH_SLACK,
    ordinary: Math.round(days),
  };
}

/** The fewest calendar days that hold n working days wherever they begin. */
function mostDaysFor(n: number): number {
  if (n === 0) return 0;
  let days = n;
  while (days - weekendDays(days) - HOLIDAY_RESERVE * Math.ceil(days / 60) < n) days += 1;
  return days;
}

function weekendDays(days: number): number {
  return 2 * Math.floor(days / 7) + Math.min(2, days % 7);
}
