import type { Calendar } from '../../clock/calendar.js';
import type { CivilDate } from '../../clock/time.js';
import { Defect } from '../../defect.js';
import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import { joinBasis } from '../basis-list.js';
import type { CaseState, TaskState } from '../case-state.js';
import { chartChanges, type ChartChanges } from '../chart-changes.js';
import { enter } from '../enter-states.js';
import { changed } from '../evolve.js';
import { guardScope, type ScopeSource } from '../feel-scope.js';
import type { Movement } from '../movement.js';
import { resultOf, signingRules } from './sign.js';
import type { SigningChange } from './signing-state.js';

/** The case in which a round is settled. `after`: what guards read, with what the event itself changes. */
export interface Settling {
  readonly procedure: CompiledProcedure;
  readonly state: Pick<CaseState, 'value' | 'clocks' | 'tasks'>;
  readonly after: ScopeSource;
  readonly on: CivilDate;
  readonly calendar: Calendar;
}

/**
 * Moves the case on when a change settles its round: `passed.<signing>` or `failed.<signing>` follows in the same event,
 * after what the event itself did. Undefined, or that alone, when the round stays open.
 *
 * @throws Defect when no state handles the result: the linter lets no such chart through.
 */
export function movedOn(settling: Settling, change: SigningChange, first?: Movement): Movement | undefined {
  const result = resultOf(change);
  if (!result) return first;
  const { procedure, state, after, on, calendar } = settling;
  const { definition } = procedure;
  const event = `${result}.${change.signing}`;
  const entered = enter(procedure, { value: first?.entered.value ?? state.value }, after, event);
  if (!entered) throw new Defect(`${event} is handled by no active state`);
  const before = first ? moved(state, first.chart) : state;
  const chart = chartChanges(entered.effects, {
    definition,
    state: before,
    milestones: after.milestones,
    scope: guardScope(definition, after),
    on,
    calendar,
  });
  const { basis } = signingRules(definition, change.signing);
  return {
    entered: {
      ...entered,
      changed: entered.changed || (first?.entered.changed ?? false),
      basis: joinBasis(first?.entered.basis, basis, entered.basis),
    },
    chart: anew(change.signing, state, first ? joined(first.chart, chart) : chart, on),
  };
}

/** A state after the chart's changes, as far as the next step looks at it. */
function moved(
  state: Settling['state'],
  { clocks, tasksOpened, tasksClosed }: ChartChanges,
): Pick<CaseState, 'clocks' | 'tasks'> {
  const running = { ...state.clocks };
  for (const change of clocks) running[change.id] = changed(running[change.id], change);
  const kept = Object.entries(state.tasks).filter(([key]) => !tasksClosed.includes(key));
  return { clocks: running, tasks: { ...Object.fromEntries(kept), ...tasksOpened } };
}

/** Two steps as one change: what the first opens and the second closes was never there. */
function joined(first: ChartChanges, second: ChartChanges): ChartChanges {
  const passing = second.tasksClosed.filter((key) => Object.hasOwn(first.tasksOpened, key));
  const opened = Object.entries(first.tasksOpened).filter(([key]) => !passing.includes(key));
  return {
    clocks: [...first.clocks, ...second.clocks],
    tasksOpened: { ...Object.fromEntries(opened), ...second.tasksOpened },
    tasksClosed: [
      ...first.tasksClosed,
      ...second.tasksClosed.filter((key) => !passing.includes(key) || first.tasksClosed.includes(key)),
    ],
  };
}

/** A result that leads back into the round's own state asks everybody anew: its task opens again. */
function anew(
  signing: string,
  { tasks }: Settling['state'],
  chart: ChartChanges,
  on: CivilDate,
): ChartChanges {
  const going = Object.entries(tasks).find(
    ([key, task]) => task.signing === signing && !chart.tasksClosed.includes(key),
  );
  if (!going) return chart;
  const [key, { post, acts, clock }] = going;
  const task: TaskState = { post, acts, ...(clock !== undefined && { clock }), signing, since: on };
  return {
    ...chart,
    tasksOpened: { ...chart.tasksOpened, [key]: task },
    tasksClosed: [...chart.tasksClosed, key],
  };
}
