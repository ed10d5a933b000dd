import { explainClock } from '../case/clock-explanation.js';
import { titleOf } from '../case/power-wish.js';
import type { CivilDate } from '../clock/time.js';
import { basisList } from '../law/states.js';
import type { ActDefinition, Text } from '../law/definition.js';
import { scanFeel } from '../law/feel-reads.js';
import { officeOpens, workUntil } from './attempt-move.js';
import type { Wait } from './plan.js';
import { nextMeeting } from './meeting-days.js';
import { nameOf, type PlanContext, type Position } from './position.js';
import { wordsOf } from './plan-words.js';
import type { SettledStep } from './settle-plan.js';

/** A wait with the step that it began with; none where it began before the plan. */
export interface CausedWait {
  readonly wait: Wait;
  readonly step?: number;
}

/** The waits and steps that determine the day of the last step, first to last. */
export function criticalPath(
  context: PlanContext,
  steps: readonly SettledStep[],
): { readonly waits: readonly Wait[]; readonly steps: ReadonlySet<number> } {
  const waits: Wait[] = [];
  const critical = new Set<number>();
  let here: number | undefined = steps.length - 1;
  while (here !== undefined && !critical.has(here)) {
    critical.add(here);
    const enabled: SettledStep['enabled'] | undefined = steps[here]?.enabled;
    if (enabled?.by === 'step') here = enabled.step;
    else {
      const found: readonly CausedWait[] = enabled?.by === 'day' ? waitsOf(context, steps, here) : [];
      waits.push(...found.map(({ wait }) => wait));
      here = found.at(-1)?.step;
    }
  }
  return { waits: waits.toReversed(), steps: critical };
}

/** What a step waited for that a day made possible; for an appointed day, also the notice that must come before it. */
export function waitsOf(
  context: PlanContext,
  steps: readonly SettledStep[],
  index: number,
): readonly CausedWait[] {
  const step = steps[index];
  if (step?.enabled.by !== 'day') return [];
  const { from, to, lapses } = step.enabled;
  const name = nameOf(step.stride);
  const within = (day: CivilDate | undefined): day is CivilDate =>
    day !== undefined && day > from.day && day <= to.day;
  const work = workUntil(context, from, step.stride);
  if (within(work)) {
    const since = from.ready[name] ?? from.day;
    const term = context.assumptions.durations?.[name];
    const wait = {
      kind: 'duration' as const,
      name,
      from: since,
      until: work,
      basis: [],
      ...(term && { term }),
    };
    return [{ wait: { ...wait, say: wordsOf(context, wait) }, ...readyBy(steps, index, name) }];
  }
  const act = step.stride.kind === 'act' ? context.definition.acts[step.stride.act] : undefined;
  for (const clock of floorsOf(context, step)) {
    if (within(from.state?.clocks[clock]?.notBefore)) return floorWaits(context, steps, index, clock);
  }
  const stream = streamsReadBy(act).find((one) => from.courses[one]?.some(({ on }) => within(on)));
  if (stream !== undefined) return [streamWait(context, steps, index, stream)];
  if (within(officeOpens(context, from, step.stride))) {
    const wait = { kind: 'restDays' as const, name, from: from.day, until: to.day, basis: [] };
    return [{ wait: { ...wait, say: wordsOf(context, wait) }, ...lastBefore(index) }];
  }
  const lapse = lapses.at(-1);
  const clock = lapse?.event.lapse?.clock;
  if (clock !== undefined && lapse) {
    const begun = from.state?.clocks[clock]?.from ?? from.day;
    const wait = { kind: 'lapse' as const, name: clock, from: begun, until: to.day, basis: lapse.basis };
    return [{ wait: { ...wait, say: wordsOf(context, wait) }, ...startedBy(steps, index, clock) }];
  }
  const wait = { kind: 'law' as const, name, from: from.day, until: to.day, basis: basisList(act?.basis) };
  return [{ wait: { ...wait, say: wordsOf(context, wait) }, ...lastBefore(index) }];
}

function floorsOf({ definition }: PlanContext, { stride }: SettledStep): readonly string[] {
  const requires =
    stride.kind === 'act'
      ? definition.acts[stride.act]?.requires
      : definition.streams?.[stride.stream]?.requires;
  return (requires ?? []).flatMap(({ elapsed }) => (elapsed === undefined ? [] : [elapsed]));
}

