import type { CivilDate } from '../clock/time.js';
import { Defect } from '../defect.js';
import type { ActDefinition } from '../law/definition.js';
import type { CompiledProcedure } from '../statechart/compiled-procedure.js';
import { actClockChanges, type ActClockChange } from './act-clocks.js';
import { basisList, joinBasis } from './basis-list.js';
import type { CaseEvent, ClockChange } from './case-event.js';
import type { CaseState } from './case-state.js';
import { chartChanges } from './chart-changes.js';
import type { Command } from './command.js';
import type { Decision } from './decision.js';
import type { Effect } from './effect.js';
import { changed, evolve } from './evolve.js';
import { factChanges, milestoneChanges } from './fact-changes.js';
import { actScope, guardScope, type ScopeSource } from './feel-scope.js';
import { powerFor, type GrantedPower } from './power.js';
import { actWish } from './power-wish.js';
import { refusal, type Refusal, type Unmet } from './refusal.js';
import { readsInput, unmetRequirement } from './requirements.js';
import { enter, type Entered } from './enter-states.js';
import { today, type World } from './world.js';

/** An attempt under examination: everything the later steps share. */
export interface Attempt {
  readonly procedure: CompiledProcedure;
  /** Null while the opening act is decided. */
  readonly state: CaseState | null;
  readonly source: ScopeSource;
  readonly clocks: CaseState['clocks'];
  readonly act: ActDefinition;
  readonly command: Command;
  readonly on: CivilDate;
  readonly world: World;
}

/**
 * Decides whether the law allows the act now, and what follows from it. Pure: the same arguments give the same
 * answer for ever. Lapses that are due must have been folded into `state` before (see `lapse.ts`).
 *
 * A refusal names every unmet requirement with its provision: first the state, then power, input and law together.
 */
export function decide(
  procedure: CompiledProcedure,
  state: CaseState | null,
  command: Command,
  world: World,
): Decision | Refusal {
  const { acts } = procedure.definition;
  const act = Object.hasOwn(acts, command.act) ? acts[command.act] : undefined;
  if (!act) return refusal('unknown-act', procedure, state, []);
  if (state?.status === 'ended') return refusal('case-ended', procedure, state, basisList(act.basis));
  const misplaced = state ? !procedure.listens(state.value).includes(command.act) : act.opens !== true;
  if (misplaced) return refusal('not-in-this-state', procedure, state, basisList(act.basis));
  const attempt = attemptOf(procedure, state, act, command, world);
  const examined = examine(attempt);
  if ('unmet' in examined) return collected(attempt, examined.unmet);
  return carryOut(attempt, examined.power);
}

/** The attempt as the examination sees it; an opening act sees the initial facts and its own parties. */
export function attemptOf(
  procedure: CompiledProcedure,
  state: CaseState | null,
  act: ActDefinition,
  command: Command,
  world: World,
): Attempt {
  const source: ScopeSource = state ?? {
    facts: procedure.initialFacts,
    performed: {},
    milestones: {},
    performers: {},
    doneBy: {},
    parties: command.parties ?? {},
  };
  const on = command.occurredOn ?? today(world);
  return { procedure, state, source, clocks: state?.clocks ?? {}, act, command, on, world };
}

/** Power, day, input and requirements: the power if all is lawful, else everything that is not. */
export function examine(
  attempt: Attempt,
): { readonly power: GrantedPower } | { readonly unmet: readonly Unmet[] } {
  const { procedure, act, command, world, source, state } = attempt;
  const unmet: Unmet[] = [];
  const wish = actWish(command.act, act, state === null);
  const power = powerFor(procedure.definition, wish, command.actor, { ...source, ...state }, world);
  if ('unmet' in power) unmet.push(...power.unmet);
  const post = 'post' in power ? power.post : '';
  const day = unlawfulDay(attempt, post);
  if (day) unmet.push(day);
  const inputProblems = world.checkInput(act, command.input);
  for (const { at, say } of inputProblems) {
    unmet.push({ code: 'invalid-input', say, basis: basisList(act.basis), at });
  }
  unmet.push(...unmetLaw(attempt, post, inputProblems.length === 0));
  return 'unmet' in power || unmet.length > 0 ? { unmet } : { power };
}

