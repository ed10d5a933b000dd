import type { Definition } from '../law/definition.js';
import { nestNames } from '../law/feel/feel.js';
import { noStanding, type SeenStream } from '../law/stream-definition.js';
import type { CaseState } from './case-state.js';

/** The part of a case that expressions can see. */
export type ScopeSource = Pick<
  CaseState,
  'facts' | 'performed' | 'milestones' | 'performers' | 'doneBy' | 'parties'
>;

/** What an expression reads, by first name. Values are made when they are first read: most never are. */
export type FeelScope = Readonly<Record<string, unknown>>;

/** What guards, alternatives and `sets` of a lapse may read: the case's facts and history, nothing else. */
export function guardScope(definition: Definition, state: ScopeSource): FeelScope {
  return Object.create(prototypeFor(definition), {
    [SOURCE]: { value: state },
    [MADE]: { value: {} },
  }) as FeelScope;
}

/**
 * What an act's requirements and `sets` may read: the guard scope, the act's input, who acts in which post, and how what
 * goes on beside the case stands.
 */
export function actScope(
  definition: Definition,
  state: ScopeSource,
  act: string,
  input: Readonly<Record<string, unknown>>,
  actor: { readonly person: string; readonly post: string },
  seen: Readonly<Record<string, SeenStream>> = {},
): FeelScope {
  const declared = Object.keys(definition.acts[act]?.input ?? {});
  const scope = withNames(guardScope(definition, state), {
    input: withAbsent(declared, input, null),
    actor,
  });
  if (!definition.streams) return scope;
  // Few requirements read them, and there are many fields.
  let made: Readonly<Record<string, unknown>> | undefined;
  return Object.defineProperty(scope, 'streams', {
    enumerable: true,
    get: () => (made ??= standings(definition, seen)),
  });
}

/** A scope with more names in it. */
export function withNames(scope: FeelScope, names: Readonly<Record<string, unknown>>): FeelScope {
  return Object.assign(Object.create(scope) as Record<string, unknown>, names);
}

/** Every field of every stream of a definition, by name: as it was seen, else as of a stream that there is not. */
export function standings(
  { streams = {} }: Definition,
  seen: Readonly<Record<string, SeenStream>>,
): Readonly<Record<string, unknown>> {
  return nestNames(
    Object.fromEntries(
      Object.entries(streams).flatMap(([name, { kind }]) =>
        Object.entries({ ...noStanding(kind), ...seen[name]?.standing }).map(([field, value]) => [
          `${name}.${field}`,
          value,
        ]),
      ),
    ),
  );
}

const SOURCE = Symbol('source');
const MADE = Symbol('made');

interface ScopeObject {
  readonly [SOURCE]: ScopeSource;
  /** Values made so far: an expression may read a name many times. */
  readonly [MADE]: Record<string, unknown>;
}

type Nested = (record: Readonly<Record<string, unknown>>) => unknown;

/** Getters for every name, once for each definition. */
const prototypes = new WeakMap<Definition, object>();

function prototypeFor(definition: Definition): object {
  let prototype = prototypes.get(definition);
  if (!prototype) {
    prototype = Object.defineProperties({}, getters(definition));
    prototypes.set(definition, prototype);
  }
  return prototype;
}

function getters(definition: Definition): PropertyDescriptorMap {
  const made: PropertyDescriptorMap = {};
  for (const [root, facts] of factsByRoot(definition)) {
    made[root] = getter(root, ({ facts: all }) => nestNames(withAbsent(facts, all, null))[root]);
  }
  const acts = Object.keys(definition.acts);
  const milestones = Object.keys(definition.milestones);
  const posts = Object.keys(definition.posts);
  const nested = (names: readonly string[], absent: unknown): Nested => {
    // Most steps leave most of these records as they were; the same record always nests into the same object.
    const known = new WeakMap<object, unknown>();
    return (record) => {
      const made = known.get(record) ?? nestNames(withAbsent(names, record, absent));
      known.set(record, made);
      return made;
    };
  };
  const performed = nested(acts, 0);
  const days = nested(milestones, null);
  const people = nested(posts, []);
  made['performed'] = getter('performed', (source) => performed(source.performed));
  made['days'] = getter('days', (source) => days(source.milestones));
  made['performers'] = getter('performers', (source) => people(source.performers));
  made['parties'] = getter('parties', (source) => people(source.parties));
  return made;
}

function getter(name: string, make: (source: ScopeSource) => unknown): PropertyDescriptor {
  return {
    enumerable: true,
    get(this: ScopeObject): unknown {
      return (this[MADE][name] ??= make(this[SOURCE]));
    },
  };
}

function factsByRoot(definition: Definition): ReadonlyMap<string, readonly string[]> {
  const roots = new Map<string, string[]>();
  for (const name of Object.keys(definition.facts)) {
    const root = name.split('.', 1)[0] ?? name;
    roots.set(root, [...(roots.get(root) ?? []), name]);
  }
  return roots;
}

function withAbsent(
  names: readonly string[],
  present: Readonly<Record<string, unknown>>,
  absent: unknown,
): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  for (const name of names) all[name] = present[name] ?? absent;
  return all;
}
