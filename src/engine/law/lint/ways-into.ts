import type { Feel } from '../definition.js';
import { type ChartNode, type Subject, withDescendants } from './subject.js';

/** One way in which a state is entered. */
export interface WayInto {
  /** Path of the state from which it leads; undefined: the case begins so. */
  readonly source: string | undefined;
  /** Its guard; undefined: none. */
  readonly when: Feel | undefined;
  /** Guards of the alternatives before it, which did not hold. */
  readonly otherwise: readonly Feel[];
}

/**
 * Every transition that enters a state: to it, into it from outside, or to a state above it that begins in it; and the
 * beginning of the case, where it begins there. `from`: only transitions of these states and of states inside them.
 */
export function waysInto(subject: Subject, path: string, from: readonly string[]): readonly WayInto[] {
  const node = subject.node(path);
  if (!node) return [];
  const inside = new Set(withDescendants(node));
  const sources = from.flatMap((one) => {
    const source = subject.node(one);
    return source ? withDescendants(source) : [];
  });
  const ways: WayInto[] = [];
  const { initial } = subject;
  if (from.length === 0 && initial && begins(initial, node)) {
    ways.push({ source: undefined, when: undefined, otherwise: [] });
  }
  for (const source of subject.nodes) {
    if (from.length > 0 && !sources.includes(source)) continue;
    const before = new Map<string | undefined, Feel[]>();
    for (const { kind, event, to } of source.transitions) {
      const key = kind === 'on' ? `on ${event}` : kind;
      const otherwise = before.get(key) ?? [];
      if (to.when !== undefined) before.set(key, [...otherwise, to.when]);
      const target = subject.targetOf(source, to.target);
      if (!target || target === 'stay') continue;
      const enters =
        begins(target, node) ||
        (inside.has(target) && !inside.has(source)) ||
        besides(subject, source, target).some((region) => begins(region, node));
      if (enters) ways.push({ source: source.path, when: to.when, otherwise });
    }
  }
  return ways;
}

/** Regions that begin because a transition leads into one beside them. */
function besides(subject: Subject, source: ChartNode, target: ChartNode): readonly ChartNode[] {
  const around = subject.withAncestors(source);
  return subject.withAncestors(target).flatMap((within, index, line) => {
    const region = line[index - 1];
    if (!region || within.state.type !== 'parallel' || around.includes(within)) return [];
    return within.children.filter((child) => child !== region);
  });
}

/** Whether who enters the first is in the second at once. */
function begins(entered: ChartNode, node: ChartNode): boolean {
  if (entered === node) return true;
  const children =
    entered.state.type === 'parallel'
      ? entered.children
      : entered.children.filter(({ name }) => name === entered.state.initial);
  return children.some((child) => begins(child, node));
}
