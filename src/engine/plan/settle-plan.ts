import type { Decision } from '../case/decision.js';
import type { LawfulLapse } from '../case/lapse.js';
import type { CivilDate } from '../clock/time.js';
import { attemptMove } from './attempt-move.js';
import { hasDecided } from './decided.js';
import { nextDay, passTo } from './pass-days.js';
import { type PlanContext, type Position, type Stride } from './position.js';

/** A step of a plan with what made it possible. */
export interface SettledStep {
  readonly stride: Stride;
  readonly decision?: Decision;
  /** Where the plan stood before it. */
  readonly before: Position;
  /** What made it possible: a step before it, a day that came, or nothing but the beginning. */
  readonly enabled: Enabled;
}

export type Enabled =
  | { readonly by: 'start' }
  | { readonly by: 'step'; readonly step: number }
  | {
      readonly by: 'day';
      readonly from: Position;
      readonly to: Position;
      readonly lapses: readonly LawfulLapse[];
      /** The day that had come before it, where nothing was done on that. */
      readonly after?: Extract<Enabled, { readonly by: 'day' }>;
    };

/**
 * The same moves, each on the first day on which it is lawful: whatever a search left for later is done as soon as it can be,
 * and every step knows what it waited for. Undefined: the moves do not fit in this order. Yields between pieces of work.
 *
 * @param held a step that may not come before a day, to find out how long it can wait
 */
export function* settlePlan(
  context: PlanContext,
  start: Position,
  strides: readonly Stride[],
  held?: { readonly step: number; readonly until: CivilDate },
): Generator<undefined, readonly SettledStep[] | undefined> {
  const steps: SettledStep[] = [];
  const waiting = strides.map((stride, index) => ({
    stride,
    index,
    enabled: undefined as Enabled | undefined,
  }));
  let position = start;
  let cause: Enabled = { by: 'start' };
  const last = strides.at(-1)?.on ?? start.day;
  for (;;) {
    yield undefined;
    const later: CivilDate[] = [];
    let taken:
      | { readonly one: (typeof waiting)[number]; readonly next: Position; readonly decision?: Decision }
      | undefined;
    for (const one of waiting) {
      if (held?.step === one.index && position.day < held.until) {
        later.push(held.until);
        continue;
      }
      // The decision is the end of the plan: everything else comes before it.
      if (one.stride === strides.at(-1) && waiting.length > 1) continue;
      const tried = attemptMove(context, position, one.stride);
      if (!tried.done) {
        later.push(...tried.later);
        one.enabled = undefined;
        continue;
      }
      one.enabled ??= cause;
      taken ??= { one, next: tried.position, ...(tried.decision && { decision: tried.decision }) };
    }
    if (taken) {
      const { one, next, decision } = taken;
      const stride = { ...one.stride, on: position.day };
      steps.push({ stride, before: position, enabled: one.enabled ?? cause, ...(decision && { decision }) });
      waiting.splice(waiting.indexOf(one), 1);
      if (waiting.length === 0) return steps;
      position = next;
      cause = { by: 'step', step: steps.length - 1 };
      continue;
    }
    const day = nextDay(context, position, later, start.day);
    if (day === undefined || day > last) return undefined;
    const passed = passTo(context, position, day);
    cause = {
      ...{ by: 'day', from: position, to: passed.position, lapses: passed.lapses },
      ...comingAfter(cause),
    };
    position = passed.position;
  }
}

function comingAfter(cause: Enabled): { readonly after?: Extract<Enabled, { readonly by: 'day' }> } {
  return cause.by === 'day' ? { after: cause } : {};
}

/** The moves without those that the decision does not need. */
export function* withoutDetours(
  context: PlanContext,
  start: Position,
  strides: readonly Stride[],
): Generator<undefined, readonly Stride[]> {
  let kept = strides;
  for (const stride of strides.slice(0, -1).toReversed()) {
    const without = kept.filter((other) => other !== stride);
    if (leadsThrough(context, start, without)) kept = without;
    yield undefined;
  }
  return kept;
}

/** Whether every move is lawful on its day, one after another, and the last one decides as was supposed. */
export function leadsThrough(context: PlanContext, start: Position, strides: readonly Stride[]): boolean {
  let position = start;
  for (const stride of strides) {
    if (stride.on > position.day) position = passTo(context, position, stride.on).position;
    const tried = attemptMove(context, position, stride);
    if (!tried.done) return false;
    position = tried.position;
  }
  const last = strides.at(-1);
  return last?.kind === 'act' && hasDecided(context, last.act, position);
}
