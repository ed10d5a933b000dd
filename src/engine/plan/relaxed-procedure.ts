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
  /** States that can be active before it and still are after it. */
  readonly carries: readonly string[];
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
  const add = ({
    target,
    ...action
  }: Omit<RelaxedAction, 'index' | 'carries'> & { target?: string }): void => {
    const carries = action.from === undefined ? [] : carried(states, action.from, target);
    actions.push({ ...action, index: actions.length, carries });
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
          ...arrival(states, path, target),
        });
      }
    }
    for (const { target, when } of state.always ?? []) {
      add({
        name: `always ${path}`,
        from: path,
        ...(when !== undefined && { when }),
        ...arrival(states, path, target),
      });
    }
    if (state.onDone !== undefined) {
      const { target, when } = guardedTarget(state.onDone);
      add({
        name: `onDone ${path}`,
        from: path,
        onDone: true,
        ...(when !== undefined && { when }),
        ...arrival(states, path, target),
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

/** Where a transition leads, and what it enters on the way. */
function arrival(
  states: ReadonlyMap<string, RelaxedState>,
  from: string,
  to: string,
): { readonly target?: string; readonly enters: readonly string[] } {
  if (to === 'stay') return { enters: [] };
  const parent = states.get(from)?.parent;
  const target = to.startsWith('#')
    ? to.slice(1)
    : to.startsWith('.')
      ? `${from}${to}`
      : parent === undefined
        ? to
        : `${parent}.${to}`;
  // Regions beside are entered only where the transition comes from outside.
  const domain = commonPath(from, target);
  const inside = (path: string): boolean => domain === '' || path === target || path.startsWith(`${domain}.`);
  return { target, enters: (states.get(target)?.entered ?? []).filter(inside) };
}

/** What may be active beside a state and is not left with it. Rather too much than too little. */
function carried(
  states: ReadonlyMap<string, RelaxedState>,
  from: string,
  target: string | undefined,
): readonly string[] {
  const domain = target === undefined ? undefined : commonPath(from, target);
  return [...states.keys()].filter((path) => {
    const common = commonPath(path, from);
    const beside = common === path || common === from || states.get(common)?.definition.type === 'parallel';
    return beside && (domain === undefined || (domain !== '' && !path.startsWith(`${domain}.`)));
  });
}

/** The innermost state that two states lie in; empty for none. */
function commonPath(a: string, b: string): string {
  const other = b.split('.');
  const own = a.split('.');
  const differ = own.findIndex((part, index) => part !== other[index]);
  return (differ < 0 ? own : own.slice(0, differ)).join('.');
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
