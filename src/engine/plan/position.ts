import type { CaseState } from '../case/case-state.js';
import type { World } from '../case/world.js';
import { startOfDay } from '../clock/civil-date.js';
import type { CivilDate } from '../clock/time.js';
import { postsAlone } from '../powers/stand-in-check.js';
import type { FactValue } from '../law/definition.js';
import type { CompiledProcedure } from '../statechart/compiled-procedure.js';
import { standInHolders } from './stand-ins.js';
import type { PlanAssumptions } from './assumptions.js';
import { type Course, type CourseContext, streamsOn } from './stream-courses.js';

/** What a plan is made within: it does not change while one looks for a plan. */
export interface PlanContext extends CourseContext {
  readonly procedure: CompiledProcedure;
  readonly assumptions: PlanAssumptions;
  readonly world: World;
  /** Facts that are assumed not to be, and are not yet: no act of a plan makes them so. */
  readonly never: Readonly<Record<string, false>>;
  /** Facts that have one value in every plan, once there is a case. */
  readonly settled: Readonly<Record<string, FactValue>>;
  /** Facts as they must be when the plan ends. */
  readonly supposed: Readonly<Record<string, FactValue>>;
  /** The acts that decide, or those that the planner asks about. */
  readonly deciding: ReadonlySet<string>;
}

/** Where a plan has come to on a day. */
export interface Position {
  readonly day: CivilDate;
  /** Null: nothing has been filed yet. */
  readonly state: CaseState | null;
  readonly courses: Readonly<Record<string, Course>>;
  /** Since when an act, or what a stream begins with, has been waited for: those that need work of their own first. */
  readonly ready: Readonly<Record<string, CivilDate>>;
}

/** One thing that a plan does. */
export type Move =
  | {
      readonly kind: 'act';
      readonly act: string;
      readonly post: string;
      readonly input: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'stream'; readonly stream: string };

/** A move on its day. */
export type Stride = Move & { readonly on: CivilDate };

/** The name that durations and words know a move by. */
export function nameOf(move: Move): string {
  return move.kind === 'act' ? move.act : move.stream;
}

/** The world on a day of the plan: anybody who holds a post might act, and what goes on beside the case is as supposed. */
export function worldOn(
  { procedure, world }: PlanContext,
  position: Pick<Position, 'courses' | 'day'>,
): World {
  const { bars: _bars, ...rest } = world;
  return {
    ...rest,
    holders: standInHolders(procedure.definition),
    checkPower: postsAlone,
    now: startOfDay(position.day, world.zone),
    streams: streamsOn(position.courses, position.day),
  };
}

/** The case as if nobody had anything in hand and the form were filled in: what the law allows is asked. */
export function eased({ procedure }: PlanContext, state: CaseState): CaseState {
  const { suspendedOn: _since, referrals: _open, ...rest } = state;
  const { form } = procedure.definition;
  const tasks = Object.entries(state.tasks).map(([key, { holder: _holder, ...task }]) => [key, task]);
  return {
    ...rest,
    tasks: Object.fromEntries(tasks) as CaseState['tasks'],
    ...(form && { form: Object.fromEntries(Object.keys(form).map((field) => [field, 0])) }),
  };
}
