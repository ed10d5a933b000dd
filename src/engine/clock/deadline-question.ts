import { isCivilDate, parseLocalDateTime } from './civil-date.js';
import type { ClockKind, DeadlineProblem, DeadlineQuestion, Term, TermUnit } from './deadline.js';

/** The longest term per unit that is reckoned: far beyond any statute, and a bound on the work. */
export const TERM_LIMITS: Readonly<Record<TermUnit, number>> = {
  workingDay: 100_000,
  calendarDay: 100_000,
  month: 12_000,
  year: 1_000,
  hour: 1_000_000,
};

/** The most excluded intervals and extensions that one question may have. */
export const LIST_LIMIT = 1_000;

/** The kind asked for: a lead when the question counts backward, otherwise a ceiling. */
export function kindOf(question: DeadlineQuestion): ClockKind {
  return question.kind ?? (question.before === undefined ? 'ceiling' : 'lead');
}

/** Everything that keeps a question from having an answer; empty when it has one. */
export function checkQuestion(question: DeadlineQuestion): DeadlineProblem[] {
  const problems: DeadlineProblem[] = [];
  const kind = kindOf(question);
  checkOpening(question, kind, problems);
  if (question.term !== undefined) checkTerm(question.term, '/term', problems);
  else if (kind !== 'fixed') problems.push({ at: '/term', problem: 'is needed unless the kind is fixed' });
  if (kind === 'fixed' && question.term?.unit === 'hour') {
    problems.push({
      at: '/term/unit',
      problem: 'a fixed date is a day; hours are for ceilings, floors and leads',
    });
  }
  checkExcluded(question, kind, problems);
  checkExtensions(question, kind, problems);
  if (question.asOf !== undefined && !isCivilDate(question.asOf))
    problems.push(notADay('/asOf', question.asOf));
  return problems;
}

function checkOpening(question: DeadlineQuestion, kind: ClockKind, problems: DeadlineProblem[]): void {
  const { start, before } = question;
  if ((start === undefined) === (before === undefined)) {
    const both = start !== undefined;
    problems.push({
      at: both ? '/before' : '/start',
      problem: `give exactly one of start (count forward) and before (count backward); ${both ? 'both are' : 'neither is'} there`,
    });
    return;
  }
  if (kind === 'lead' && before === undefined) {
    problems.push({
      at: '/start',
      problem: 'a lead is counted back from an appointed day: give before, not start',
    });
  } else if (kind !== 'lead' && before !== undefined) {
    problems.push({ at: '/before', problem: `a ${kind} is counted from a day on: give start, not before` });
  }
  const at = start === undefined ? '/before' : '/start';
  const text = start ?? before ?? '';
  if (isCivilDate(text)) return;
  if (parseLocalDateTime(text) === undefined) {
    problems.push(notADay(at, text));
  } else if (question.term?.unit !== 'hour') {
    problems.push({
      at,
      problem: `only terms in hours run from an hour; give the day alone, ${text.slice(0, 10)}`,
    });
  }
}

function checkTerm(term: Term, at: string, problems: DeadlineProblem[]): void {
  const limit = TERM_LIMITS[term.unit] as number | undefined;
  if (limit === undefined) {
    problems.push({ at: `${at}/unit`, problem: `must be one of ${Object.keys(TERM_LIMITS).join(', ')}` });
  } else if (!Number.isInteger(term.n) || term.n < 0 || term.n > limit) {
    problems.push({
      at: `${at}/n`,
      problem: `must be a whole number from 0 to ${limit} for ${term.unit}, not ${term.n}`,
    });
  }
}

function checkExcluded(question: DeadlineQuestion, kind: ClockKind, problems: DeadlineProblem[]): void {
  const excluded = question.excluded ?? [];
  if (excluded.length > LIST_LIMIT) {
    problems.push({
      at: '/excluded',
      problem: `has ${excluded.length} intervals; at most ${LIST_LIMIT} are allowed`,
    });
    return;
  }
  if (kind === 'fixed' && excluded.length > 0) {
    problems.push({ at: '/excluded', problem: 'a fixed date stands: no days can be excluded from it' });
  }
  for (const [index, { from, to }] of excluded.entries()) {
    const at = `/excluded/${index}`;
    if (!isCivilDate(from)) problems.push(notADay(`${at}/from`, from));
    if (to === undefined) continue;
    if (!isCivilDate(to)) problems.push(notADay(`${at}/to`, to));
    else if (to < from) problems.push({ at: `${at}/to`, problem: `${to} lies before from, ${from}` });
  }
}

function checkExtensions(question: DeadlineQuestion, kind: ClockKind, problems: DeadlineProblem[]): void {
  const extensions = question.extensions ?? [];
  if (extensions.length > LIST_LIMIT) {
    problems.push({
      at: '/extensions',
      problem: `has ${extensions.length} items; at most ${LIST_LIMIT} are allowed`,
    });
    return;
  }
  if (kind === 'lead' && extensions.length > 0) {
    problems.push({ at: '/extensions', problem: 'a lead ends at its appointed day and cannot be extended' });
  }
  for (const [index, extension] of extensions.entries()) {
    checkTerm(extension, `/extensions/${index}`, problems);
    if (kind === 'fixed' && extension.unit === 'hour') {
      problems.push({
        at: `/extensions/${index}/unit`,
        problem: 'a fixed date is a day and cannot be moved by hours',
      });
    }
  }
}

function notADay(at: string, text: unknown): DeadlineProblem {
  const shown = typeof text === 'string' ? JSON.stringify(text.slice(0, 40)) : typeof text;
  return { at, problem: `must be a day YYYY-MM-DD that exists (years 1000 to 9999), not ${shown}` };
}
