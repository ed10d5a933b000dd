import { calculateDeadline } from '../clock/deadline-calculation.js';
import type { Calendar } from '../clock/calendar.js';
import type { DeadlineAnswer, DeadlineQuestion, Term } from '../clock/deadline.js';
import type { CivilDate } from '../clock/time.js';
import { Defect } from '../defect.js';
import type { ClockDefinition, Definition, ExtensionRule } from '../law/definition.js';
import type { ClockState } from './case-state.js';

/** The facts of one run of a clock from which everything else about it follows. */
export type ClockRun = Pick<ClockState, 'from' | 'alternative' | 'excluded' | 'extensions'>;

/** The definition of a clock. @throws Defect when the definition has none of that name. */
export function clockDefinition(definition: Definition, clock: string): ClockDefinition {
  const found = definition.clocks[clock];
  if (!found) throw new Defect(`definition ${definition.procedure} has no clock ${clock}`);
  return found;
}

/** The rule by which this run may be extended: the chosen alternative's, or the clock's own. */
export function extensionRule(clock: ClockDefinition, run: ClockRun): ExtensionRule | undefined {
  if (run.alternative === undefined) return clock.extend;
  return clock.alternatives?.[run.alternative]?.extend ?? clock.extend;
}

/** The statutory term of this run; absent for fixed days. */
export function termOf(clock: ClockDefinition, run: ClockRun): Term | undefined {
  if (run.alternative === undefined) return clock.term;
  return clock.alternatives?.[run.alternative]?.term ?? clock.term;
}

/** The promised term of this run, where there is one. */
export function promisedOf(clock: ClockDefinition, run: ClockRun): Term | undefined {
  if (run.alternative === undefined) return clock.promised;
  return clock.alternatives?.[run.alternative]?.promised;
}

/** The question that a run of a clock puts to the calendar. */
export function clockQuestion(
  definition: Definition,
  clock: ClockDefinition,
  run: ClockRun,
  kindOfTerm: 'statutory' | 'promised' = 'statutory',
): DeadlineQuestion {
  const term = kindOfTerm === 'statutory' ? termOf(clock, run) : promisedOf(clock, run);
  return {
    kind: clock.kind,
    ...(clock.kind === 'lead' ? { before: run.from } : { start: run.from }),
    ...(term && { term }),
    excluded: run.excluded.map(({ from, to }) => (to === undefined ? { from } : { from, to })),
    // A promise is not prolonged by the statutory extension: it was made for the ordinary course.
    extensions: kindOfTerm === 'statutory' ? run.extensions : [],
    conventions: { ...definition.conventions, ...clock.conventions },
  };
}

/** The days that follow from a run: stored beside it so that the sweep can find it, and recomputable at any time. */
export interface ClockResult {
  readonly dueOn?: CivilDate;
  readonly promisedDueOn?: CivilDate;
  readonly notBefore?: CivilDate;
  readonly provisional: boolean;
}

/**
 * Computes a run's days.
 *
 * @throws Defect when the question cannot be answered, which the linter and the input checks rule out.
 */
export function clockResult(
  definition: Definition,
  clockName: string,
  run: ClockRun,
  calendar: Calendar,
): ClockResult {
  const clock = clockDefinition(definition, clockName);
  const statutory = ask(clockQuestion(definition, clock, run), calendar, clockName);
  const promised = promisedOf(clock, run)
    ? ask(clockQuestion(definition, clock, run, 'promised'), calendar, clockName)
    : undefined;
  return {
    ...(statutory.dueOn && { dueOn: statutory.dueOn }),
    ...(promised?.dueOn && { promisedDueOn: promised.dueOn }),
    ...(statutory.notBefore && { notBefore: statutory.notBefore }),
    provisional: statutory.provisional,
  };
}

function ask(question: DeadlineQuestion, calendar: Calendar, clock: string): DeadlineAnswer {
  const answer = calculateDeadline(question, calendar);
  if ('problem' in answer) throw new Defect(`clock ${clock}: ${answer.problem} (at ${answer.at})`);
  return answer;
}
