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
import { orderedBy } from './documents/order-documents.js';
import type { Effect } from './effect.js';
import { changed, evolve } from './evolve.js';
import { factChanges, milestoneChanges } from './fact-changes.js';
import type { Movement } from './movement.js';
import { actScope, guardScope, withNames, type ScopeSource } from './feel-scope.js';
import type { GrantedPower } from './power/power.js';
import { materialsListed } from './materials/list-materials.js';
import { keptAsKnown, keptOf, publishedBy, type Published } from './published.js';
import { movedOn } from './signing/settle.js';
import { signatureBy } from './signing/sign.js';
import type { SigningChange } from './signing/signing-state.js';
import { withComing } from './explain/tasks-coming.js';
import { refusal, type Refusal, type Unmet } from './refusal.js';
import { streamsSeen } from './streams-seen.js';
import { enter, type Entered } from './enter-states.js';
import type { World } from './world.js';
import { attemptOf, examine, type Attempt } from './attempt.js';

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

function collected({ procedure, state }: Attempt, unmet: readonly Unmet[]): Refusal {
  return refusal(unmet[0]?.code ?? 'requirement-unmet', procedure, state, [], unmet);
}

/** Applies a lawful act: facts and milestones, then the statechart, then the act's own clock effects. */
function carryOut(attempt: Attempt, power: GrantedPower): Decision | Refusal {
  const { procedure, source, act, command, on } = attempt;
  const { definition } = procedure;
  const { post } = power;
  const actor = { person: command.actor.person, post };
  const { streams } = attempt.world;
  const scope = actScope(definition, source, command.act, command.input, actor, streams);
  const facts = factChanges(definition, act.sets, scope);
  const milestones = milestoneChanges(act.records, on, scope);
  const after: ScopeSource = {
    ...source,
    facts: { ...source.facts, ...facts },
    milestones: { ...source.milestones, ...milestones },
    performed: { ...source.performed, [command.act]: (source.performed[command.act] ?? 0) + 1 },
  };
  const first = enter(procedure, attempt.state, after, command.act);
  if (!first) {
    return refusal('not-in-this-state', procedure, attempt.state, basisList(act.basis));
  }
  const signed = signature(attempt, power);
  const { entered, chart } = settled(attempt, after, first, signed);
  const clocks = clockChanges(attempt, post, scope, chart.clocks);
  const unmet = clocks.flatMap((change) => ('unmet' in change ? [change.unmet] : []));
  if (unmet.length > 0) return collected(attempt, unmet);
  const happened = eventOf(attempt, power, {
    facts: attempt.state ? facts : after.facts,
    milestones,
    entered,
    tasksOpened: chart.tasksOpened,
    tasksClosed: chart.tasksClosed,
    clocks: clocks as readonly ClockChange[],
    material: attempt.state
      ? undefined
      : materialsListed(definition, command.input, guardScope(definition, after)),
    published: madePublic(attempt, after, actor),
  });
  const coming = withComing(happened, {
    ...{ definition, before: attempt.state, world: attempt.world },
    by: {
      actor: command.actor,
      act: { name: command.act, definition: act },
      ...(command.signers && { signers: command.signers }),
    },
    ...(signed && { signed }),
  });
  if ('unmet' in coming) return collected(attempt, coming.unmet);
  const { event } = coming;
  return {
    refused: false,
    event,
    effects: effectsOf(attempt, event.documents ?? []),
    state: evolve(attempt.state, event, command.actor.person),
    basis: joinBasis(act.basis, [...entered.basis]),
  };
}

/** What becomes public by the act, with what was recorded by it and before it. */
function madePublic(
  { procedure: { definition }, state, command, world }: Attempt,
  after: ScopeSource,
  actor: Parameters<typeof actScope>[4],
): readonly Published[] {
  const { act, input } = command;
  return publishedBy(definition, act, () =>
    withNames(actScope(definition, after, act, input, actor, world.streams), {
      inputs: keptAsKnown(definition, { ...state?.kept, ...keptOf(definition, act, input) }),
    }),
  );
}

/** The signature that the act gives. */
function signature({ procedure, state, act, command, on, world }: Attempt, power: GrantedPower) {
  if (act.signs === undefined || !state) return undefined;
  const given = { actor: command.actor, power, stance: command.input['stance'], on };
  return signatureBy(procedure.definition, state, act.signs, given, world);
}

/** What the act itself moves, and what a round that it settles moves after it. */
function settled(
  attempt: Attempt,
  after: ScopeSource,
  entered: Entered,
  signed: SigningChange | undefined,
): Movement {
  const first = { entered, chart: chartOf(attempt, after, entered) };
  const { procedure, state, on, world } = attempt;
  if (!signed || !state) return first;
  return movedOn({ procedure, state, after, on, calendar: world.calendar }, signed, first) ?? first;
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
  readonly published: readonly Published[];
  readonly material: CaseEvent['material'] | undefined;
}

function eventOf(attempt: Attempt, power: GrantedPower, content: EventContent): CaseEvent {
  const { state, act, command, on } = attempt;
  const { facts, milestones, entered, clocks, tasksOpened, tasksClosed, published, material } = content;
  const documents = [
    ...new Set([...served(act.serve), ...clocks.flatMap((change) => servedByClock(attempt, change))]),
  ];
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
    ...(documents.length > 0 && { documents }),
    ...orderedBy(attempt.procedure.definition, state, documents),
    ...(published.length > 0 && { published }),
    ...keeping(attempt),
    ...(material && { material }),
    ...seenBy(attempt),
  };
}

function keeping({ procedure, command }: Attempt): Pick<CaseEvent, 'kept'> {
  const kept = keptOf(procedure.definition, command.act, command.input);
  return kept ? { kept } : {};
}

/** How what the act looked at stood. */
function seenBy({ procedure, act, world }: Attempt): Pick<CaseEvent, 'seen'> {
  const seen = streamsSeen(procedure.definition, act, world.streams ?? {});
  return Object.keys(seen).length > 0 ? { seen } : {};
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
