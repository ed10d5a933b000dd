import type { Finding, Subject } from '../law/lint/subject.js';
import type { Configuration, Exploration, Passage } from './explore.js';
import { pathInWords, pathTo } from './shortest-paths.js';

/**
 * Acts that are said to return 退回 but may lead to where the case has not been: an error when no way to them has been
 * there, a warning when some way has not. What lies inside the state to which they lead may go another way than before.
 */
export function leadsForward(
  subject: Subject,
  exploration: Exploration,
  arrivals: readonly (Passage | undefined)[],
): Finding[] {
  const { definition } = subject;
  const returning = Object.keys(definition.acts).filter((act) => definition.acts[act]?.returns);
  if (returning.length === 0) return [];
  const paths = exploration.configurations.map(
    ({ value }) => new Set(exploration.procedure.activePaths(value)),
  );
  const back = exploration.passages.flatMap((passage): readonly Return[] => {
    if (!returning.includes(passage.event) || passage.from === undefined) return [];
    return [{ act: passage.event, from: passage.from, to: reached(subject, passage, paths) }];
  });
  const wanted = new Set(back.flatMap(({ to }) => to));
  const surely = visited(exploration, paths, wanted, 'onEveryWay');
  const perhaps = visited(exploration, paths, wanted, 'onSomeWay');
  return returning.flatMap((act): Finding[] => {
    const path = `/acts/${act}/returns`;
    const ways = back.filter((one) => one.act === act);
    for (const { from, to } of ways) {
      const never = to.find((state) => !perhaps[from]?.has(state));
      if (never === undefined) continue;
      const message = `"${act}" is to return a case, but leads on to "${never}", where no case has been before it`;
      return [{ code: 'returns-forward', path, message }];
    }
    for (const { from, to } of ways) {
      const unsure = to.find((state) => !surely[from]?.has(state));
      if (unsure === undefined) continue;
      const configuration = exploration.configurations[from] as Configuration;
      const way = pathInWords(definition, pathTo(configuration, arrivals));
      const message = `"${act}" may lead to "${unsure}" in a case that has not been there; the shortest way to it: ${way}`;
      return [{ code: 'returns-unvisited', path, message, severity: 'warning' }];
    }
    return [];
  });
}

/** An act that returns a case from a configuration to states that it was not in. */
interface Return {
  readonly act: string;
  readonly from: number;
  readonly to: readonly string[];
}

/** The states to which a passage leads: those that transitions name, or where it only passes through them, all. */
function reached(
  subject: Subject,
  { event, from, to }: Passage,
  paths: readonly ReadonlySet<string>[],
): readonly string[] {
  const before = from === undefined ? undefined : paths[from];
  const named = subject.nodes.flatMap((node) =>
    node.transitions.flatMap((one) => {
      const target = one.event === event ? subject.targetOf(node, one.to.target) : undefined;
      return target && target !== 'stay' ? [target.path] : [];
    }),
  );
  const after = [...(paths[to] ?? [])];
  const targets = after.filter((state) => named.includes(state));
  return (targets.length > 0 ? targets : after).filter((state) => !before?.has(state));
}

/** For each configuration those of the wanted states in which every, or some, case that is there has been. */
function visited(
  { configurations, passages }: Exploration,
  paths: readonly ReadonlySet<string>[],
  wanted: ReadonlySet<string>,
  how: 'onEveryWay' | 'onSomeWay',
): readonly ReadonlySet<string>[] {
  const been: Set<string>[] = configurations.map(() => new Set(how === 'onEveryWay' ? wanted : []));
  const ways = new Map(passages.map(({ from, to }) => [`${from ?? ''} ${to}`, { from, to }]));
  for (let changed = true; changed;) {
    changed = false;
    for (const { from, to } of ways.values()) {
      const into = been[to] as Set<string>;
      const size = into.size;
      for (const state of wanted) {
        const before = from !== undefined && (been[from]?.has(state) || paths[from]?.has(state));
        if (before && how === 'onSomeWay') into.add(state);
        if (!before && how === 'onEveryWay') into.delete(state);
      }
      changed ||= into.size !== size;
    }
  }
  return been;
}
