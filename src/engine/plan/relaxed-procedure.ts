import type { ActDefinition, Definition, StateDefinition } from '../law/definition.js';
import { settledBy, signingActs } from '../law/signing-events.js';
import { guardedTarget, topLevelStates, transitionsOf } from '../law/states.js';

/** A state by its absolute dotted path. */
export interface RelaxedState {
  readonly path: string;
  readonly parent?: string;
  readonly definition: StateDefinition;
  /** What is entered with it: itself, what it lies in, regions beside, and where it begins. */
  readonly entered: readonly string[];
}

/** One way in which a case moves, by an act, by the law or by itself. */
export interface RelaxedAction {
  readonly index: number;
  readonly name: string;
  readonly act?: ActDefinition;
  /** The state that listens. Absent: the act opens the case. */
  readonly from?: string;
  /** Acts one of which must have been possible first: signatures whose round ends in this event. */
  readonly afterActs?: readonly string[];
  /** The clocks whose end it is. */
  readonly ended?: readonly string[];
  /** `onDone`: the state must have come to an end. */
  readonly onDone?: true;
  readonly when?: string;
  readonly enters: readonly string[];
}

/** A definition as actions over states, without the order and exclusion between them: what a bound is computed on. */
export interface RelaxedProcedure {
  readonly states: ReadonlyMap<string, RelaxedState>;
  readonly actions: readonly RelaxedAction[];
}

const known = new WeakMap<Definition, RelaxedProcedure>();

/** The relaxed form of a definition, made once. */
export function relaxedProcedure(definition: Definition): RelaxedProcedure {
  let relaxed = known.get(definition);
  if (!relaxed) {
    relaxed = relax(definition);
    known.set(definition, relaxed);
  }
  return relaxed;
}

function relax(definition: Definition): RelaxedProcedure {
  const states = statesOf(definition);
  const actions: RelaxedAction[] = [];
  const add = (action: Omit<RelaxedAction, 'index'>): void => {
    actions.push({ ...action, index: actions.length });
  };
  const first = states.get(definition.states.initial)?.entered ?? [];
  for (const [name, act] of Object.entries(definition.acts)) if (act.opens) add({ name, act, enters: first });
  for (const { path, definition: state } of states.values()) {
    for (const [event, to] of Object.entries(state.on ?? {})) {
      const cause = causeOf(definition, event);
      for (const transition of transitionsOf(to)) {
        const { target, when } = guardedTarget(transition);
        add({
          name: event,
          from: path,
          ...cause,
          ...(when !== undefined && { when }),
          enters: entered(states, path, target),
        });
      }
    }
    for (const { target, when } of state.always ?? []) {
      add({
        name: `always ${path}`,
        from: path,
        ...(when !== undefined && { when }),
        enters: entered(states, path, target),
      });
    }
    if (state.onDone !== undefined) {
      const { target, when } = guardedTarget(state.onDone);
      add({
        name: `onDone ${path}`,
        from: path,
        onDone: true,
        ...(when !== undefined && { when }),
        enters: entered(states, path, target),
      });
    }
  }
  return { states, actions };
}

type Cause = Pick<RelaxedAction, 'act' | 'afterActs' | 'ended'>;

function causeOf(definition: Definition, event: string): Cause {
  const act = Object.hasOwn(definition.acts, event) ? definition.acts[event] : undefined;
  if (act) return { act };
  const signing = settledBy(event);
  if (signing !== undefined) return { afterActs: signingActs(definition, signing).map(([name]) => name) };
  const ended = Object.entries(definition.clocks).filter(
    ([name, { onLapse }]) =>
      event === `lapsed.${name}` || (onLapse?.deem !== undefined && event === `deemed.${onLapse.deem}`),
  );
  return ended.length > 0 ? { ended: ended.map(([name]) => name) } : {};
}

function entered(states: ReadonlyMap<string, RelaxedState>, from: string, target: string): readonly string[] {
  if (target === 'stay') return [];
  const parent = states.get(from)?.parent;
  const path = target.startsWith('#')
    ? target.slice(1)
    : target.startsWith('.')
      ? `${from}${target}`
      : parent === undefined
        ? target
        : `${parent}.${target}`;
  return states.get(path)?.entered ?? [];
}

function statesOf(definition: Definition): ReadonlyMap<string, RelaxedState> {
  const tree = new Map<string, { readonly parent?: string; readonly definition: StateDefinition }>();
  const visit = (name: string, state: StateDefinition, parent?: string): void => {
    const path = parent === undefined ? name : `${parent}.${name}`;
    tree.set(path, { definition: state, ...(parent !== undefined && { parent }) });
    for (const [child, inner] of Object.entries(state.states ?? {})) visit(child, inner, path);
  };
  for (const [name, state] of topLevelStates(definition)) visit(name, state);
  const inside = (path: string): readonly string[] => {
    const state = tree.get(path)?.definition;
    if (!state?.states) return [path];
    const begins = state.type === 'parallel' ? Object.keys(state.states) : [state.initial ?? ''];
    return [path, ...begins.flatMap((child) => inside(`${path}.${child}`))];
  };
  const around = (path: string): readonly string[] => {
    const parent = tree.get(path)?.parent;
    if (parent === undefined) return [];
    const over = tree.get(parent)?.definition;
    const beside =
      over?.type === 'parallel' ? Object.keys(over.states ?? {}).map((name) => `${parent}.${name}`) : [];
    return [parent, ...beside.filter((other) => other !== path).flatMap(inside), ...around(parent)];
  };
  return new Map(
    [...tree].map(([path, state]) => [path, { ...state, path, entered: [...around(path), ...inside(path)] }]),
  );
}
