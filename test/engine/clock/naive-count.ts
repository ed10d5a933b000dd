import type { Calendar } from '../../../src/engine/clock/calendar.js';
import { addDays, addMonths } from '../../../src/engine/clock/civil-date.js';
import type { ExcludedInterval, Term } from '../../../src/engine/clock/deadline.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';

/** One question for the walker: what the engine computes by formula, this finds by walking. */
export interface NaiveQuestion {
  readonly start: CivilDate;
  readonly term: Term;
  readonly excluded: readonly ExcludedInterval[];
  readonly extensions: readonly Term[];
  readonly startCounted: boolean;
  readonly roll: boolean;
}

export interface NaiveAnswer {
  readonly nominalOn: CivilDate;
  readonly dueOn: CivilDate;
  /** Days counted, in order. */
  readonly counted: readonly CivilDate[];
}

/** Whether a day lies in one of the intervals. */
export function isExcluded(day: CivilDate, excluded: readonly ExcludedInterval[]): boolean {
  return excluded.some(({ from, to }) => from <= day && (to === undefined || day <= to));
}

/** Counts day by day. Undefined when an open interval is met before the end. */
export function walk(question: NaiveQuestion, calendar: Calendar): NaiveAnswer | undefined {
  const counted: CivilDate[] = [];
  const { start, excluded } = question;
  const isOpenAt = (day: CivilDate): boolean =>
    excluded.some(({ from, to }) => to === undefined && from <= day);
  const terms = joined([question.term, ...question.extensions]);
  const isEmpty = terms.every(({ n }) => n === 0);
  let day = question.startCounted && !isEmpty ? addDays(start, -1) : start;
  for (const [index, { n, unit }] of terms.entries()) {
    const anchor = question.startCounted && index === 0 ? start : day;
    let left = unit === 'month' ? monthDays(anchor, day, n) : n;
    while (left > 0) {
      day = addDays(day, 1);
      if (isOpenAt(day)) return undefined;
      if (isExcluded(day, excluded) || (unit === 'workingDay' && !calendar.isWorkingDay(day))) continue;
      left -= 1;
      counted.push(day);
    }
  }
  let due = day;
  while (isExcluded(due, excluded) || (question.roll && !calendar.isWorkingDay(due))) {
    if (isOpenAt(due)) return undefined;
    due = addDays(due, 1);
  }
  return { nominalOn: day, dueOn: due, counted };
}

/** Days of the term after `after`: up to the corresponding day, or the day before it when the anchor itself counts. */
function monthDays(anchor: CivilDate, after: CivilDate, months: number): number {
  if (months === 0) return 0;
  const end = addMonths(anchor, months);
  const isMissing = end.slice(8) !== anchor.slice(8);
  const last = anchor !== after && !isMissing ? addDays(end, -1) : end;
  let days = 0;
  for (let day = after; day < last; day = addDays(day, 1)) days += 1;
  return days;
}

function joined(terms: readonly Term[]): Term[] {
  const result: Term[] = [];
  for (const term of terms) {
    const next: Term = term.unit === 'year' ? { n: term.n * 12, unit: 'month' } : term;
    const last = result.at(-1);
    if (last === undefined) result.push(next);
    else if (next.n === 0) continue;
    else if (last.unit === next.unit || last.n === 0)
      result[result.length - 1] = { n: last.n + next.n, unit: next.unit };
    else result.push(next);
  }
  return result;
}