function floorWaits(
  context: PlanContext,
  steps: readonly SettledStep[],
  index: number,
  clock: string,
): readonly CausedWait[] {
  const before = steps[index]?.before as Position;
  const state = before.state;
  if (!state) return [];
  const run = explainClock(context.definition, state, clock, before.day, context.calendar, { days: false });
  const until = run.notBefore ?? before.day;
  const wait = {
    kind: 'floor' as const,
    name: clock,
    from: run.from,
    until,
    basis: run.basis,
    ...(run.term && { term: run.term }),
  };
  const cause = startedBy(steps, index, clock);
  const floor: CausedWait = { wait: { ...wait, say: wordsOf(context, wait) }, ...cause };
  const lead = cause.step === undefined ? undefined : leadWait(context, steps, cause.step, run.from);
  if (!lead) return [floor];
  // The day was appointed: what took the time is the notice before it, unless the floor itself is long.
  return run.term?.n === 0 ? [lead] : [floor, lead];
}

/** The notice that had to come before an appointed day. */
function leadWait(
  context: PlanContext,
  steps: readonly SettledStep[],
  index: number,
  appointed: CivilDate,
): CausedWait | undefined {
  const { stride } = steps[index] ?? {};
  if (stride?.kind !== 'act' || appointed <= stride.on) return undefined;
  const requirement = context.definition.acts[stride.act]?.requires?.find(({ lead }) => lead !== undefined);
  const clock = requirement?.lead;
  if (clock === undefined) return undefined;
  const { term, basis } = context.definition.clocks[clock] ?? {};
  const wait = {
    kind: 'lead' as const,
    name: clock,
    from: stride.on,
    until: appointed,
    basis: basisList(basis),
    ...(term && { term }),
  };
  return { wait: { ...wait, say: wordsOf(context, wait) }, step: index };
}

function streamWait(
  context: PlanContext,
  steps: readonly SettledStep[],
  index: number,
  stream: string,
): CausedWait {
  const step = steps[index] as SettledStep;
  const { day } = step.before;
  const cause = steps
    .slice(0, index)
    .findLastIndex(({ stride }) => stride.kind === 'stream' && stride.stream === stream);
  const declared = context.definition.streams?.[stream];
  const from = steps[cause]?.stride.on ?? day;
  const meeting =
    declared?.kind === 'meeting'
      ? nextMeeting(context.assumptions.meetings, day, context.calendar)
      : undefined;
  const term = context.assumptions.streams?.[stream]?.term ?? context.definition.clocks[stream]?.term;
  const moved = meeting?.on === day ? meeting.movedFrom : undefined;
  const wait = {
    ...{
      kind: declared?.kind === 'meeting' ? ('meeting' as const) : ('stream' as const),
      name: stream,
      from,
      until: day,
    },
    ...{ basis: basisList(declared?.basis), ...(term && declared?.kind !== 'meeting' && { term }) },
    ...(moved && { movedFrom: moved }),
  };
  return { wait: { ...wait, say: wordsOf(context, wait) }, ...(cause >= 0 && { step: cause }) };
}

function streamsReadBy(act: ActDefinition | undefined): readonly string[] {
  const sources = (act?.requires ?? []).flatMap(({ that }) => (that === undefined ? [] : [that]));
  const paths = sources.flatMap((source) => scanFeel(source).reads);
  return paths.flatMap(({ segments: [root, ...path] }) =>
    root === 'streams' ? [path.slice(0, -1).join('.')] : [],
  );
}

/** The step by which the current run of a clock began. */
function startedBy(steps: readonly SettledStep[], index: number, clock: string): { readonly step?: number } {
  const step = steps
    .slice(0, index)
    .findLastIndex(({ decision }) =>
      decision?.event.clocks?.some(
        ({ id, action }) => id === clock && (action === 'start' || action === 'interrupt'),
      ),
    );
  return step >= 0 ? { step } : {};
}

/** The step after which declared work was first possible. */
function readyBy(steps: readonly SettledStep[], index: number, name: string): { readonly step?: number } {
  const first = steps.slice(0, index + 1).findLastIndex(({ before }) => before.ready[name] === undefined);
  return first >= 0 ? { step: first } : {};
}

function lastBefore(index: number): { readonly step?: number } {
  return index > 0 ? { step: index - 1 } : {};
}

/** The title of an act or stream. */
export function titleOfName({ definition }: PlanContext, name: string): Text {
  return definition.acts[name]?.title ?? definition.streams?.[name]?.title ?? titleOf(definition, name, 'zh');
}
