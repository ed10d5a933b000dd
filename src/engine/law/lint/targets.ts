import { suggest } from '../suggest.js';
import type { ChartNode, Finding, Rule, Subject } from './subject.js';

/** The chart is well formed: initial states and targets exist, final states are ends, parallel states have regions. */
export const targets: Rule = (subject) => {
  const findings: Finding[] = [];
  if (!subject.initial) {
    const { initial } = subject.definition.states;
    const message = `"${initial}" is not a state; "initial" names the one in which a case begins`;
    const suggestion = suggest(
      initial,
      subject.roots.map(({ name }) => name),
    );
    findings.push({ code: 'unknown-state', path: '/states/initial', message, suggestion });
  }
  for (const node of subject.nodes) {
    findings.push(...shapeOf(node));
    for (const { kind, to, pointer } of node.transitions) {
      const path =
        typeof node.state.onDone === 'string' && kind === 'onDone'
          ? pointer
          : targetPointer(subject, pointer);
      const target = subject.targetOf(node, to.target);
      if (target === undefined) findings.push(unknownTarget(subject, node, to.target, path));
      if (target === 'stay' && kind !== 'on') {
        const message = `an automatic transition that stays would never end; name a state`;
        findings.push({ code: 'bad-target', path, message });
      }
    }
  }
  return findings;
};

/** Short transitions are texts, long ones have a `target` key: the place of the latter is more exact. */
function targetPointer(subject: Subject, pointer: string): string {
  let value: unknown = subject.definition;
  for (const key of pointer.split('/').slice(1))
    value = (value as Record<string, unknown> | undefined)?.[key];
  return typeof value === 'string' ? pointer : `${pointer}/target`;
}

function unknownTarget(subject: Subject, node: ChartNode, target: string, path: string): Finding {
  const message = `"${target}" leads nowhere: there is no such state at that place`;
  const near = target.startsWith('#')
    ? subject.nodes.map((other) => `#${other.path}`)
    : target.startsWith('.')
      ? node.children.map(({ name }) => `.${name}`)
      : [...(node.parent?.children ?? subject.roots).map(({ name }) => name), 'stay'];
  const elsewhere = subject.nodes.find(({ name }) => name === target);
  const suggestion = suggest(target, near) ?? (elsewhere ? `#${elsewhere.path}` : undefined);
  return { code: 'unknown-state', path, message, suggestion };
}

function shapeOf(node: ChartNode): Finding[] {
  const { state, pointer, path, children } = node;
  const findings: Finding[] = [];
  const wrong = (key: string, message: string, suggestion?: string): void => {
    const at = key === '' ? pointer : `${pointer}/${key}`;
    findings.push({ code: 'bad-state', path: at, message, suggestion, atKey: key === '' });
  };
  if ('use' in state) wrong('use', 'a fragment cannot link another fragment; link both in the procedure');
  if (state.type === 'final') {
    if (children.length > 0) wrong('states', `the final state "${path}" cannot have states below it`);
    if (node.transitions.length > 0)
      wrong('', `the final state "${path}" cannot be left; remove its transitions`);
    if ((state.clocks ?? []).length > 0)
      wrong('clocks', `no clock runs in a final state; use a state that ends later`);
    if ((state.tasks ?? []).length > 0) wrong('tasks', `nobody has a task in a final state`);
  } else if (state.type === 'parallel') {
    if (children.length < 2) wrong('', `the parallel state "${path}" needs at least two states below it`);
    if (state.initial !== undefined)
      wrong('initial', `all states of a parallel state begin together: remove "initial"`);
  } else if (children.length > 0 && state.initial === undefined) {
    wrong(
      '',
      `"${path}" has states below it and needs "initial"`,
      children[0] && `initial: ${children[0].name}`,
    );
  } else if (state.initial !== undefined && !children.some(({ name }) => name === state.initial)) {
    wrong(
      'initial',
      `"${state.initial}" is not a state of "${path}"`,
      suggest(
        state.initial,
        children.map(({ name }) => name),
      ),
    );
  }
  if (state.onDone !== undefined && children.length === 0)
    wrong('onDone', `"${path}" has no states below it that could be done`);
  return findings;
}

/** Final states of the case say what became of it; inner final states do not. */
export const outcomes: Rule = ({ nodes }) =>
  nodes.flatMap(({ state, parent, pointer, path }): Finding[] => {
    const end = parent === undefined && state.type === 'final';
    if (end && state.outcome === undefined) {
      return [
        {
          code: 'missing-outcome',
          path: pointer,
          message: `the final state "${path}" needs "outcome"`,
          atKey: true,
        },
      ];
    }
    if (!end && state.outcome !== undefined) {
      const message = `"outcome" belongs to final states of the whole case; "${path}" is none`;
      return [{ code: 'misplaced-outcome', path: `${pointer}/outcome`, message }];
    }
    return [];
  });
