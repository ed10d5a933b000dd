import { countBackward, type BackwardPlan } from './backward-count.js';
import type { Calendar } from './calendar.js';
import {
  civilDateOf,
  dayNumberOf,
  FIRST_DAY,
  isCivilDate,
  LAST_DAY,
  parseLocalDateTime,
  type DayNumber,
} from './civil-date.js';
import { SAFE_CONVENTIONS, type Conventions } from './conventions.js';
import { forwardStanding, leadStanding, type Standing } from './deadline-standing.js';
import { checkQuestion, kindOf } from './deadline-question.js';
import type { ClockKind, DeadlineAnswer, DeadlineProblem, DeadlineQuestion } from './deadline.js';
import { excludedRanges, type DayRange } from './excluded-days.js';
import { explainBackward } from './explain-backward.js';
import { EXPLAINED_DAYS_LIMIT } from './explain-days.js';
import { explainForward } from './explain-forward.js';
import { countForward, settleForward, type ForwardCount, type ForwardPlan } from './forward-count.js';
import { localText } from './hour-count.js';
import { restsOnUnknownBackward, restsOnUnknownForward } from './provisional-days.js';
import type { CivilDate } from './time.js';
import { termSegments } from './term-segments.js';

/** What beside the days themselves is wanted. */
export interface CalculationOptions {
  /** Explain every day. Costs time in proportion to the days; without it the length of the term does not matter. */
  readonly explain?: boolean;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const FIRST_NUMBER = dayNumberOf(FIRST_DAY);
const LAST_NUMBER = dayNumberOf(LAST_DAY);

/**
 * Computes a period as the law counts it: forward from a day (ceiling, floor, fixed date) or back from an appointed
 * day (lead), under the safe conventions where the question sets no others. Pure; the same question and calendar
 * always give the same answer. A question that has none (both `start` and `before`, a day that does not exist, an end
 * after 9999, an unknown year under `unknownYear: refuse`) gives a problem, never an exception.
 *
 * Source: 民法典 200-204; 行政许可法 45, 82.
 */
export function calculateDeadline(
  question: DeadlineQuestion,
  calendar: Calendar,
  options: CalculationOptions = {},
): DeadlineAnswer | DeadlineProblem {
  const problem = checkQuestion(question)[0];
  if (problem !== undefined) return problem;
  const conventions = conventionsOf(question);
  const days = conventions.workingDays === 'noticeAndLocal' ? calendar : calendar.withoutLocal;
  const ranges = excludedRanges(question.excluded, conventions.excludedInterval);
  const kind = kindOf(question);
  const answer =
    kind === 'lead'
      ? answerBackward(question, conventions, ranges, days, options)
      : answerForward(kind, question, conventions, ranges, days, options);
  if ('problem' in answer || !answer.provisional || conventions.unknownYear === 'provisional') return answer;
  const at = question.start === undefined ? '/before' : '/start';
  const known = days.knownYears;
  const years = known.length === 0 ? 'no year' : `${known[0]} to ${known.at(-1)}`;
  return {
    at,
    problem: `the period rests on days of a year whose notice is not known (known as of ${days.knownAt}: ${years}) and such answers are refused`,
  };
}

/** Whether the outcome is a problem. */
export function isDeadlineProblem(outcome: DeadlineAnswer | DeadlineProblem): outcome is DeadlineProblem {
  return 'problem' in outcome;
}

/** The safe defaults with the question's own settings over them. */
function conventionsOf(question: DeadlineQuestion): Conventions {
  return question.conventions === undefined
    ? SAFE_CONVENTIONS
    : { ...SAFE_CONVENTIONS, ...question.conventions };
}

function answerForward(
  kind: ClockKind,
  question: DeadlineQuestion,
  conventions: Conventions,
  ranges: readonly DayRange[],
  calendar: Calendar,
  options: CalculationOptions,
): DeadlineAnswer | DeadlineProblem {
  const { eventDay, plan } = forwardPlan(kind, question, conventions, calendar);
  const count = countForward(plan, ranges, calendar);
  const isOpen = count.due === Infinity;
  if (!isOpen && count.due >= LAST_NUMBER) return outOfRange('later than the year 9999');
  const asOf = question.asOf === undefined ? undefined : dayNumberOf(question.asOf);
  const openFrom = isOpen ? (ranges.at(-1)?.from ?? Infinity) : Infinity;
  const lastDay = isOpen ? Math.max(eventDay, openFrom, asOf ?? openFrom) : count.due;
  if (options.explain === true && lastDay - eventDay > EXPLAINED_DAYS_LIMIT) return tooLongToExplain();
  const standing = forwardStanding(kind, plan, count, ranges, calendar, asOf);
  const until = Math.min(count.due, openFrom - 1);
  // Filled field by field: spreading conditional parts together costs more than all the arithmetic.
  const answer = {} as Writable<DeadlineAnswer>;
  if (!isOpen) addForwardDays(answer, kind, count);
  answer.provisional = restsOnUnknownForward({ plan, count, eventDay, until }, ranges, calendar);
  addStanding(answer, standing);
  answer.days =
    options.explain === true ? explainForward({ plan, count, eventDay, lastDay, ranges }, calendar) : [];
  return answer;
}

function forwardPlan(
  kind: ClockKind,
  question: DeadlineQuestion,
  conventions: Conventions,
  calendar: Calendar,
): { eventDay: DayNumber; plan: ForwardPlan } {
  const { start = '' } = question;
  const eventDay = dayNumberOf(start.slice(0, 10) as CivilDate);
  const shifts = conventions.receiptOnRestDay === 'nextWorkingDay' && kind !== 'fixed';
  const opening = shifts ? settleForward(eventDay, true, [], calendar) : eventDay;
  const moment = isCivilDate(start) ? undefined : parseLocalDateTime(start);
  const startMinute = moment === undefined || opening === eventDay ? moment : opening * 1440;
  const roll =
    kind === 'fixed'
      ? conventions.fixedDate === 'roll'
      : kind === 'floor'
        ? conventions.minimum === 'rollForward'
        : conventions.restDayEnd === 'roll';
  return {
    eventDay,
    plan: {
      start: opening,
      startMinute,
      startCounted: conventions.startDay === 'included',
      ...(kind === 'floor' && { minimum: true }),
      segments: termSegments(question.term ?? { n: 0, unit: 'calendarDay' }, question.extensions),
      roll,
    },
  };
}

function addForwardDays(answer: Writable<DeadlineAnswer>, kind: ClockKind, count: ForwardCount): void {
  const { nominal, due, dueMinute } = count;
  answer.dueOn = civilDateOf(due);
  if (dueMinute !== undefined) answer.dueAtLocal = localText(dueMinute, due);
  answer.nominalOn = nominal === due ? answer.dueOn : civilDateOf(nominal);
  if (kind === 'floor') answer.notBefore = civilDateOf(due + 1);
}

function addStanding(answer: Writable<DeadlineAnswer>, standing: Standing): void {
  answer.state = standing.state;
  if (standing.remaining !== undefined) answer.remaining = standing.remaining;
  if (standing.overdueBy !== undefined) answer.overdueBy = standing.overdueBy;
}

function answerBackward(
  question: DeadlineQuestion,
  conventions: Conventions,
  ranges: readonly DayRange[],
  calendar: Calendar,
  options: CalculationOptions,
): DeadlineAnswer | DeadlineProblem {
  const { before = '', term = { n: 0, unit: 'calendarDay' } } = question;
  const [segment] = termSegments(term, undefined);
  const beforeMinute = isCivilDate(before) ? undefined : parseLocalDateTime(before);
  const plan: BackwardPlan = {
    before: dayNumberOf(before.slice(0, 10) as CivilDate),
    ...(beforeMinute !== undefined && { beforeMinute }),
    segment: segment ?? { n: 0, unit: 'calendarDay' },
    clearDays: conventions.backward === 'clearDays',
    rollBack: conventions.backwardOnRestDay === 'lastWorkingDayBefore',
  };
  const count = countBackward(plan, ranges, calendar);
  const asOf = question.asOf === undefined ? undefined : dayNumberOf(question.asOf);
  const standing = leadStanding(plan.segment, count, ranges, calendar, asOf);
  if (count.due === -Infinity) return { provisional: false, ...standing, days: [] };
  if (count.due < FIRST_NUMBER) return outOfRange('earlier than the year 1000');
  if (options.explain === true && plan.before - count.due > EXPLAINED_DAYS_LIMIT) return tooLongToExplain();
  const answer = {} as Writable<DeadlineAnswer>;
  answer.dueOn = civilDateOf(count.due);
  if (count.dueMinute !== undefined) answer.dueAtLocal = localText(count.dueMinute, count.due);
  answer.nominalOn = civilDateOf(count.nominal);
  answer.provisional = restsOnUnknownBackward(plan, count, ranges, calendar);
  addStanding(answer, standing);
  answer.days = options.explain === true ? explainBackward(plan, count, ranges, calendar) : [];
  return answer;
}

function outOfRange(where: string): DeadlineProblem {
  return { at: '/term', problem: `the period ends ${where}, beyond what is reckoned` };
}

function tooLongToExplain(): DeadlineProblem {
  return {
    at: '/term',
    problem: `the period spans more than ${EXPLAINED_DAYS_LIMIT} days, too many to list one by one`,
  };
}
