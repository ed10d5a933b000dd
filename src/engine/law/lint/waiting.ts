import { reachedNodes } from './reachability.js';
import { withDescendants, type ChartNode, type Finding, type Rule, type Subject } from './subject.js';

/** No state waits for nobody: somebody has a task, or a running clock ends the waiting. */
export const waiting: Rule = (subject) => {
  const reached = reachedNodes(subject);
  return subject.nodes.flatMap((node): Finding[] => {
    if (!reached.has(node) || node.children.length > 0 || node.state.type === 'final') return [];
    if (isMoved(subject, node)) return [];
    const message = `the state "${node.path}" waits for nobody: give somebody a task, or run a clock whose lapse is handled`;
    return [{ code: 'waits-for-nobody', path: node.pointer, message, atKey: true }];
  });
};

function isMoved(subject: Subject, node: ChartNode): boolean {
  const active = subject.withAncestors(node);
  const beside = active.flatMap((region) =>
    region.parent?.state.type === 'parallel'
      ? region.parent.children.filter((other) => other !== region).flatMap(withDescendants)
      : [],
  );
  return [...active, ...beside].some((one) => movesBySomebody(subject, one)) || active.some(movesByItself);
}

function movesBySomebody(subject: Subject, { state }: ChartNode): boolean {
  if ((state.tasks ?? []).length > 0) return true;
  // Whoever ordered a document owes its issue and service.
  if (Object.keys(state.on ?? {}).some((event) => event.startsWith('served.'))) return true;
  return (state.clocks ?? []).some((name) => {
    const lapse = subject.definition.clocks[name]?.onLapse;
    return lapse?.deem !== undefined || lapse?.end !== undefined;
  });
}

function movesByItself({ transitions }: ChartNode): boolean {
  return transitions.some(({ kind }) => kind === 'always');
}
