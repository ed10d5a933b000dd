import { addDays, startOfDay } from '../clock/civil-date.js';
import type { CivilDate } from '../clock/time.js';
import type { ActDefinition } from '../law/definition.js';
import type { CompiledProcedure } from '../statechart/compiled-procedure.js';
import type { CaseState } from './case-state.js';
import { clockDefinition, clockResult, extensionRule } from './clock-question.js';
import { decide } from './decide.js';
import { nextLapse } from './lapse.js';
import { permittedActs } from './refusal.js';
import { earliestAppointment } from './requirements.js';
import { sampleInputs } from './sample-inputs.js';
import { today, type World } from './world.js';

/** The span in which a lawful decision can fall, as the case stands today. */
export interface Forecast {
  /** First lawful day of a decision if everybody acts at once; floors, leads and notices still take their time. */
  readonly earliest?: CivilDate;
  /** The acts on the way to it, with the day of each. */
  readonly path: readonly { readonly act: string; readonly on: CivilDate }[];
  /** Last lawful day of a decision if nobody acts before he must, along the same path. Absent: no limit runs. */
  readonly latest?: CivilDate;
  /** The clock that sets `latest`. */
  readonly by?: string;
  /** The last day if every extension that the law still allows is used. */
  readonly latestWithExtension?: CivilDate;
  readonly provisional: boolean;
  /** The look-ahead met its bound before it had an answer. */
  readonly incomplete: boolean;
}

interface Node {
  readonly state: CaseState;
  readonly day: CivilDate;
  readonly path: Forecast['path'];
}

/** Configurations looked at before giving up; a licence needs some hundreds. */
const MAX_NODES = 3_000;

/**
 * Looks ahead with the engine itself: performs every possible act with every alternative input on the first day on
 * which it is lawful, until an act of `decides` succeeds. Everything it finds is therefore decided by the same law
 * as the real act.
 */
export function forecast(procedure: CompiledProcedure, state: CaseState, world: World): Forecast {
  const found = state.status === 'open' ? earliestDecision(procedure, state, world) : NOTHING;
  const limit = latestDecision(procedure, found.last ?? state, world);
  return {
    ...(found.node && { earliest: found.node.day }),
    path: found.node?.path ?? [],
    ...limit,
    provisional: Object.values(state.clocks).some((run) => run.state === 'running' && run.provisional),
    incomplete: found.incomplete,
  };
}

interface Found {
  readonly node?: Node;
  /** The state just before the deciding act. */
  readonly last?: CaseState;
  readonly incomplete: boolean;
}

const NOTHING: Found = { incomplete: false };

function earliestDecision(procedure: CompiledProcedure, state: CaseState, world: World): Found {
  const deciding = new Set(procedure.definition.decides ?? []);
  const seen = new Set<string>();
  // Buckets by day: the nearest day is always taken first, so the first decision found is the earliest.
  const open = new Map<CivilDate, Node[]>([[today(world), [{ state, day: today(world), path: [] }]]]);
  for (let looked = 0; looked < MAX_NODES; looked += 1) {
    const node = takeNearest(open);
    if (!node) return NOTHING;
    const key = `${node.day}${JSON.stringify([node.state.value, node.state.facts, node.state.milestones])}`;
    if (seen.has(key)) continue;
    seen.add(key);
    for (const act of permittedActs(procedure, node.state)) {
      for (const next of performed(procedure, node, act, world)) {
        if (deciding.has(act) && next.day === node.day)
          return { node: next, last: node.state, incomplete: false };
        put(open, next, deciding.has(act) ? node.state : undefined);
      }
    }
  }
  return { incomplete: true };
}

function takeNearest(open: Map<CivilDate, Node[]>): Node | undefined {
  const nearest = [...open.keys()].toSorted()[0];
  if (nearest === undefined) return undefined;
  const bucket = open.get(nearest) ?? [];
  const node = bucket.shift();
  if (bucket.length === 0) open.delete(nearest);
  return node;
}

/** A decision that needs a later day is met again from the undecided state on that day, in its turn. */
function put(open: Map<CivilDate, Node[]>, node: Node, undecided: CaseState | undefined): void {
  const entry = undecided ? { ...node, state: undecided, path: node.path.slice(0, -1) } : node;
  open.set(entry.day, [...(open.get(entry.day) ?? []), entry]);
}

