import type { CaseState } from '../case/case-state.js';
import type { World } from '../case/world.js';
import { addDays, daysBetween, isCivilDate } from '../clock/civil-date.js';
import type { CivilDate } from '../clock/time.js';
import { basisList } from '../law/states.js';
import type { CompiledProcedure } from '../statechart/compiled-procedure.js';
import { staysFalse, type PlanAssumptions } from './assumptions.js';
import { criticalPath, titleOfName, waitsOf } from './critical-path.js';
import { supposedAtTheEnd, withOrdinaryTerms } from './ordinary-terms.js';
import type { Plan, PlanStep } from './plan.js';
import { assumptionsInWords } from './plan-words.js';
import { eased, nameOf, type PlanContext, type Position } from './position.js';
import { readied } from './readiness.js';
import { PlanSearch, type Found, type SearchLimits } from './search.js';
import { settlePlan, withoutDetours, type SettledStep } from './settle-plan.js';
import { settledFacts } from './settled-facts.js';
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
}

/** What is spent on one question by default: some seconds for the largest procedures. */
export const PLAN_LIMITS: SearchLimits = { effort: 3000 };

/** In longer plans, only for what begins to run something it is asked how long it could wait. */
const MAX_STEPS_WITH_SLACK = 16;

/** Finds the earliest lawful decision and what it waits for. Pure. */
export function planDecision(question: PlanQuestion, limits: SearchLimits = PLAN_LIMITS): Plan {
  const planning = planInPieces(question, limits);
  for (;;) {
    const next = planning.next();
    if (next.done === true) return next.value;
  }
}

/** The same in pieces of a few milliseconds, for whoever has other work to do between them. */
export function* planInPieces(
  question: PlanQuestion,
  limits: SearchLimits = PLAN_LIMITS,
): Generator<undefined, Plan> {
  const context = contextOf(question);
  const start = startOf(context, question);
  const found = yield* new PlanSearch(context, start, limits).run();
  return yield* planOf(context, start, found);
}

/** What a question is answered within: the assumptions with what is supposed beside them. */
export function contextOf({ procedure, state, assumptions, world }: PlanQuestion): PlanContext {
  const { definition } = procedure;
  const now = state?.facts ?? procedure.initialFacts;
  const supposed = withOrdinaryTerms(definition, now, assumptions);
  return {
    ...{ procedure, definition, world, calendar: world.calendar, assumptions: supposed },
    never: staysFalse(supposed, now),
    settled: settledFacts(procedure, state, supposed),
    supposed: supposedAtTheEnd(definition, supposed),
    deciding: new Set(assumptions.until ?? definition.decides ?? []),
  };
}

/** Where planning begins: with nothing filed, or with the case and what goes on beside it. */
export function startOf(context: PlanContext, { state, from, world }: PlanQuestion): Position {
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

function* planOf(
  context: PlanContext,
  start: Position,
  { strides, incomplete, notBefore }: Found,
): Generator<undefined, Plan> {
  const from = start.day;
  const known = { from, incomplete, ...(incomplete && notBefore && { notBefore }) };
  if (!strides)
    return {
      ...known,
      steps: [],
      critical: [],
      assumed: assumptionsInWords(context, []),
      provisional: false,
    };
  const needed = yield* withoutDetours(context, start, strides);
  const settled =
    (yield* settlePlan(context, start, needed)) ?? (yield* settlePlan(context, start, strides)) ?? [];
  const path = criticalPath(context, settled);
  const steps: PlanStep[] = [];
  for (const [index, step] of settled.entries()) {
    const slack = yield* slackOf(context, start, settled, { index, critical: path.steps });
    steps.push(stepOf(context, settled, { index, critical: path.steps.has(index), step, slack }));
  }
  const streams = new Set(steps.flatMap(({ kind, name }) => (kind === 'stream' ? [name] : [])));
  const earliest = settled.at(-1)?.stride.on;
  return {
    ...known,
    ...(earliest && { earliest }),
    steps,
    critical: path.waits,
    assumed: assumptionsInWords(context, [
      ...streams,
      ...Object.keys(start.courses).filter((name) => !streams.has(name)),
    ]),
    provisional: earliest !== undefined && restsOnUnknown(context, from, earliest),
  };
}

function restsOnUnknown({ calendar }: PlanContext, from: CivilDate, to: CivilDate): boolean {
  return [from, to].some((day) => !calendar.knownYears.includes(Number(day.slice(0, 4))));
}

function stepOf(
  context: PlanContext,
  settled: readonly SettledStep[],
  {
    index,
    critical,
    step,
    slack,
  }: {
    readonly index: number;
    readonly critical: boolean;
    readonly step: SettledStep;
    readonly slack: number | undefined;
  },
): PlanStep {
  const { stride } = step;
  const name = nameOf(stride);
  const waited = waitsOf(context, settled, index)[0]?.wait;
  const declared = stride.kind === 'act' ? context.definition.acts[name] : context.definition.streams?.[name];
  return {
    ...{ kind: stride.kind, name, title: titleOfName(context, name), on: stride.on, critical },
    ...(stride.kind === 'act' && { post: stride.post, input: stride.input }),
    basis: basisList(declared?.basis),
    ...(waited && { waited }),
    ...(slack !== undefined && { slack }),
  };
}

/** How many days a step could come later with the decision still on its day. */
function* slackOf(
  context: PlanContext,
  start: Position,
  settled: readonly SettledStep[],
  { index, critical }: { readonly index: number; readonly critical: ReadonlySet<number> },
): Generator<undefined, number | undefined> {
  const step = settled[index];
  const begins = step !== undefined && !critical.has(index) && beginsToRun(step);
  if (settled.length > MAX_STEPS_WITH_SLACK && !begins) return undefined;
  const strides = settled.map(({ stride }) => stride);
  const own = step?.stride.on;
  const end = strides.at(-1)?.on;
  if (!step || own === undefined || end === undefined || appointsDay(step)) return undefined;
  let fits = 0;
  let fails = daysBetween(own, end) + 1;
  while (fails - fits > 1) {
    const days = (fits + fails) >>> 1;
    const later = yield* settlePlan(context, start, strides, { step: index, until: addDays(own, days) });
    if (later?.at(-1)?.stride.on === end) fits = days;
    else fails = days;
  }
  return fits;
}

/** Whether something begins with the step that takes its time. */
function beginsToRun({ stride, decision }: SettledStep): boolean {
  return (
    stride.kind === 'stream' || decision?.event.clocks?.some(({ action }) => action === 'start') === true
  );
}

/** A step that names a later day cannot come later with the same day named: how long it could wait would say nothing. */
function appointsDay({ stride }: SettledStep): boolean {
  if (stride.kind !== 'act') return false;
  return Object.values(stride.input).some(
    (value) => typeof value === 'string' && isCivilDate(value) && value > stride.on,
  );
}
