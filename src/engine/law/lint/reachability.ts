import { isEnd, withDescendants, type ChartNode, type Finding, type Rule, type Subject } from './subject.js';

/** Every state can be reached, and from every state a lawful end can be reached. Guards are ignored. */
export const reachability: Rule = (subject) => {
  if (!subject.initial) return [];
  const reached = reachedNodes(subject);
  const ending = endingNodes(subject);
  const findings: Finding[] = [];
  for (const node of subject.nodes) {
    if (!reached.has(node)) {
      if (node.parent && !reached.has(node.parent)) continue;
      const message = `no act and no lapse leads to the state "${node.path}"; add a transition or remove it`;
      findings.push({ code: 'state-unreachable', path: node.pointer, message, atKey: true });
    } else if (!ending.has(node) && !(node.parent && !ending.has(node.parent))) {
      const message = `from the state "${node.path}" no end of the case can be reached; every case must be able to end lawfully`;
      findings.push({ code: 'no-end-reachable', path: node.pointer, message, atKey: true });
    }
  }
  if (!subject.roots.some(isEnd)) {
    const message = 'the procedure has no end: no top-level state is "type: final"';
    findings.push({ code: 'no-end', path: '/states', message, atKey: true });
  }
  return findings;
};

/** Nodes that may become active; with `avoiding`, on ways that never enter this node or what is below it. */
export function reachedNodes(subject: Subject, avoiding?: ChartNode): ReadonlySet<ChartNode> {
  const reached = new Set<ChartNode>();
  const closed = new Set(avoiding && withDescendants(avoiding));
  const waiting: ChartNode[] = subject.initial ? [subject.initial] : [];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (reached.has(node) || closed.has(node)) continue;
    reached.add(node);
    waiting.push(...enteredWith(node));
    for (const { to, kind } of node.transitions) {
      const target = subject.targetOf(node, to.target);
      // A state is done only when its inner end is reached; that end brings the target in below.
      if (kind !== 'onDone' && target && target !== 'stay') waiting.push(target);
    }
    waiting.push(...doneTargets(subject, node));
  }
  return reached;
}

/** Entering a node enters what is above it, its initial child or all its regions, and the sibling regions. */
function enteredWith(node: ChartNode): ChartNode[] {
  const entered: ChartNode[] = node.parent ? [node.parent] : [];
  if (node.parent?.state.type === 'parallel') entered.push(...node.parent.children);
  if (node.state.type === 'parallel') entered.push(...node.children);
  else entered.push(...node.children.filter(({ name }) => name === node.state.initial));
  return entered;
}

/** Where the chart goes when a final inner state makes its parent (and a parallel state above it) done. */
function doneTargets(subject: Subject, node: ChartNode): ChartNode[] {
  if (node.state.type !== 'final') return [];
  const done =
    node.parent?.parent?.state.type === 'parallel'
      ? [node.parent, node.parent.parent]
      : node.parent
        ? [node.parent]
        : [];
  return done.flatMap((above) => {
    const onDone = above.transitions.find(({ kind }) => kind === 'onDone');
    const target = onDone && subject.targetOf(above, onDone.to.target);
    return target && target !== 'stay' ? [target] : [];
  });
}

/** Nodes from which an end may be reached, together with whatever is active beside them. */
function endingNodes(subject: Subject): ReadonlySet<ChartNode> {
  const ending = new Set<ChartNode>(subject.nodes.filter(isEnd));
  for (let grew = true; grew;) {
    grew = false;
    for (const node of subject.nodes) {
      if (ending.has(node) || !nextOf(subject, node).some((next) => ending.has(next))) continue;
      ending.add(node);
      grew = true;
    }
  }
  return ending;
}

function nextOf(subject: Subject, node: ChartNode): ChartNode[] {
  const here = [...subject.withAncestors(node), ...regionsBeside(subject, node)];
  const next = here.flatMap((active) =>
    active.transitions.flatMap(({ to, kind }) => {
      const target = kind === 'onDone' && active === node ? undefined : subject.targetOf(active, to.target);
      return target && target !== 'stay' && kind !== 'onDone' ? [target] : [];
    }),
  );
  return [
    ...next,
    ...doneTargets(subject, node),
    ...enteredWith(node).filter((entered) => entered.parent === node),
  ];
}

/** Nodes of the other regions of every parallel state around the node: they may leave it for all. */
function regionsBeside(subject: Subject, node: ChartNode): ChartNode[] {
  return subject
    .withAncestors(node)
    .flatMap((region) =>
      region.parent?.state.type === 'parallel'
        ? region.parent.children.filter((other) => other !== region).flatMap(withDescendants)
        : [],
    );
}
