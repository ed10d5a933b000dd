import type { Calendar } from '../clock/calendar.js';
import type { CivilDate } from '../clock/time.js';
import { Defect } from '../defect.js';
import { evaluateFeel } from '../law/feel/feel.js';
import type { Definition } from '../law/definition.js';
import type { ChartEffect } from '../statechart/compiled-procedure.js';
import type { ClockChange } from './case-event.js';
import type { CaseState, TaskState } from './case-state.js';
import { clockDefinition, clockResult, type ClockRun } from './clock-question.js';

/** What entering and leaving states changes in a case, as event fields. */
export interface ChartChanges {
  readonly clocks: readonly ClockChange[];
  readonly tasksOpened: Readonly<Record<string, TaskState>>;
  readonly tasksClosed: readonly string[];
}

/** Where the chart's effects take place. `scope` is the guard scope after the event's facts and milestones. */
export interface ChartContext {
  readonly definition: Definition;
  readonly state: Pick<CaseState, 'clocks' | 'tasks'>;
  readonly milestones: CaseState['milestones'];
  readonly scope: Readonly<Record<string, unknown>>;
  readonly on: CivilDate;
  readonly calendar: Calendar;
  /** The clock whose lapse causes the step: it has ended already and is not stopped again. */
  readonly lapsing?: string;
}

/** Turns chart effects into clock changes and tasks. */
export function chartChanges(effects: readonly ChartEffect[], context: ChartContext): ChartChanges {
  const clocks: ClockChange[] = [];
  const tasksOpened: Record<string, TaskState> = {};
  const tasksClosed: string[] = [];
  for (const effect of effects) {
    if (effect.type === 'clock.start') clocks.push(...startOf(effect.clock, context));
    else if (effect.type === 'clock.stop') clocks.push(...stopOf(effect.clock, context));
    else if (effect.type === 'task.close') {
      if (context.state.tasks[effect.key]) tasksClosed.push(effect.key);
      delete tasksOpened[effect.key];
    } else {
      tasksOpened[effect.key] = {
        post: effect.post,
        acts: effect.acts,
        ...(effect.clock && { clock: effect.clock }),
        ...(effect.signing !== undefined && { signing: effect.signing }),
        since: context.on,
      };
    }
  }
  return { clocks, tasksOpened, tasksClosed };
}

function startOf(clock: string, context: ChartContext): readonly ClockChange[] {
  // Two active states may both name a clock: it runs once.
  const current = context.state.clocks[clock]?.state;
  if (current === 'running' || current === 'suspended') return [];
  return [startChange('start', clock, fromDay(clock, context), context)];
}

function fromDay(clock: string, context: ChartContext): CivilDate {
  const { from } = clockDefinition(context.definition, clock);
  const day = context.milestones[from];
  if (!day) throw new Defect(`clock ${clock} starts, but its milestone ${from} has no day`);
  return day;
}

/** A clock begins: the alternative is chosen by the facts as they now stand and stays. */
export function startChange(
  action: 'start' | 'interrupt',
  clock: string,
  from: CivilDate,
  context: Pick<ChartContext, 'definition' | 'scope' | 'on' | 'calendar'>,
): ClockChange {
  const alternatives = clockDefinition(context.definition, clock).alternatives ?? [];
  const chosen = alternatives.findIndex(({ when }) => evaluateFeel(when, context.scope) === true);
  const run: ClockRun = {
    from,
    ...(chosen >= 0 && { alternative: chosen }),
    excluded: [],
    extensions: [],
  };
  return {
    id: clock,
    action,
    on: context.on,
    from,
    ...(chosen >= 0 && { alternative: chosen }),
    ...clockResult(context.definition, clock, run, context.calendar),
  };
}

function stopOf(clock: string, context: ChartContext): readonly ClockChange[] {
  const current = context.state.clocks[clock]?.state;
  if (clock === context.lapsing || (current !== 'running' && current !== 'suspended')) return [];
  return [{ id: clock, action: 'stop', on: context.on }];
}