/** All of the act's requirements that are not met; those that read the input only when the input is valid. */
export function unmetLaw(attempt: Attempt, post: string, inputIsValid: boolean): readonly Unmet[] {
  const { procedure, act, command, world, on, source, clocks } = attempt;
  const { definition } = procedure;
  const actor = { person: command.actor.person, post };
  const scope = actScope(definition, source, command.act, inputIsValid ? command.input : {}, actor);
  return (act.requires ?? [])
    .filter((requirement) => inputIsValid || !readsInput(requirement))
    .map((requirement) => unmetRequirement(requirement, { definition, state: { clocks }, scope, on, world }))
    .filter((found): found is Unmet => found !== undefined);
}

/**
 * Whether the day that the command names may count. An officer may enter late what reached the organ earlier; a party
 * acts on the day on which the system confirms it, or he could bring about a deeming by naming a day long past.
 */
function unlawfulDay({ procedure, act, command, world, state }: Attempt, post: string): Unmet | undefined {
  const day = command.occurredOn;
  if (day === undefined || day === today(world)) return undefined;
  const byParty = procedure.definition.posts[post]?.kind === 'party';
  const say =
    act.occurs !== 'declared'
      ? { zh: '本行为以作出之日为准，不得另报日期', en: 'this act counts on the day it is performed' }
      : byParty
        ? { zh: '当事人的行为以系统确认之日为准', en: 'the act of a party counts on the day it is confirmed' }
        : day > today(world)
          ? { zh: '日期不得晚于今日', en: 'the day may not lie in the future' }
          : state && day < state.lastOn
            ? {
                zh: `日期不得早于案件最近一次行为之日（${state.lastOn}）`,
                en: `the day may not lie before the case's latest event (${state.lastOn})`,
              }
            : undefined;
  return say && { code: 'day-not-allowed', basis: basisList(act.basis), at: '/occurredOn', say };
}

function collected({ procedure, state }: Attempt, unmet: readonly Unmet[]): Refusal {
  return refusal(unmet[0]?.code ?? 'requirement-unmet', procedure, state, [], unmet);
}

/** Applies a lawful act: facts and milestones, then the statechart, then the act's own clock effects. */
function carryOut(attempt: Attempt, power: GrantedPower): Decision | Refusal {
  const { procedure, source, act, command, on } = attempt;
  const { definition } = procedure;
  const { post } = power;
  const actor = { person: command.actor.person, post };
  const scope = actScope(definition, source, command.act, command.input, actor);
  const facts = factChanges(definition, act.sets, scope);
  const milestones = milestoneChanges(act.records, on, scope);
  const after: ScopeSource = {
    ...source,
    facts: { ...source.facts, ...facts },
    milestones: { ...source.milestones, ...milestones },
    performed: { ...source.performed, [command.act]: (source.performed[command.act] ?? 0) + 1 },
  };
  const entered = enter(procedure, attempt.state, after, command.act);
  if (!entered) {
    return refusal('not-in-this-state', procedure, attempt.state, basisList(act.basis));
  }
  const chart = chartOf(attempt, after, entered);
  const clocks = clockChanges(attempt, post, scope, chart.clocks);
  const unmet = clocks.flatMap((change) => ('unmet' in change ? [change.unmet] : []));
  if (unmet.length > 0) return collected(attempt, unmet);
  const event = eventOf(attempt, power, {
    facts: attempt.state ? facts : after.facts,
    milestones,
    entered,
    tasksOpened: chart.tasksOpened,
    tasksClosed: chart.tasksClosed,
    clocks: clocks as readonly ClockChange[],
  });
  return {
    refused: false,
    event,
    effects: effectsOf(attempt, event.documents ?? []),
    state: evolve(attempt.state, event, command.actor.person),
    basis: joinBasis(act.basis, [...entered.basis]),
  };
}

