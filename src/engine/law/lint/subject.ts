import type { Basis, Definition, GuardedTarget, StateDefinition } from '../definition.js';
import { guardedTarget, topLevelStates, transitionsOf } from '../states.js';

/** What a rule found; the place is a JSON pointer into the linked definition. */
export interface Finding {
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly suggestion?: string | undefined;
  /** The place is the key, not the value. */
  readonly atKey?: boolean;
  /** Characters into a text value. */
  readonly offset?: number;
  /** Place within a text of several lines, 1-based. */
  readonly within?: { readonly line: number; readonly column: number };
  readonly severity?: 'error' | 'warning';
}

/** A rule reads a definition and reports what breaks it. */
export type Rule = (subject: Subject) => readonly Finding[];

export interface ChartNode {
  /** Absolute dotted path. */
  readonly path: string;
  /** JSON pointer. */
  readonly pointer: string;
  readonly name: string;
  readonly state: StateDefinition;
  readonly parent: ChartNode | undefined;
  readonly children: readonly ChartNode[];
  readonly transitions: readonly ChartTransition[];
}

interface ChartTransition {
  readonly kind: 'on' | 'always' | 'onDone';
  /** For `on`: what is listened to. */
  readonly event: string | undefined;
  readonly pointer: string;
  readonly to: GuardedTarget;
}

/** A linked definition with its chart as a tree of nodes: what every rule reads. */
export class Subject {
  readonly roots: readonly ChartNode[];
  readonly nodes: readonly ChartNode[];
  private readonly byPath: ReadonlyMap<string, ChartNode>;

  constructor(readonly definition: Definition) {
    this.roots = topLevelStates(definition).map(([name, state]) => nodeOf(name, state, undefined, '/states'));
    this.nodes = this.roots.flatMap(withDescendants);
    this.byPath = new Map(this.nodes.map((node) => [node.path, node]));
  }

  node(path: string): ChartNode | undefined {
    return this.byPath.get(path);
  }

  /** The state in which a case begins; undefined when `initial` names none. */
  get initial(): ChartNode | undefined {
    return this.byPath.get(this.definition.states.initial);
  }

  /** Where a transition leads: a node, the same state, or nowhere. */
  targetOf(source: ChartNode, target: string): ChartNode | 'stay' | undefined {
    if (target === 'stay') return 'stay';
    if (target.startsWith('#')) return this.byPath.get(target.slice(1));
    if (target.startsWith('.')) return this.byPath.get(source.path + target);
    return this.byPath.get(source.parent ? `${source.parent.path}.${target}` : target);
  }

  /** The node, its ancestors and everything listening with it, innermost first. */
  withAncestors(node: ChartNode): readonly ChartNode[] {
    return node.parent ? [node, ...this.withAncestors(node.parent)] : [node];
  }
}

/** A node and everything below it, outermost first. */
export function withDescendants(node: ChartNode): readonly ChartNode[] {
  return [node, ...node.children.flatMap(withDescendants)];
}

/** A final state of the whole case. */
export function isEnd(node: ChartNode): boolean {
  return node.parent === undefined && node.state.type === 'final';
}

/** Names given singly or as a list, with the pointer of each. */
export function namesIn(
  value: string | readonly string[] | undefined,
  pointer: string,
): readonly (readonly [string, string])[] {
  if (value === undefined) return [];
  if (typeof value === 'string') return [[value, pointer]];
  return value.map((name, index) => [name, `${pointer}/${index}`] as const);
}

/** A basis and where it stands, for every place that must or may have one. */
export interface CitedBasis {
  readonly basis: Basis | undefined;
  readonly pointer: string;
}

function nodeOf(
  name: string,
  state: StateDefinition,
  parent: ChartNode | undefined,
  above: string,
): ChartNode {
  const pointer = `${above}/${name}`;
  const children: ChartNode[] = [];
  const node: ChartNode = {
    path: parent ? `${parent.path}.${name}` : name,
    pointer,
    name,
    state,
    parent,
    children,
    transitions: transitionsFrom(state, pointer),
  };
  for (const [child, inner] of Object.entries(state.states ?? {})) {
    children.push(nodeOf(child, inner, node, `${pointer}/states`));
  }
  return node;
}

function transitionsFrom(state: StateDefinition, pointer: string): ChartTransition[] {
  const found: ChartTransition[] = [];
  for (const [event, to] of Object.entries(state.on ?? {})) {
    const at = `${pointer}/on/${event}`;
    transitionsOf(to).forEach((one, index) => {
      const place = Array.isArray(to) ? `${at}/${index}` : at;
      found.push({ kind: 'on', event, pointer: place, to: guardedTarget(one) });
    });
  }
  (state.always ?? []).forEach((to, index) => {
    found.push({ kind: 'always', event: undefined, pointer: `${pointer}/always/${index}`, to });
  });
  if (state.onDone !== undefined) {
    found.push({
      kind: 'onDone',
      event: undefined,
      pointer: `${pointer}/onDone`,
      to: guardedTarget(state.onDone),
    });
  }
  return found;
}
