import type { Definition, Text } from '../law/definition.js';
import { settledBy } from '../law/signing-events.js';
import type { Configuration, Exploration, Passage } from './explore.js';

/**
 * For each configuration the passage by which it is first reached: together the shortest paths. `isOpen`: whether an
 * event may be on them; all may.
 */
export function shortestArrivals(
  { configurations, passages }: Pick<Exploration, 'configurations' | 'passages'>,
  isOpen: (event: string) => boolean = () => true,
): readonly (Passage | undefined)[] {
  const arrivals: (Passage | undefined)[] = configurations.map(() => undefined);
  const from = groupByOrigin(passages);
  const waiting: (number | undefined)[] = [undefined];
  for (let here = 0; here < waiting.length; here++) {
    for (const passage of from.get(waiting[here]) ?? []) {
      if (arrivals[passage.to] || !isOpen(passage.event)) continue;
      arrivals[passage.to] = passage;
      waiting.push(passage.to);
    }
  }
  return arrivals;
}

const grouped = new WeakMap<readonly Passage[], ReadonlyMap<number | undefined, readonly Passage[]>>();

/** Grouped once for each list: several proofs walk the same passages. */
function groupByOrigin(passages: readonly Passage[]): ReadonlyMap<number | undefined, readonly Passage[]> {
  const before = grouped.get(passages);
  if (before) return before;
  const groups = new Map<number | undefined, Passage[]>();
  for (const passage of passages) {
    const group = groups.get(passage.from);
    if (group) group.push(passage);
    else groups.set(passage.from, [passage]);
  }
  grouped.set(passages, groups);
  return groups;
}

/** The passages by which a configuration is first reached, from the opening of the case. */
export function pathTo(
  configuration: Configuration,
  arrivals: readonly (Passage | undefined)[],
): readonly Passage[] {
  const path: Passage[] = [];
  for (let at: number | undefined = configuration.index; at !== undefined; at = path[0]?.from) {
    const arrival: Passage | undefined = arrivals[at];
    if (!arrival) break;
    path.unshift(arrival);
  }
  return path;
}

/** A path as a person would tell it: the acts and lapses by their titles. */
export function pathInWords(definition: Definition, path: readonly Passage[]): string {
  return path
    .map(({ event, clock }) => {
      if (clock !== undefined) return `${inWords(definition.clocks[clock]?.title ?? clock)}届满 (${event})`;
      if (event.startsWith('served.')) {
        const document = definition.documents[event.slice('served.'.length)];
        return `送达${inWords(document?.title ?? event)} (${event})`;
      }
      const signing = settledBy(event);
      if (signing !== undefined) {
        const result = event.startsWith('passed.') ? '通过' : '未通过';
        return `${inWords(definition.signings?.[signing]?.title ?? signing)}${result} (${event})`;
      }
      return `${inWords(definition.acts[event]?.title ?? event)} (${event})`;
    })
    .join(' → ');
}

/** The Chinese text of a text for people. */
export function inWords(text: Text): string {
  return typeof text === 'string' ? text : text.zh;
}