function chartOf(attempt: Attempt, after: ScopeSource, entered: Entered) {
  const { procedure, on, world, state, clocks } = attempt;
  const { definition } = procedure;
  return chartChanges(entered.effects, {
    definition,
    state: { clocks, tasks: state?.tasks ?? {} },
    milestones: after.milestones,
    scope: guardScope(definition, after),
    on,
    calendar: world.calendar,
  });
}

/** The chart's clock changes followed by the act's own, which see the chart's. */
function clockChanges(
  attempt: Attempt,
  post: string,
  scope: Readonly<Record<string, unknown>>,
  byChart: readonly ClockChange[],
): readonly ActClockChange[] {
  const { procedure, act, on, world } = attempt;
  const current = { ...attempt.clocks };
  for (const change of byChart) current[change.id] = changed(current[change.id], change);
  const byAct = actClockChanges(current, { definition: procedure.definition, act, post, scope, on, world });
  return [...byChart, ...byAct];
}

interface EventContent {
  readonly facts: CaseEvent['facts'] & object;
  readonly milestones: CaseEvent['milestones'] & object;
  readonly entered: Entered;
  readonly clocks: readonly ClockChange[];
  readonly tasksOpened: CaseEvent['tasksOpened'] & object;
  readonly tasksClosed: readonly string[];
}

function eventOf(attempt: Attempt, power: GrantedPower, content: EventContent): CaseEvent {
  const { state, act, command, on } = attempt;
  const { facts, milestones, entered, clocks, tasksOpened, tasksClosed } = content;
  const documents = [...served(act.serve), ...clocks.flatMap((change) => servedByClock(attempt, change))];
  return {
    type: act.event,
    cause: 'act',
    act: command.act,
    post: power.post,
    power: {
      policies: power.policies,
      ...(power.unit !== undefined && { unit: power.unit }),
      ...(power.deputy && {
        onBehalfOf: power.deputy.principal.person,
        substitution: power.deputy.substitution,
      }),
    },
    on,
    ...(!state && { opened: opening(attempt) }),
    ...joined(attempt),
    ...(entered.changed && { value: entered.value }),
    ...(entered.outcome !== undefined && { outcome: entered.outcome }),
    ...(Object.keys(facts).length > 0 && { facts }),
    ...(Object.keys(milestones).length > 0 && { milestones }),
    ...(clocks.length > 0 && { clocks }),
    ...(Object.keys(tasksOpened).length > 0 && { tasksOpened }),
    ...(tasksClosed.length > 0 && { tasksClosed }),
    ...(documents.length > 0 && { documents: [...new Set(documents)] }),
  };
}

function opening({ procedure, command }: Attempt): NonNullable<CaseEvent['opened']> {
  const { parties = {}, related, unit } = command;
  if (unit === undefined) throw new Defect('a case is opened without a unit to handle it');
  return { procedure: procedure.definition.procedure, unit, parties, ...(related && { related }) };
}

/** Those of the command's parties who may join by this act. */
function joined({ state, act, command }: Attempt): Pick<CaseEvent, 'joined'> {
  const persons = act.joins === undefined ? undefined : command.parties?.[act.joins];
  return state && act.joins && persons?.length ? { joined: { [act.joins]: persons } } : {};
}

/** The documents of a `serve`, as a list. */
export function served(serve: ActDefinition['serve']): readonly string[] {
  if (serve === undefined) return [];
  return typeof serve === 'string' ? [serve] : serve;
}

function servedByClock({ procedure }: Attempt, change: ClockChange): readonly string[] {
  const clock = procedure.definition.clocks[change.id];
  if (change.action === 'extend') return served(clock?.extend?.serve);
  if (change.action === 'pause') return served(clock?.suspend?.serve);
  return [];
}

function effectsOf({ act, command, on }: Attempt, documents: readonly string[]): readonly Effect[] {
  const effects: Effect[] = documents.map((document) => ({ type: 'document.serve', document, on }));
  if (act.publishes) effects.push({ type: 'result.publish', act: command.act, on });
  return effects;
}
