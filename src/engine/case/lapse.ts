import type { CivilDate } from '../clock/time.js';
import { addDays } from '../clock/civil-date.js';
import { Defect } from '../defect.js';
import type { ClockDefinition, Definition, LapseRule } from '../law/definition.js';
import type { CompiledProcedure } from '../statechart/compiled-procedure.js';
import { joinBasis } from './basis-list.js';
import type { CaseEvent, ClockChange } from './case-event.js';
import type { CaseState, ClockState } from './case-state.js';
import { chartChanges } from './chart-changes.js';
import { clockDefinition, clockResult } from './clock-question.js';
import type { Decision } from './decision.js';
import type { Effect } from './effect.js';
import { enter, type Entered } from './enter-states.js';
import { evolve } from './evolve.js';
import { movementFields } from './movement.js';
import { allOn, factChanges } from './fact-changes.js';
import { guardScope, type ScopeSource } from './feel-scope.js';
import { served } from './decide.js';
import { orderedBy } from './documents/order-documents.js';
import { pendingService, takeEffect } from './documents/service-effect.js';
import type { SignersWorld } from './signing/signers.js';
import { comingByLaw } from './explain/tasks-coming.js';
import { today, type World } from './world.js';

/** What the law's own decisions read of the world; who may sign, where a lapse begins a round of signatures. */
export type LapseWorld = Pick<World, 'now' | 'zone' | 'calendar'> & SignersWorld;

/** A decision of the law, with the last day of the term whose end it follows. */
export interface LawfulLapse extends Decision {
  readonly dueOn: CivilDate;
}

/**
 * The next thing that the law itself has done by the end of yesterday: a term that ran out, a promise broken, or a
 * stored day that the calendar as now known moves. Undefined when nothing is due. Call again on the resulting
 * state until it is: lapses come one by one, in the order of their days, each on its own legal day, so that
 * sweeping late, twice or from two processes gives the same history as having swept every night.
 */
export function nextLapse(
  procedure: CompiledProcedure,
  state: CaseState,
  world: LapseWorld,
): LawfulLapse | undefined {
  const service = pendingService(state, world);
  // What ended the case may still be on its way by public notice.
  const due = state.status === 'ended' ? undefined : firstDue(procedure, state, today(world));
  if (service && (!due || service.dueOn <= due.dueOn)) return takeEffect(procedure, state, service, world);
  if (!due) return undefined;
  const { clock, run, dueOn, promised } = due;
  const fresh = clockResult(procedure.definition, clock, run, world.calendar);
  if (fresh.dueOn !== run.dueOn || fresh.promisedDueOn !== run.promisedDueOn) {
    return recomputed(state, [{ id: clock, action: 'recompute', on: state.lastOn, ...fresh }], dueOn);
  }
  return promised ? promiseBroken(state, clock, dueOn) : lapsed(procedure, state, clock, dueOn, world);
}

/**
 * Recomputes every running clock with the calendar as now known (a notice was adopted). Undefined when no day
 * moves and no provisional mark changes.
 */
export function recompute(
  procedure: CompiledProcedure,
  state: CaseState,
  world: Pick<World, 'calendar'>,
): LawfulLapse | undefined {
  const changes = Object.entries(state.clocks).flatMap(([id, run]): readonly ClockChange[] => {
    if (run.state !== 'running') return [];
    const fresh = clockResult(procedure.definition, id, run, world.calendar);
    const same =
      fresh.dueOn === run.dueOn &&
      fresh.promisedDueOn === run.promisedDueOn &&
      fresh.notBefore === run.notBefore &&
      fresh.provisional === run.provisional;
    return same ? [] : [{ id, action: 'recompute', on: state.lastOn, ...fresh }];
  });
  return changes.length === 0 ? undefined : recomputed(state, changes, state.lastOn);
}

/** Whether silence on this clock has a consequence: floors and leads only bound what people may do. */
export function lapses(definition: Definition, clock: string): boolean {
  const { onLapse, kind } = clockDefinition(definition, clock);
  return onLapse !== undefined && (kind === 'ceiling' || kind === 'fixed');
}

interface DueClock {
  readonly clock: string;
  readonly run: ClockState;
  readonly dueOn: CivilDate;
  readonly promised: boolean;
}

