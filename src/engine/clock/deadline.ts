import type { CivilDate } from './time.js';
import type { Conventions } from './conventions.js';

export type TermUnit = 'workingDay' | 'calendarDay' | 'month' | 'year' | 'hour';

export interface Term {
  /** A whole number, at least 0. */
  readonly n: number;
  readonly unit: TermUnit;
}

/** Ceiling 不得晚于, floor 不得早于, lead (n days before an appointed day), fixed date. */
export type ClockKind = 'ceiling' | 'floor' | 'lead' | 'fixed';

/** A stretch of days that does not count. Without `to` it is still open. */
export interface ExcludedInterval {
  readonly from: CivilDate;
  readonly to?: CivilDate;
}

/** What is to be computed. Exactly one of `start` (count forward) and `before` (count backward, kind lead). */
export interface DeadlineQuestion {
  /**
   * A civil date; for hour terms a local date-time `YYYY-MM-DDTHH:mm` (a civil date alone means that no hour is set:
   * the hours then run from the end of that day, 民法典201). For kind fixed: the fixed day itself.
   */
  readonly start?: string;
  /** The appointed day; for hour terms a local date-time, or a civil date meaning its first minute. */
  readonly before?: string;
  /** Needed unless kind is fixed. A fixed date may have one: the day it leads to stands and does not roll. */
  readonly term?: Term;
  readonly kind?: ClockKind;
  readonly excluded?: readonly ExcludedInterval[];
  readonly extensions?: readonly Term[];
  /** The day on which `remaining` and `state` are asked. */
  readonly asOf?: CivilDate;
  /** Settings that differ from the safe defaults. */
  readonly conventions?: Partial<Conventions>;
}

export type DayClass =
  'workingDay' | 'makeUpWorkingDay' | 'restDay' | 'holiday' | 'unknownWorkingDay' | 'unknownRestDay';

/** One line of the explanation. `total` is the running count after this day. */
export interface ExplainedDay {
  readonly date: CivilDate;
  readonly class: DayClass;
  /** The notice (number and date) or the rule that gives the day its class, or why it is not counted. */
  readonly source: string;
  readonly counted: boolean;
  readonly total: number;
}

export type DeadlineState =
  'notStarted' | 'running' | 'suspended' | 'dueToday' | 'overdue' | 'waiting' | 'open';

export interface DeadlineAnswer {
  /** The last lawful day (ceiling, fixed, lead) or the last day of the minimum period (floor). Absent while an excluded interval is open. */
  readonly dueOn?: CivilDate;
  /** For hour terms: the local date-time at which the term ends. The end of a day reads `T24:00` (民法典203). */
  readonly dueAtLocal?: string;
  /** The day before any rolling to a working day. Absent while an interval is open. */
  readonly nominalOn?: CivilDate;
  /** Floors: the first day on which the next step is lawful. */
  readonly notBefore?: CivilDate;
  /** True when the answer rests on a day of a year whose notice is not known. */
  readonly provisional: boolean;
  /**
   * Units left on `asOf` (that day's end), never negative: working days or hours for terms in these units, otherwise
   * calendar days. Rest days over which the end rolls are not part of it. Absent without `asOf`, except while an
   * interval is open: then it is what was left when the interval began.
   */
  readonly remaining?: Term;
  /** Units by which `asOf` is past the due day. */
  readonly overdueBy?: Term;
  readonly state: DeadlineState;
  /** Day-by-day explanation; empty when not asked for. */
  readonly days: readonly ExplainedDay[];
}

/** A question that cannot be answered, with what to change. */
export interface DeadlineProblem {
  readonly problem: string;
  /** JSON pointer into the question. */
  readonly at: string;
}
