import { explainClock } from '../case/explain/clock-explanation.js';
import { titleOf } from '../case/power/power-wish.js';
import type { CivilDate } from '../clock/time.js';
import { basisList } from '../law/states.js';
import type { ActDefinition, Text } from '../law/definition.js';
import { scanFeel } from '../law/feel/feel-reads.js';
import { leadsTo } from './leads.js';
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
  return step?.enabled.by === 'day' ? waitsUntil(context, steps, index, step.enabled) : [];
}

function waitsUntil(
  context: PlanContext,
  steps: readonly SettledStep[],
  index: number,
  { from, to, lapses, after }: Extract<SettledStep['enabled'], { readonly by: 'day' }>,
): readonly CausedWait[] {
  const step = steps[index] as SettledStep;
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
  if (stream !== undefined) return [streamWait(context, steps, index, { stream, day: to.day })];
  if (within(officeOpens(context, from, step.stride))) {
    const wait = { kind: 'restDays' as const, name, from: from.day, until: to.day, basis: [] };
    const rest = { ...wait, say: wordsOf(context, wait) };
    // What was over on a rest day, or while one waited for it, is what the day rests on.
    const earlier = after ? waitsUntil(context, steps, index, after) : [];
    return earlier.some((one) => one.wait.kind !== 'law')
      ? [{ wait: rest }, ...earlier]
      : [{ wait: rest, ...lastBefore(index) }];
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
  // Counted from a day that something beside the case has named, and no longer: that took the time.
  const named = run.term?.n === 0 ? namingStream(context, steps, cause.step, clock) : undefined;
  if (named !== undefined) return [streamWait(context, steps, index, { stream: named, day: until })];
  const floor: CausedWait = { wait: { ...wait, say: wordsOf(context, wait) }, ...cause };
  const lead = cause.step === undefined ? undefined : leadWait(context, steps, cause.step, run.from);
  if (!lead) return [floor];
  // The day was appointed: what took the time is the notice before it, unless the floor itself is long.
  return run.term?.n === 0 ? [lead] : [floor, lead];
}

/** The stream whose day a clock is counted from. */
function namingStream(
  { definition }: PlanContext,
  steps: readonly SettledStep[],
  begun: number | undefined,
  clock: string,
): string | undefined {
  const stride = begun === undefined ? undefined : steps[begun]?.stride;
  const records = stride?.kind === 'act' ? definition.acts[stride.act]?.records : undefined;
  if (typeof records !== 'object' || Array.isArray(records)) return undefined;
  const source = (records as Readonly<Record<string, string>>)[definition.clocks[clock]?.from ?? ''];
  return /^\s*streams\.(.+)\.\w+\s*$/.exec(source ?? '')?.[1];
}

/** The notice that had to come before an appointed day: with the act that appointed it, or with one that came after. */
function leadWait(
  context: PlanContext,
  steps: readonly SettledStep[],
  index: number,
  appointed: CivilDate,
): CausedWait | undefined {
  const { stride } = steps[index] ?? {};
  const act = stride?.kind === 'act' ? context.definition.acts[stride.act] : undefined;
  if (stride?.kind !== 'act' || !act || appointed <= stride.on) return undefined;
  const field = Object.keys(stride.input).find((name) => stride.input[name] === appointed);
  const last = (field === undefined ? [] : leadsTo(context.definition, act, field))
    .map(({ lead, by }) => ({ lead, step: by === undefined ? index : afterwards(steps, index, by) }))
    .toSorted((a, b) => b.step - a.step)[0];
  if (!last) return undefined;
  const from = steps[last.step]?.stride.on;
  if (from === undefined) return undefined;
  const { term, basis } = context.definition.clocks[last.lead] ?? {};
  const wait = {
    kind: 'lead' as const,
    name: last.lead,
    from,
    until: appointed,
    basis: basisList(basis),
    ...(term && { term }),
  };
  return { wait: { ...wait, say: wordsOf(context, wait) }, step: last.step };
}

/** The next step that does an act; the step itself where none does. */
function afterwards(steps: readonly SettledStep[], index: number, act: string): number {
  const found = steps.findIndex(
    ({ stride }, other) => other > index && stride.kind === 'act' && stride.act === act,
  );
  return found < 0 ? index : found;
}

function streamWait(
  context: PlanContext,
  steps: readonly SettledStep[],
  index: number,
  { stream, day }: { readonly stream: string; readonly day: CivilDate },
): CausedWait {
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