/** The due clock with the earliest last day; of equal days the promise before the statute, then by name. */
function firstDue(procedure: CompiledProcedure, state: CaseState, day: CivilDate): DueClock | undefined {
  const due = Object.entries(state.clocks).flatMap(([clock, run]): DueClock[] => {
    if (run.state !== 'running' || !lapses(procedure.definition, clock)) return [];
    const found: DueClock[] = [];
    if (run.promisedDueOn && !run.promiseBroken && run.promisedDueOn < day) {
      found.push({ clock, run, dueOn: run.promisedDueOn, promised: true });
    }
    if (run.dueOn && run.dueOn < day) found.push({ clock, run, dueOn: run.dueOn, promised: false });
    return found;
  });
  return due.toSorted(
    (a, b) =>
      compare(a.dueOn, b.dueOn) || Number(b.promised) - Number(a.promised) || compare(a.clock, b.clock),
  )[0];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function recomputed(state: CaseState, clocks: readonly ClockChange[], dueOn: CivilDate): LawfulLapse {
  const event: CaseEvent = { type: 'calendar.applied', cause: 'calendar', on: state.lastOn, clocks };
  return { refused: false, event, effects: [], state: evolve(state, event), basis: [], dueOn };
}

function promiseBroken(state: CaseState, clock: string, dueOn: CivilDate): LawfulLapse {
  const on = addDays(dueOn, 1);
  const event: CaseEvent = {
    type: 'clock.promiseBroken',
    cause: 'promise',
    on,
    clocks: [{ id: clock, action: 'break', on }],
    lapse: { clock, dueOn, breach: true },
  };
  const effects: readonly Effect[] = [{ type: 'breach.report', clock, dueOn, kind: 'promised' }];
  return { refused: false, event, effects, state: evolve(state, event), basis: [], dueOn };
}

function lapsed(
  procedure: CompiledProcedure,
  state: CaseState,
  clock: string,
  dueOn: CivilDate,
  world: LapseWorld,
): LawfulLapse {
  const { definition } = procedure;
  const clockDef = clockDefinition(definition, clock);
  const rule = clockDef.onLapse as LapseRule;
  const next = addDays(dueOn, 1);
  const effective = legalDay(rule, clockDef, state.clocks[clock] as ClockState, dueOn);
  const milestones = rule.records ? allOn(rule.records, effective) : {};
  const facts = factChanges(definition, rule.sets, guardScope(definition, state));
  const after: ScopeSource = {
    ...state,
    facts: { ...state.facts, ...facts },
    milestones: { ...state.milestones, ...milestones },
  };
  const entered = consequence(procedure, state, after, clock, rule);
  const chart = chartChanges(entered?.effects ?? [], {
    definition,
    state,
    milestones: after.milestones,
    scope: guardScope(definition, after),
    on: next,
    calendar: world.calendar,
    lapsing: clock,
  });
  const documents = served(rule.serve);
  const happened: CaseEvent = {
    type: 'clock.lapsed',
    cause: 'lapse',
    on: next,
    lapse: {
      clock,
      dueOn,
      effectiveOn: effective,
      ...(rule.deem && { deemed: rule.deem }),
      ...(rule.breach && { breach: true }),
    },
    ...(entered && movementFields({ entered, chart })),
    ...(Object.keys(facts).length > 0 && { facts }),
    ...(Object.keys(milestones).length > 0 && { milestones }),
    clocks: [{ id: clock, action: 'lapse', on: next }, ...chart.clocks],
    ...(documents.length > 0 && { documents }),
    ...orderedBy(definition, state, documents),
  };
  const event = comingByLaw(happened, { definition, before: state, world }, 'lapsed');
  return {
    refused: false,
    event,
    effects: effectsOf(rule, clock, dueOn, next, documents),
    state: evolve(state, event),
    basis: joinBasis(rule.basis, clockDef.basis, [...(entered?.basis ?? [])]),
    dueOn,
  };
}

/** The day on which the consequence takes effect in law. */
function legalDay(rule: LapseRule, clock: ClockDefinition, run: ClockState, dueOn: CivilDate): CivilDate {
  if (rule.effective === 'from') {
    if (clock.kind !== 'ceiling') throw new Defect('only a ceiling can take effect on its start day');
    return run.from;
  }
  return rule.effective === 'dueDay' ? dueOn : addDays(dueOn, 1);
}

function consequence(
  procedure: CompiledProcedure,
  state: CaseState,
  after: ScopeSource,
  clock: string,
  rule: LapseRule,
): Entered | undefined {
  const event = rule.deem ? `deemed.${rule.deem}` : `lapsed.${clock}`;
  const entered = enter(procedure, state, after, event);
  if (!entered && !rule.breach) throw new Defect(`${event} is handled by no active state`);
  return entered;
}

function effectsOf(
  rule: LapseRule,
  clock: string,
  dueOn: CivilDate,
  on: CivilDate,
  documents: readonly string[],
): readonly Effect[] {
  const effects: Effect[] = documents.map((document) => ({ type: 'document.serve', document, on }));
  // A deeming is also a failure of duty (许可法 72, 74): the supervisor hears of it.
  if (rule.breach || rule.deem) effects.push({ type: 'breach.report', clock, dueOn, kind: 'statutory' });
  return effects;
}
