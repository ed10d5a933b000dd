import type { Calendar } from '../../clock/calendar.js';
import { calculateDeadline } from '../../clock/deadline-calculation.js';
import type { DeadlineAnswer, DeadlineState, Term } from '../../clock/deadline.js';
import type { CivilDate } from '../../clock/time.js';
import { Defect } from '../../defect.js';
import type { Definition, Text } from '../../law/definition.js';
import { joinBasis } from '../basis-list.js';
import type { CaseState, ClockState } from '../case-state.js';
import { clockDefinition, clockQuestion, extensionRule, termOf } from '../clock-question.js';

/** A clock as a person may check it: its facts, its provisions and every day of it. */
export interface ClockExplanation {
  readonly clock: string;
  readonly title: Text;
  readonly kind: string;
  readonly basis: readonly string[];
  readonly state: ClockState['state'];
  /** Where the term stands on the day asked about. */
  readonly standing: DeadlineState;
  readonly from: CivilDate;
  readonly term?: Term;
  readonly dueOn?: CivilDate;
  readonly nominalOn?: CivilDate;
  readonly promisedDueOn?: CivilDate;
  readonly notBefore?: CivilDate;
  readonly provisional: boolean;
  readonly remaining?: Term;
  readonly overdueBy?: Term;
  readonly excluded: ClockState['excluded'];
  readonly extensions: readonly Term[];
  /** Extensions that the law would still allow. */
  readonly extensionsLeft: number;
  readonly days: DeadlineAnswer['days'];
}

/** Explains one clock of a case as of a day. @throws Defect when the case never started it. */
export function explainClock(
  definition: Definition,
  state: CaseState,
  clock: string,
  asOf: CivilDate,
  calendar: Calendar,
  options: { readonly days: boolean } = { days: true },
): ClockExplanation {
  const run = state.clocks[clock];
  if (!run) throw new Defect(`clock ${clock} never started in this case`);
  const declared = clockDefinition(definition, clock);
  const until = run.state === 'stopped' ? (run.stoppedOn ?? asOf) : asOf;
  const answer = calculateDeadline({ ...clockQuestion(definition, declared, run), asOf: until }, calendar, {
    explain: options.days,
  });
  if ('problem' in answer) throw new Defect(`clock ${clock}: ${answer.problem}`);
  const rule = extensionRule(declared, run);
  const term = termOf(declared, run);
  return {
    clock,
    title: declared.title,
    kind: declared.kind,
    basis: joinBasis(
      declared.basis,
      run.alternative === undefined ? undefined : declared.alternatives?.[run.alternative]?.basis,
    ),
    state: run.state,
    standing: answer.state,
    from: run.from,
    ...(term && { term }),
    ...(answer.dueOn && { dueOn: answer.dueOn }),
    ...(answer.nominalOn && { nominalOn: answer.nominalOn }),
    ...(run.promisedDueOn && { promisedDueOn: run.promisedDueOn }),
    ...(answer.notBefore && { notBefore: answer.notBefore }),
    provisional: answer.provisional,
    ...(answer.remaining && { remaining: answer.remaining }),
    ...(answer.overdueBy && { overdueBy: answer.overdueBy }),
    excluded: run.excluded,
    extensions: run.extensions,
    extensionsLeft: Math.max(0, (rule?.times ?? 0) - run.extensions.length),
    days: answer.days,
  };
}
