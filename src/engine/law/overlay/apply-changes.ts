import type { Conventions } from '../../clock/conventions.js';
import type { ActDefinition, ClockDefinition, Definition, Requirement } from '../definition.js';
import { Subject } from '../lint/subject.js';
import { basisList } from '../states.js';
import { bothBases, statePointer, type ChangeSet } from './change-set.js';
import { limitFact } from './limit-fact.js';
import type {
  ActChange,
  ClockChange,
  OverlayChanges,
  PostChange,
  PropertyChange,
  StateChange,
  StreamChange,
} from './overlay-source.js';

/** The parts of a definition may be written to while an overlay is laid over a copy of it. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Sets what the overlay changes of things that are there. */
export function applyChanges(changes: OverlayChanges, set: ChangeSet): void {
  const { definition } = set;
  each(changes.clocks, definition.clocks, 'clock', set, (name, change, clock) =>
    changeClock(name, change, clock, set),
  );
  each(changes.acts, definition.acts, 'act', set, (name, change, act) => changeAct(name, change, act, set));
  each(changes.streams, definition.streams, 'stream', set, (name, change, stream) => {
    askMore('streams', name, change, stream, set);
    if (change.by !== undefined) {
      stream.by = change.by;
      set.wrote(`/change/streams/${name}/by`, `/streams/${name}/by`);
    }
    if (change.composition) {
      const { basis } = change.composition;
      const before = stream.composition;
      stream.composition = {
        ...{ ...before, ...change.composition },
        basis: before ? bothBases(before.basis, basis) : basis,
      };
      set.wrote(`/change/streams/${name}/composition`, `/streams/${name}/composition`);
    }
    stream.basis = bothBases(stream.basis, change.basis);
  });
  each(changes.facts, definition.facts, 'fact', set, (name, change, fact) => {
    limitFact(name, change, fact, set);
    set.wrote(`/change/facts/${name}`, `/facts/${name}`);
    fact.basis = bothBases(fact.basis, change.basis);
  });
  each(changes.posts, definition.posts, 'post', set, (name, change, post) =>
    changePost(name, change, post, set),
  );
  each(changes.properties, definition.properties, 'property', set, (name, change, property) =>
    changeProperty(name, change, property, definition, set),
  );
  for (const [path, change] of Object.entries(changes.states ?? {})) changeState(path, change, set);
}

function each<C, T>(
  changes: Readonly<Record<string, C>> | undefined,
  known: Readonly<Record<string, T>> | undefined,
  kind: string,
  set: ChangeSet,
  apply: (name: string, change: C, thing: Writable<T>) => void,
): void {
  const section = kind === 'property' ? 'properties' : `${kind}s`;
  for (const [name, change] of Object.entries(changes ?? {})) {
    const thing = known && Object.hasOwn(known, name) ? known[name] : undefined;
    if (thing === undefined) set.unknown(name, kind, `/change/${section}/${name}`, Object.keys(known ?? {}));
    else apply(name, change, thing);
  }
}

function changeClock(
  name: string,
  change: ClockChange,
  clock: Writable<ClockDefinition>,
  set: ChangeSet,
): void {
  const [from, to] = [`/change/clocks/${name}`, `/clocks/${name}`];
  const wrote = (key: string, at = key): void => set.wrote(`${from}/${key}`, `${to}/${at}`);
  if (change.term) {
    if (clock.kind === 'fixed') {
      const message = `"${name}" is a fixed day and has no term; change the day that it stands on`;
      set.report({ code: 'clock-without-term', path: `${from}/term`, message, atKey: true });
    }
    clock.term = change.term;
    wrote('term');
  }
  if (change.promised) {
    clock.promised = change.promised;
    wrote('promised');
  }
  if (change.conventions) {
    const conventions: Partial<Conventions> = { ...clock.conventions, ...change.conventions };
    clock.conventions = conventions;
    wrote('conventions');
  }
  if (change.alternatives) {
    const before = clock.alternatives ?? [];
    clock.alternatives = [...before, ...change.alternatives];
    change.alternatives.forEach((_, index) =>
      wrote(`alternatives/${index}`, `alternatives/${before.length + index}`),
    );
  }
  if (change.extend !== undefined) changeExtension(change.extend, clock, `${from}/extend`, set);
  if (change.extend !== undefined) wrote('extend');
  if (change.grounds) {
    const rule = clock.suspend ?? { grounds: [], basis: change.basis };
    clock.suspend = { ...rule, grounds: change.grounds, basis: bothBases(rule.basis, change.basis) };
    wrote('grounds', 'suspend/grounds');
  }
  // A number of the house gives way to the number of the local rule.
  const provisions = basisList(clock.basis).filter((one) => !(change.term && one.startsWith('正程 ')));
  clock.basis = bothBases(provisions, change.basis);
}

