import { type AnyMachineSnapshot, type AnyStateMachine, createActor, setup } from 'xstate';
import { Defect } from '../defect.js';
import type { Definition, FactDefinition, FactValue } from '../law/definition.js';
import { holdsFeel, nestNames } from '../law/feel/feel.js';
import { topLevelStates } from '../law/states.js';
import { chartConfig, ROOT } from './chart-config.js';
import type { CompiledProcedure, Step } from './compiled-procedure.js';
import { netEffects, type ReturnedAction, type StepActions } from './net-effects.js';
import { activeStates } from './state-paths.js';

type StateValue = Step['value'];
type Scope = Readonly<Record<string, unknown>>;

/** Longer chains of automatic transitions in one step are a loop. */
const MAX_MICROSTEPS = 100;
/** State values are few per definition; the bound guards against misuse. */
const MAX_CACHED_VALUES = 10_000;

/**
 * Makes a linked and linted definition ready to step: an XState machine from `setup().createMachine()` with one named
 * guard and named data actions, stepped purely.
 *
 * @throws Defect when XState refuses the chart (an unknown target): the linter lets no such definition through.
 */
export function compileProcedure(
  definition: Definition,
  digest: CompiledProcedure['digest'],
  holds: Holds = holdsFeel,
): CompiledProcedure {
  return new Compiled(definition, digest, holds);
}

/** Decides a guard. In a case it evaluates FEEL; exploration tries both answers where it cannot know. */
export type Holds = (when: string, scope: Scope) => boolean;

/** The machine of a definition; guards read `context.scope`. Exported for the equality test with XState's own step. */
export function machineOf(definition: Definition, holds: Holds = holdsFeel): AnyStateMachine {
  const machine = setup({
    types: { context: {} as { scope: Scope } },
    guards: { holds: ({ context }, params: { when: string }) => holds(params.when, context.scope) },
    actions: {
      'clock.start': () => undefined,
      'clock.stop': () => undefined,
      'task.open': () => undefined,
      'task.close': () => undefined,
      'transition.take': () => undefined,
    },
  });
  const config = {
    id: ROOT,
    context: ({ input }: { input: Scope }) => ({ scope: input }),
    options: { maxIterations: MAX_MICROSTEPS },
    ...chartConfig(definition),
  };
  try {
    // The configuration is data whose shape XState's types can only follow when it is written out in code.
    return machine.createMachine(config as never) as unknown as AnyStateMachine;
  } catch (problem) {
    throw new Defect(`XState refuses the chart of "${definition.procedure}": ${String(problem)}`, {
      cause: problem,
    });
  }
}

/** The scope that guards read before anything happened: initial facts, no acts, no days, nobody. */
export function initialScope(
  definition: Definition,
  facts: Readonly<Record<string, FactValue>>,
): Record<string, unknown> {
  const each = (names: object, value: unknown): Record<string, unknown> =>
    nestNames(Object.fromEntries(Object.keys(names).map((name) => [name, value])));
  return {
    ...nestNames(facts),
    performed: each(definition.acts, 0),
    days: each(definition.milestones, null),
    performers: each(definition.posts, []),
    parties: each(definition.posts, []),
  };
}

/** The value that a fact has when a case opens. */
function initialFact(fact: FactDefinition): FactValue {
  if (fact.initial !== undefined) return fact.initial;
  if (fact.type === 'boolean') return false;
  if (fact.type === 'integer') return 0;
  return fact.type === 'enum' ? (fact.values?.[0] ?? null) : null;
}

class Compiled implements CompiledProcedure {
  readonly initialFacts: Readonly<Record<string, FactValue>>;
  private readonly machine: AnyStateMachine;
  private readonly scope: InertScope;
  private readonly snapshots = new Map<string, AnyMachineSnapshot>();
  private readonly listening = new Map<string, readonly string[]>();
  /** Values never change, and exploration asks for the same ones again and again. */
  private readonly paths = new WeakMap<object, readonly string[]>();
  /** One context for all snapshots: only `scope` changes, and only while a step runs. */
  private readonly context: { scope: Scope } = { scope: {} };

  constructor(
    readonly definition: Definition,
    readonly digest: CompiledProcedure['digest'],
    holds: Holds,
  ) {
    this.machine = machineOf(definition, holds);
    this.initialFacts = Object.fromEntries(
      Object.entries(definition.facts).map(([name, fact]) => [name, initialFact(fact)]),
    );
    this.scope = inertScope(this.machine, initialScope(definition, this.initialFacts));
  }

