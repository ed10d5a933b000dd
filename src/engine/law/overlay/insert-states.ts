import type { GuardedTarget, StateDefinition, Transition } from '../definition.js';
import { type ChartNode, Subject } from '../lint/subject.js';
import { guardedTarget } from '../states.js';
import type { Writable } from './apply-changes.js';
import { statePointer, type ChangeSet } from './change-set.js';
import type { Insertion } from './overlay-source.js';

type States = Record<string, StateDefinition | string>;

/**
 * Puts the overlay's states into the chart, in the order of the file: two that stand before the same state are passed in that
 * order. Ways that led to the place lead to the new state; where it leads on is written in it.
 */
export function insertStates(insertions: Readonly<Record<string, Insertion>>, set: ChangeSet): void {
  for (const [name, insertion] of Object.entries(insertions)) insert(name, insertion, set);
}

function insert(name: string, insertion: Insertion, set: ChangeSet): void {
  const subject = new Subject(set.definition);
  const place = insertion.before ?? insertion.after ?? insertion.into ?? '';
  const key = insertion.before !== undefined ? 'before' : insertion.after !== undefined ? 'after' : 'into';
  const node = subject.node(place);
  const at = `/insert/${name}`;
  if (!node) {
    const known = subject.nodes.map(({ path }) => path);
    return set.unknown(place, 'state', `${at}/${key}`, known);
  }
  const parent = key === 'into' ? node : node.parent;
  const path = parent ? `${parent.path}.${name}` : name;
  if (subject.node(path)) {
    const message = `there is a state "${path}" already; choose another name`;
    return set.report({ code: 'name-conflict', path: at, message, atKey: true });
  }
  if (key !== 'into' && parent?.state.type === 'parallel') {
    const message = `"${place}" goes on beside other steps, so nothing comes before or after it; write "into: ${parent.path}"`;
    return set.report({ code: 'bad-place', path: `${at}/${key}`, message });
  }
  if (key === 'into' && node.children.length === 0) {
    const message = `"${place}" has no steps of its own; write "before" or "after"`;
    return set.report({ code: 'bad-place', path: `${at}/into`, message });
  }
  if (key === 'before') redirect(waysInto(subject, node, at, set), path);
  if (key === 'after') redirect(waysOut(subject, node, insertion.leaving, at, set), path);
  put(name, insertion.state, parent, key === 'before' ? node.name : undefined, set);
  set.wrote(`${at}/state`, statePointer(path));
  if (key !== 'before') return;
  const holder: { initial?: string } = parent
    ? (parent.state as Writable<StateDefinition>)
    : set.definition.states;
  if (holder.initial === node.name) holder.initial = name;
}

/** A transition that can be written anew. */
interface Way {
  readonly target: ChartNode;
  lead(to: string): void;
}

function redirect(ways: readonly Way[], path: string): void {
  for (const way of ways) way.lead(`#${path}`);
}

/** Transitions from elsewhere to a state. One that leads into the middle of it would pass the new step by. */
function waysInto(subject: Subject, node: ChartNode, at: string, set: ChangeSet): readonly Way[] {
  return subject.nodes
    .filter((source) => !isWithin(source, node))
    .flatMap((source) => waysFrom(subject, source))
    .filter(({ target }) => {
      if (target !== node && isWithin(target, node)) {
        const message = `a way leads past this place to "${target.path}"; put the new step before that state as well`;
        set.report({ code: 'place-passed-by', path: `${at}/before`, message });
      }
      return target === node;
    });
}

/** Transitions that leave a state for another one. */
function waysOut(
  subject: Subject,
  node: ChartNode,
  leaving: readonly string[] | undefined,
  at: string,
  set: ChangeSet,
): readonly Way[] {
  const ways = subject.nodes
    .filter((source) => isWithin(source, node))
    .flatMap((source) => waysFrom(subject, source, leaving))
    .filter(({ target }) => !isWithin(target, node));
  const targets = [...new Set(ways.map(({ target }) => target.path))];
  if (targets.length === 1) return ways;
  const message =
    targets.length === 0
      ? `no way leads out of "${node.path}" by these events`
      : `"${node.path}" is left for ${targets.join(', ')}; say which events are meant with "leaving"`;
  set.report({ code: 'bad-place', path: `${at}/after`, message });
  return [];
}

function isWithin(node: ChartNode, other: ChartNode): boolean {
  return node === other || node.path.startsWith(`${other.path}.`);
}

/** Every transition of a state that leads somewhere, with what rewrites it. */
function waysFrom(subject: Subject, node: ChartNode, leaving?: readonly string[]): Way[] {
  const state = node.state as Writable<StateDefinition>;
  const ways: Way[] = [];
  const note = (transition: Transition, lead: (to: Transition) => void): void => {
    const to: GuardedTarget = guardedTarget(transition);
    const target = subject.targetOf(node, to.target);
    if (!target || target === 'stay') return;
    const anew = (path: string): Transition =>
      typeof transition === 'string' ? path : { ...transition, target: path };
    ways.push({ target, lead: (path) => lead(anew(path)) });
  };
  for (const [event, to] of Object.entries(state.on ?? {})) {
    if (leaving && !leaving.includes(event)) continue;
    if (isList(to)) {
      to.forEach((one, index) =>
        note(one, (anew) => {
          const list = (state.on?.[event] ?? []) as readonly Transition[];
          state.on = { ...state.on, [event]: list.map((old, place) => (place === index ? anew : old)) };
        }),
      );
    } else note(to, (anew) => (state.on = { ...state.on, [event]: anew }));
  }
  if (leaving) return ways;
  (state.always ?? []).forEach((one, index) =>
    note(one, (anew) => {
      const list = state.always ?? [];
      state.always = list.map((old, place) => (place === index ? guardedTarget(anew) : old));
    }),
  );
  if (state.onDone !== undefined) note(state.onDone, (anew) => (state.onDone = anew));
  return ways;
}

function isList(to: Transition | readonly Transition[]): to is readonly Transition[] {
  return Array.isArray(to);
}

/** New states stand where they are read: before the state that follows them, else at the end. */
function put(
  name: string,
  state: StateDefinition,
  parent: ChartNode | undefined,
  before: string | undefined,
  set: ChangeSet,
): void {
  const siblings = (parent ? parent.state.states : set.definition.states) as States;
  const entries = Object.entries(siblings).flatMap(([sibling, old]) =>
    sibling === before ? [[name, state] as const, [sibling, old] as const] : [[sibling, old] as const],
  );
  if (before === undefined) entries.push([name, state]);
  for (const sibling of Object.keys(siblings)) delete siblings[sibling];
  Object.assign(siblings, Object.fromEntries(entries));
}
