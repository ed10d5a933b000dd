import type { CivilDate } from '../../clock/time.js';
import type { Text } from '../../law/definition.js';
import type { StageDefinition } from '../../law/public-definition.js';
import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import type { CaseState } from '../case-state.js';
import { explainClock } from './clock-explanation.js';
import { today, type World } from '../world.js';

/** How far a case is, for whoever holds its receipt: nothing in it is about a person. */
export interface Progress {
  readonly stages: readonly {
    readonly stage: string;
    readonly title: Text;
    readonly reached: boolean;
    readonly current: boolean;
    /** Stages of a milestone: its day. */
    readonly on?: CivilDate;
  }[];
  /** The most urgent term that binds the authority. Absent: none runs. */
  readonly term?: {
    readonly title: Text;
    readonly dueOn?: CivilDate;
    readonly promisedDueOn?: CivilDate;
    /** Working days left; negative when overdue. */
    readonly remaining?: number;
    readonly suspended: boolean;
    readonly provisional: boolean;
  };
  readonly ended: boolean;
}

/** The progress of a case by its definition's `progress` stages. Undefined: the definition tells the public nothing. */
export function progressOf(
  procedure: CompiledProcedure,
  state: CaseState,
  world: Pick<World, 'now' | 'zone' | 'calendar'>,
): Progress | undefined {
  const { progress } = procedure.definition;
  if (!progress) return undefined;
  const active = procedure.activePaths(state.value);
  const stages = progress.map((stage) => ({ stage, reached: isReached(stage, state, active) }));
  const current = currentStage(stages);
  const term = urgentTerm(procedure, state, world);
  return {
    stages: stages.map(({ stage: { stage, title, on }, reached }) => {
      const day = on === undefined ? undefined : state.milestones[on];
      return { stage, title, reached, current: stage === current, ...(day !== undefined && { on: day }) };
    }),
    ...(term && { term }),
    ended: state.status === 'ended',
  };
}

interface Reached {
  readonly stage: StageDefinition;
  readonly reached: boolean;
}

function isReached(
  { on, in: states, suspended, ended }: StageDefinition,
  state: CaseState,
  active: readonly string[],
): boolean {
  if (on !== undefined) return state.milestones[on] !== undefined;
  if (states) return states.some((path) => active.includes(path));
  if (suspended) return suspended.some((clock) => state.clocks[clock]?.state === 'suspended');
  return ended === true && state.status === 'ended';
}

/** 特别程序 comes before everything while it lasts; otherwise the last stage that is reached. */
function currentStage(stages: readonly Reached[]): string | undefined {
  const reached = stages.filter((one) => one.reached);
  const special = reached.find(({ stage }) => stage.suspended);
  return (special ?? reached.at(-1))?.stage.stage;
}

function urgentTerm(
  { definition }: CompiledProcedure,
  state: CaseState,
  world: Pick<World, 'now' | 'zone' | 'calendar'>,
): Progress['term'] {
  const bound = Object.entries(state.clocks).filter(
    ([name, clock]) =>
      definition.clocks[name]?.kind === 'ceiling' &&
      (clock.state === 'running' || clock.state === 'suspended'),
  );
  const [name, clock] =
    bound.toSorted(([, a], [, b]) => (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9'))[0] ?? [];
  if (name === undefined || !clock) return undefined;
  const { remaining, overdueBy } = explainClock(definition, state, name, today(world), world.calendar, {
    days: false,
  });
  return {
    title: definition.clocks[name]?.title ?? name,
    ...(clock.dueOn !== undefined && { dueOn: clock.dueOn }),
    ...(clock.promisedDueOn !== undefined && { promisedDueOn: clock.promisedDueOn }),
    ...(overdueBy ? { remaining: -overdueBy.n } : remaining && { remaining: remaining.n }),
    suspended: clock.state === 'suspended',
    provisional: clock.provisional,
  };
}