  initial(scope: Scope): Step {
    const [snapshot, actions] = this.scope.collect((inert) => this.machine.getInitialSnapshot(inert, scope));
    return this.stepFrom(snapshot, netEffects(actions));
  }

  step(value: StateValue, scope: Scope, event: string): Step | undefined {
    const before = this.snapshotFor(value);
    this.context.scope = scope;
    const [after, actions] = this.transition(before, event);
    const sorted = netEffects(actions);
    if (!sorted.taken.some((transition) => transition.event)) return undefined;
    return this.stepFrom(after, sorted);
  }

  listens(value: StateValue): readonly string[] {
    const key = JSON.stringify(value);
    const known = this.listening.get(key);
    if (known) return known;
    const events = new Set(
      activeStates(this.definition, value).flatMap(({ state }) => Object.keys(state.on ?? {})),
    );
    return remember(this.listening, key, [...events]);
  }

  activePaths(value: StateValue): readonly string[] {
    const known = typeof value === 'object' ? this.paths.get(value) : undefined;
    if (known) return known;
    const paths = activeStates(this.definition, value).map(({ path }) => path);
    if (typeof value === 'object') this.paths.set(value, paths);
    return paths;
  }

  private transition(before: AnyMachineSnapshot, event: string): ReturnType<InertScope['collect']> {
    try {
      return this.scope.collect((inert) => this.machine.transition(before, { type: event }, inert));
    } catch (problem) {
      if (problem instanceof Defect) throw problem;
      throw new Defect(
        `the statechart of "${this.definition.procedure}" failed on "${event}": ${String(problem)}`,
        {
          cause: problem,
        },
      );
    } finally {
      this.context.scope = {};
    }
  }

  private stepFrom(snapshot: AnyMachineSnapshot, { effects, taken }: StepActions): Step {
    if (snapshot.status === 'error') {
      throw new Defect(`the statechart of "${this.definition.procedure}" failed: ${String(snapshot.error)}`, {
        cause: snapshot.error,
      });
    }
    const value = snapshot.value as StateValue;
    const outcome = snapshot.status === 'done' ? this.outcomeOf(value) : undefined;
    const basis = [...new Set(taken.flatMap((transition) => transition.basis))];
    return { value, effects, basis, ...(outcome === undefined ? {} : { outcome }) };
  }

  private outcomeOf(value: StateValue): string {
    const name = typeof value === 'string' ? value : Object.keys(value)[0];
    const final = topLevelStates(this.definition).find(([state]) => state === name)?.[1];
    if (final?.outcome === undefined) throw new Defect(`the final state "${name}" has no outcome`);
    return final.outcome;
  }

  private snapshotFor(value: StateValue): AnyMachineSnapshot {
    const key = JSON.stringify(value);
    const known = this.snapshots.get(key);
    if (known) return known;
    activeStates(this.definition, value);
    const snapshot = this.machine.resolveState({ value: value as never, context: this.context });
    if (snapshot.status === 'error') throw new Defect(`the state value ${key} cannot be restored`);
    return remember(this.snapshots, key, snapshot);
  }
}

function remember<T>(cache: Map<string, T>, key: string, value: T): T {
  if (cache.size >= MAX_CACHED_VALUES) cache.clear();
  cache.set(key, value);
  return value;
}

type ActorScope = Parameters<AnyStateMachine['transition']>[2];

/** An actor scope that executes nothing and hands actions back. */
interface InertScope {
  collect(
    run: (scope: ActorScope) => AnyMachineSnapshot,
  ): readonly [AnyMachineSnapshot, readonly ReturnedAction[]];
}

/**
 * XState's public `transition()` builds an actor for every call, which is two thirds of its cost. One scope per machine,
 * used synchronously, gives the same snapshots and actions; a test compares the two.
 */
function inertScope(machine: AnyStateMachine, input: Scope): InertScope {
  const self = createActor(machine, { input });
  let collected: ReturnedAction[] = [];
  const scope = {
    self,
    defer: () => undefined,
    id: '',
    logger: () => undefined,
    sessionId: '',
    stopChild: () => undefined,
    system: self.system,
    emit: () => undefined,
    actionExecutor: (action: ReturnedAction) => {
      collected.push(action);
    },
  } as unknown as ActorScope;
  return {
    collect(run) {
      collected = [];
      return [run(scope), collected];
    },
  };
}
