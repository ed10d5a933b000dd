import type { Basis, Definition, Text } from '../definition.js';
import { type ChartNode, Subject } from '../lint/subject.js';
import { AddedSteps } from './added-steps.js';
import { initialOf, type ChartPair } from './chart-pair.js';
import type { OverlaySource } from './overlay-source.js';
import { sameThing, without } from './same-thing.js';
import type { Weakening } from './weakening.js';

/**
 * Ways through the chart that the level above does not know. Its states, tasks and transitions all stand; a transition may lead to
 * a new step first, which leads on to where the transition led, or back to a state that every case has passed.
 */
export function chartWeakenings(above: Definition, here: Definition, overlay: OverlaySource): Weakening[] {
  const pair: ChartPair = { above: new Subject(above), here: new Subject(here), overlay };
  const steps = new AddedSteps(pair);
  const first = initialWeakening(pair, steps, undefined, '/states/initial');
  return [
    ...first,
    ...pair.above.nodes.flatMap((node) => stateWeakenings(node, pair, steps)),
    ...steps.weakenings(),
  ];
}

function stateWeakenings(node: ChartNode, pair: ChartPair, steps: AddedSteps): Weakening[] {
  const here = pair.here.node(node.path);
  const local = pair.overlay.change?.states?.[node.path]?.basis;
  const weaker = (kind: Weakening['kind'], path: string, why: Text): Weakening =>
    chartWeakening(kind, path, node, local, why);
  if (!here) {
    return [weaker('step-made-optional', node.pointer, { zh: '法定步骤被取消', en: 'a step is gone' })];
  }
  const found: Weakening[] = [];
  const open = ['tasks', 'clocks', 'on', 'always', 'onDone', 'initial', 'states'];
  if (!sameThing(without(node.state, ...open), without(here.state, ...open))) {
    found.push(
      weaker('rule-changed', node.pointer, { zh: '地方规定不得改动法定步骤', en: 'the step itself stays' }),
    );
  }
  for (const key of ['tasks', 'clocks'] as const) {
    const before: readonly unknown[] = node.state[key] ?? [];
    if (sameThing(before, (here.state[key] ?? []).slice(0, before.length))) continue;
    const why = { zh: '法定的任务、期限不得改动', en: 'tasks and terms of the step stay' };
    found.push(weaker('rule-changed', `${node.pointer}/${key}`, why));
  }
  found.push(...initialWeakening(pair, steps, node, `${node.pointer}/initial`));
  found.push(...lostWays(node, here, pair, steps, weaker));
  found.push(...newWays(node, here, pair, steps, weaker));
  return found;
}

type Weaker = (kind: Weakening['kind'], path: string, why: Text) => Weakening;

/** Each transition of the level above is there, in its place, with its guard; new steps may stand in between. */
function lostWays(
  node: ChartNode,
  here: ChartNode,
  pair: ChartPair,
  steps: AddedSteps,
  weaker: Weaker,
): Weakening[] {
  return node.transitions.flatMap((before) => {
    const now = here.transitions.find(({ pointer }) => pointer === before.pointer);
    const alike = now && sameThing(without(before.to, 'target'), without(now.to, 'target'));
    const target = pair.above.targetOf(node, before.to.target);
    const leads = now && pair.here.targetOf(here, now.to.target);
    const why = { zh: '法定的流转不得改动', en: 'a transition of the law stays' };
    if (!alike) return [weaker('rule-changed', before.pointer, why)];
    if (target === 'stay' || leads === 'stay' || !target || !leads) {
      return target === leads ? [] : [weaker('way-around', before.pointer, why)];
    }
    if (leads.path === target.path) return [];
    return steps.standsBefore(leads.path, target.path) ? [] : [weaker('way-around', before.pointer, why)];
  });
}

/** Further transitions are for events of the overlay, and stay, lead to its own steps, or back. */
function newWays(
  node: ChartNode,
  here: ChartNode,
  pair: ChartPair,
  steps: AddedSteps,
  weaker: Weaker,
): Weakening[] {
  const known = new Set(node.transitions.map(({ pointer }) => pointer));
  return here.transitions
    .filter(({ pointer }) => !known.has(pointer))
    .flatMap(({ event, to, pointer }) => {
      if (event === undefined) {
        const why = { zh: '增加了绕过法定步骤的自动流转', en: 'an automatic way past the step is added' };
        return [weaker('step-made-optional', pointer, why)];
      }
      if (!steps.isOwnEvent(event)) {
        const why = { zh: '法定行为在此不得另作处理', en: 'an act of the law leads nowhere else here' };
        return [weaker('way-around', pointer, why)];
      }
      const target = pair.here.targetOf(here, to.target);
      if (!target || target === 'stay' || steps.mayLead(node.path, target.path)) return [];
      const why = { zh: '由此可以绕过法定步骤', en: 'steps of the law can be passed by on this way' };
      return [weaker('way-around', pointer, why)];
    });
}

function initialWeakening(
  pair: ChartPair,
  steps: AddedSteps,
  node: ChartNode | undefined,
  path: string,
): Weakening[] {
  const before = initialOf(pair.above, node);
  const now = initialOf(pair.here, node && pair.here.node(node.path));
  if (before === now || (before !== undefined && now !== undefined && steps.standsBefore(now, before)))
    return [];
  const why = { zh: '法定的起始步骤不得改动', en: 'the first step of the law stays' };
  return [chartWeakening('way-around', path, node, undefined, why)];
}

function chartWeakening(
  kind: Weakening['kind'],
  path: string,
  node: ChartNode | undefined,
  local: Basis | undefined,
  why: Text,
): Weakening {
  return {
    kind,
    path,
    about: node?.state.title ?? { zh: '程序', en: 'the procedure' },
    above: { basis: node?.state.basis, says: { zh: '必经该步骤及其流转', en: 'this step and its ways' } },
    local: { basis: local, says: { zh: '另有安排', en: 'something else' } },
    why,
  };
}
