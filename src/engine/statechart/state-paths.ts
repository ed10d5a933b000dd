import { Defect } from '../defect.js';
import type { Definition, StateDefinition } from '../law/definition.js';
import { topLevelStates } from '../law/states.js';

type StateValue = string | { readonly [region: string]: StateValue };

type Children = Readonly<Record<string, StateDefinition>>;

/** An active state with its absolute dotted path. */
export interface ActiveState {
  readonly path: string;
  readonly state: StateDefinition;
}

/**
 * Active states of a state value, outermost first, regions in the order of the definition.
 *
 * @throws Defect when the value does not fit the definition: an unknown state, a missing region, a missing child.
 */
export function activeStates(definition: Definition, value: StateValue): readonly ActiveState[] {
  const found: ActiveState[] = [];
  descend(outermost(definition), value, '', false, found);
  return found;
}

/** Once for each definition: it is asked at every step. */
const outermostStates = new WeakMap<Definition, Children>();

function outermost(definition: Definition): Children {
  const states = outermostStates.get(definition) ?? Object.fromEntries(topLevelStates(definition));
  outermostStates.set(definition, states);
  return states;
}

/** The rounds of signatures that are open where a case is. */
export function roundsIn(definition: Definition, value: StateValue): ReadonlySet<string> {
  return new Set(
    activeStates(definition, value).flatMap(({ state }) =>
      (state.tasks ?? []).flatMap(({ signing }) => (signing === undefined ? [] : [signing])),
    ),
  );
}

function descend(
  children: Children,
  value: StateValue,
  path: string,
  parallel: boolean,
  found: ActiveState[],
): void {
  const below: readonly (readonly [string, StateValue | undefined])[] =
    typeof value === 'string' ? [[value, undefined]] : inOrder(children, value, path);
  const expected = parallel ? Object.keys(children).length : 1;
  if (below.length !== expected) throw misfit(value, path);
  for (const [name, inner] of below) {
    const state = Object.hasOwn(children, name) ? children[name] : undefined;
    if (!state) throw misfit(value, path);
    const at = path === '' ? name : `${path}.${name}`;
    found.push({ path: at, state });
    const nested = Object.keys(state.states ?? {}).length > 0;
    if (!nested && inner !== undefined && !isEmptyObject(inner)) throw misfit(value, path);
    if (nested && inner === undefined) throw misfit(value, path);
    if (nested && inner !== undefined)
      descend(state.states ?? {}, inner, at, state.type === 'parallel', found);
  }
}

function inOrder(
  children: Children,
  value: Readonly<Record<string, StateValue>>,
  path: string,
): (readonly [string, StateValue])[] {
  if (Object.keys(value).some((name) => !Object.hasOwn(children, name))) throw misfit(value, path);
  return Object.keys(children).flatMap((name) => {
    const inner = value[name];
    return inner === undefined ? [] : [[name, inner] as const];
  });
}

/** A region of a parallel state that has no children stands in the value as an empty object. */
function isEmptyObject(value: StateValue): boolean {
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function misfit(value: StateValue, path: string): Defect {
  const where = path === '' ? 'the definition' : `state "${path}"`;
  return new Defect(`the state value ${JSON.stringify(value)} does not fit ${where}`);
}
