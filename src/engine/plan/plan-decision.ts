import type { CaseState } from '../case/case-state.js';
import type { World } from '../case/world.js';
import { daysBetween, addDays } from '../clock/civil-date.js';
import type { CivilDate } from '../clock/time.js';
import { basisList } from '../law/states.js';
import type { CompiledProcedure } from '../statechart/compiled-procedure.js';
import { staysFalse, withOrdinaryTerms, type PlanAssumptions } from './assumptions.js';
import { criticalPath, titleOfName, waitsOf } from './critical-path.js';
import type { Plan, PlanStep } from './plan.js';
import { assumptionsInWords } from './plan-words.js';
import { eased, nameOf, type PlanContext, type Position } from './position.js';
import { readied } from './readiness.js';
import { PlanSearch, type Found, type SearchLimits } from './search.js';
import { settlePlan, withoutDetours, type SettledStep } from './settle-plan.js';
import { courseInHand } from './stream-courses.js';

/** What is to be planned. */
export interface PlanQuestion {
  readonly procedure: CompiledProcedure;
  /** Null: nothing has been filed yet. */
  readonly state: CaseState | null;
  readonly from: CivilDate;
  readonly assumptions: PlanAssumptions;
  /** Calendar and checks; its time is not read. For a case, how the streams beside it stand. */
  readonly world: World;
  /** Default: the acts that decide, by the definition. */
  readonly deciding?: readonly string[];
}

/** Positions looked at by default. */
export const PLAN_LIMITS: SearchLimits = { positions: 400 };

/** Plans with more steps are not asked how long each of them could wait. */
const MAX_STEPS_WITH_SLACK = 30;

/** Finds the earliest lawful decision and what it waits for. Pure. */
export function planDecision(question: PlanQuestion, limits: SearchLimits = PLAN_LIMITS): Plan {
  const planning = new Planning(question, limits);
  for (;;) {
    const plan = planning.advance(limits.positions);
    if (plan) return plan;
  }
}

/** The same in slices, for whoever has other work to do between them. */
export class Planning {
  readonly #context: PlanContext;
  readonly #start: Position;
  readonly #search: PlanSearch;

  constructor(question: PlanQuestion, limits: SearchLimits = PLAN_LIMITS) {
    this.#context = contextOf(question);
    this.#start = startOf(this.#context, question);
    this.#search = new PlanSearch(this.#context, this.#start, limits);
  }

  /** Goes on for so many positions; the plan once there is one. */
  advance(positions: number): Plan | undefined {
    const found = this.#search.advance(positions);
    return found && planOf(this.#context, this.#start, found);
  }
}

function contextOf({ procedure, state, assumptions, world, deciding }: PlanQuestion): PlanContext {
  const { definition } = procedure;
  const now = state?.facts ?? procedure.initialFacts;
  const supposed = withOrdinaryTerms(definition, now, assumptions);
  return {
    ...{ procedure, definition, world, calendar: world.calendar, assumptions: supposed },
    never: staysFalse(supposed, now),
    deciding: new Set(deciding ?? definition.decides ?? []),
  };
}

function startOf(context: PlanContext, { state, from, world }: PlanQuestion): Position {
  const seen = Object.entries(world.streams ?? {});
  const courses = seen.map(([name, stream]) => [name, courseInHand(name, stream, from, context)] as const);
  const ready = Object.values(state?.tasks ?? {}).flatMap(({ acts, since }) =>
    acts.map((act) => [act, since] as const),
  );
  return readied(context, {
    ...{ day: from, state: state && eased(context, state), courses: Object.fromEntries(courses) },
    ready: Object.fromEntries(ready),
  });
}

function planOf(context: PlanContext, start: Position, { strides, incomplete }: Found): Plan {
  const from = start.day;
  if (!strides) {
    return {
      from,
      steps: [],
      critical: [],
      assumed: assumptionsInWords(context, []),
      provisional: false,
      incomplete,
    };
  }
  const needed = withoutDetours(context, start, strides);
  const settled = settlePlan(context, start, needed) ?? settlePlan(context, start, strides) ?? [];
  const path = criticalPath(context, settled);
  const steps = settled.map((step, index) =>
    stepOf(context, start, settled, { index, critical: path.steps.has(index), step }),
  );
  const streams = new Set(steps.flatMap(({ kind, name }) => (kind === 'stream' ? [name] : [])));
  const earliest = strides.at(-1)?.on;
  return {
    from,
    ...(earliest && { earliest }),
    steps,
    critical: path.waits,
    assumed: assumptionsInWords(context, [
      ...streams,
      ...Object.keys(start.courses).filter((name) => !streams.has(name)),
    ]),
    provisional: earliest !== undefined && restsOnUnknown(context, from, earliest),
    incomplete,
  };
}

function restsOnUnknown({ calendar }: PlanContext, from: CivilDate, to: CivilDate): boolean {
  return [from, to].some((day) => !calendar.knownYears.includes(Number(day.slice(0, 4))));
}

function stepOf(
  context: PlanContext,
  start: Position,
  settled: readonly SettledStep[],
  {
    index,
    critical,
    step,
  }: { readonly index: number; readonly critical: boolean; readonly step: SettledStep },
): PlanStep {
  const { stride } = step;
  const name = nameOf(stride);
  const waited = waitsOf(context, settled, index)[0]?.wait;
  const declared = stride.kind === 'act' ? context.definition.acts[name] : context.definition.streams?.[name];
  const slack = slackOf(context, start, settled, index);
  return {
    ...{ kind: stride.kind, name, title: titleOfName(context, name), on: stride.on, critical },
    ...(stride.kind === 'act' && { post: stride.post, input: stride.input }),
    basis: basisList(declared?.basis),
    ...(waited && { waited }),
    ...(slack !== undefined && { slack }),
  };
}

/** How many days a step could come later with the decision still on its day. */
function slackOf(
  context: PlanContext,
  start: Position,
  settled: readonly SettledStep[],
  index: number,
): number | undefined {
  if (settled.length > MAX_STEPS_WITH_SLACK) return undefined;
  const strides = settled.map(({ stride }) => stride);
  const own = strides[index]?.on;
  const end = strides.at(-1)?.on;
  if (own === undefined || end === undefined) return undefined;
  let fits = 0;
  let fails = daysBetween(own, end) + 1;
  while (fails - fits > 1) {
    const days = (fits + fails) >>> 1;
    const later = settlePlan(context, start, strides, { step: index, until: addDays(own, days) });
    if (later?.at(-1)?.stride.on === end) fits = days;
    else fails = days;
  }
  return fits;
}