function changeExtension(
  extend: NonNullable<ClockChange['extend']>,
  clock: Writable<ClockDefinition>,
  path: string,
  set: ChangeSet,
): void {
  if (extend === 'never') delete clock.extend;
  else if (clock.extend) clock.extend = { ...clock.extend, ...extend };
  else {
    const message = 'the level above allows no extension of this term, and says who would approve it nowhere';
    set.report({ code: 'extension-widened', path, message, atKey: true });
  }
}

function changeAct(name: string, change: ActChange, act: Writable<ActDefinition>, set: ChangeSet): void {
  askMore('acts', name, change, act, set);
  if (change.by !== undefined) {
    act.by = change.by;
    set.wrote(`/change/acts/${name}/by`, `/acts/${name}/by`);
  }
  if (change.separateFrom) {
    act.separateFrom = [...new Set([...(act.separateFrom ?? []), ...change.separateFrom])];
    set.wrote(`/change/acts/${name}/separateFrom`, `/acts/${name}/separateFrom`);
  }
  act.basis = bothBases(act.basis, change.basis);
}

/** Requirements are added at the end, so that those of the level above are shown first. */
function askMore(
  section: 'acts' | 'streams',
  name: string,
  change: ActChange | StreamChange,
  thing: { requires?: readonly Requirement[] },
  set: ChangeSet,
): void {
  const at = `/change/${section}/${name}`;
  const before = thing.requires ?? [];
  const kept = before.filter((one) => !change.drops?.includes(namedBy(one)));
  for (const [index, dropped] of (change.drops ?? []).entries()) {
    if (before.some((one) => namedBy(one) === dropped)) continue;
    const message = `"${name}" has no requirement "${dropped}"`;
    const path = `${at}/drops/${index}`;
    set.report({ code: 'unknown-change', path, message });
  }
  if (kept.length < before.length) set.wrote(`${at}/drops`, `/${section}/${name}/requires`);
  (change.requires ?? []).forEach((_, index) =>
    set.wrote(`${at}/requires/${index}`, `/${section}/${name}/requires/${kept.length + index}`),
  );
  const requires = [...kept, ...(change.requires ?? [])];
  if (requires.length > 0) thing.requires = requires;
  else delete thing.requires;
}

/** The expression or the clock by which a requirement is told from others. */
function namedBy({ that, elapsed, within, lead }: Requirement): string {
  return that ?? elapsed ?? within ?? lead ?? '';
}

function changePost(
  name: string,
  change: PostChange,
  post: Writable<Definition['posts'][string]>,
  set: ChangeSet,
): void {
  if (change.distinctFrom.length > 0) post.distinctFrom = change.distinctFrom;
  else delete post.distinctFrom;
  post.basis = bothBases(post.basis, change.basis);
  set.wrote(`/change/posts/${name}/distinctFrom`, `/posts/${name}/distinctFrom`);
}

function changeProperty(
  name: string,
  change: PropertyChange,
  property: Writable<NonNullable<Definition['properties']>[string]>,
  definition: Definition,
  set: ChangeSet,
): void {
  if (change.unless !== undefined) {
    if ('lapse' in property) {
      const message = `"${name}" says what follows a lapse; nothing lifts that`;
      set.report({ code: 'wrong-change', path: `/change/properties/${name}/unless`, message, atKey: true });
    } else property.unless = change.unless;
  }
  property.basis = bothBases(property.basis, change.basis);
  const properties = definition.properties as Record<string, unknown>;
  if (change.drop) delete properties[name];
  set.wrote(`/change/properties/${name}`, `/properties/${name}`);
}

function changeState(path: string, change: StateChange, set: ChangeSet): void {
  const subject = new Subject(set.definition);
  const node = subject.node(path);
  const [from, to] = [`/change/states/${path}`, statePointer(path)];
  if (!node)
    return set.unknown(
      path,
      'state',
      from,
      subject.nodes.map((other) => other.path),
    );
  const state = node.state as Writable<typeof node.state>;
  for (const [event, way] of Object.entries(change.on ?? {})) {
    if (Object.hasOwn(state.on ?? {}, event)) {
      const message = `"${path}" listens to "${event}" already, and what the level above makes of it stays`;
      set.report({ code: 'name-conflict', path: `${from}/on/${event}`, message, atKey: true });
    } else state.on = { ...state.on, [event]: way };
    set.wrote(`${from}/on/${event}`, `${to}/on/${event}`);
  }
  if (change.tasks) {
    const before = state.tasks ?? [];
    state.tasks = [...before, ...change.tasks];
    change.tasks.forEach((_, index) =>
      set.wrote(`${from}/tasks/${index}`, `${to}/tasks/${before.length + index}`),
    );
  }
  if (change.clocks) {
    const before = state.clocks ?? [];
    state.clocks = [...before, ...change.clocks];
    change.clocks.forEach((_, index) =>
      set.wrote(`${from}/clocks/${index}`, `${to}/clocks/${before.length + index}`),
    );
  }
  if (change.skip) {
    const before = state.always ?? [];
    state.always = [...before, { basis: change.basis, ...change.skip }];
    set.wrote(`${from}/skip`, `${to}/always/${before.length}`);
  }
}