/** The case after the act, for each alternative input, on the first day on which it is lawful. */
function performed(procedure: CompiledProcedure, node: Node, act: string, world: World): readonly Node[] {
  const declared = procedure.definition.acts[act];
  if (!declared) return [];
  const posts = typeof declared.by === 'string' ? [declared.by] : declared.by;
  return posts.flatMap((post) =>
    sampleInputs(declared, (name) => dayFor(procedure, declared, name, node, world)).flatMap((input) => {
      const once = attempt(procedure, node, act, post, input, node.day, world);
      if (!('retryOn' in once)) return once.node ? [once.node] : [];
      const later = attempt(procedure, node, act, post, input, once.retryOn, world);
      return 'node' in later && later.node ? [later.node] : [];
    }),
  );
}

/** The day an input would name: the earliest that the law allows to be appointed, else today. */
function dayFor(
  procedure: CompiledProcedure,
  act: ActDefinition,
  input: string,
  node: Node,
  world: World,
): CivilDate {
  const lead = act.requires?.find(({ on }) => on?.trim() === `input.${input}`)?.lead;
  if (lead === undefined) return node.day;
  const context = { definition: procedure.definition, state: node.state, scope: {}, on: node.day, world };
  return earliestAppointment(lead, context) ?? node.day;
}

function attempt(
  procedure: CompiledProcedure,
  node: Node,
  act: string,
  post: string,
  input: Readonly<Record<string, unknown>>,
  day: CivilDate,
  world: World,
): { readonly node?: Node } | { readonly retryOn: CivilDate } {
  // Whoever holds the post: one stand-in person for each, or the party himself.
  const person = node.state.parties[post]?.[0] ?? `post:${post}`;
  const then: World = { ...world, now: startOfDay(day, world.zone) };
  const answer = decide(procedure, node.state, { act, actor: { person, posts: [post] }, input }, then);
  if (!answer.refused) {
    return { node: { state: answer.state, day, path: [...node.path, { act, on: day }] } };
  }
  const late = answer.earliestPossible;
  return late !== undefined && late > day ? { retryOn: late } : {};
}

/** The last lawful day: nobody acts, the law speaks for him, until a clock that governs the decision runs out. */
function latestDecision(
  procedure: CompiledProcedure,
  state: CaseState,
  world: World,
): Pick<Forecast, 'latest' | 'by' | 'latestWithExtension'> {
  const governing = new Set(procedure.definition.decides ?? []);
  let current = state;
  for (let silence = 0; silence < 20 && current.status === 'open'; silence += 1) {
    const clock = governingClock(procedure, current, governing);
    if (clock) return limitBy(procedure, current, clock, world);
    const due = Object.values(current.clocks).flatMap((run) =>
      run.state === 'running' && run.dueOn ? [run.dueOn] : [],
    );
    const next = due.toSorted()[0];
    if (next === undefined) return {};
    const lapse = nextLapse(procedure, current, { ...world, now: startOfDay(addDays(next, 1), world.zone) });
    if (!lapse) return {};
    current = lapse.state;
  }
  return {};
}

/** A running ceiling clock of a state in which a deciding act is possible. */
function governingClock(
  procedure: CompiledProcedure,
  state: CaseState,
  governing: ReadonlySet<string>,
): string | undefined {
  if (!permittedActs(procedure, state).some((act) => governing.has(act))) return undefined;
  return Object.entries(state.clocks)
    .filter(([name, run]) => run.dueOn && run.state === 'running' && isCeilingWithBreach(procedure, name))
    .toSorted(([, a], [, b]) => ((a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1))[0]?.[0];
}

function isCeilingWithBreach(procedure: CompiledProcedure, clock: string): boolean {
  const definition = procedure.definition.clocks[clock];
  return definition?.kind === 'ceiling' && definition.onLapse?.breach !== undefined;
}

function limitBy(
  procedure: CompiledProcedure,
  state: CaseState,
  clock: string,
  world: World,
): Pick<Forecast, 'latest' | 'by' | 'latestWithExtension'> {
  const run = state.clocks[clock];
  if (!run?.dueOn) return {};
  const extended = withExtensions(procedure, clock, run, world);
  return {
    latest: run.dueOn,
    by: clock,
    ...(extended && extended !== run.dueOn && { latestWithExtension: extended }),
  };
}

function withExtensions(
  procedure: CompiledProcedure,
  clock: string,
  run: CaseState['clocks'][string],
  world: World,
): CivilDate | undefined {
  const declared = clockDefinition(procedure.definition, clock);
  const rule = extensionRule(declared, run);
  const left = (rule?.times ?? 0) - run.extensions.length;
  if (!rule || left <= 0) return run.dueOn;
  const extensions = [...run.extensions, ...Array.from({ length: left }, () => rule.by)];
  return clockResult(procedure.definition, clock, { ...run, extensions }, world.calendar).dueOn;
}
