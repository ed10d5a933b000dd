import type { Definition, StateDefinition, Transition } from '../law/definition.js';
import { keyedTasks } from '../law/link/task-keys.js';
import { basisList, guardedTarget, topLevelStates, transitionsOf } from '../law/states.js';

/** Id of every machine; absolute targets `#a.b` become `#case.a.b`. */
export const ROOT = 'case';

/** Actions as the machine's configuration names them: data only, nothing is ever executed. */
export type ChartAction =
  | { readonly type: 'clock.start' | 'clock.stop'; readonly params: { readonly clock: string } }
  | { readonly type: 'task.open'; readonly params: TaskParams }
  | { readonly type: 'task.close'; readonly params: { readonly key: string } }
  | { readonly type: 'transition.take'; readonly params: TakenParams };

export interface TaskParams {
  readonly key: string;
  readonly post: string;
  readonly acts: readonly string[];
  readonly clock?: string;
  readonly signing?: string;
}

/** `event`: the transition answers the event that was sent, and is not a consequence of it. */
export interface TakenParams {
  readonly event: boolean;
  readonly basis: readonly string[];
}

interface TransitionConfig {
  readonly target?: string;
  readonly guard?: { readonly type: 'holds'; readonly params: { readonly when: string } };
  readonly actions: readonly ChartAction[];
}

export interface StateConfig {
  readonly initial?: string;
  readonly type?: 'parallel' | 'final';
  readonly entry: readonly ChartAction[];
  readonly exit: readonly ChartAction[];
  readonly on?: Readonly<Record<string, readonly TransitionConfig[]>>;
  readonly always?: readonly TransitionConfig[];
  readonly onDone?: TransitionConfig;
  readonly states?: Readonly<Record<string, StateConfig>>;
}

/** The statechart of a definition as a plain XState configuration. */
export function chartConfig(definition: Definition): {
  readonly initial: string;
  readonly states: Record<string, StateConfig>;
} {
  const { initial } = definition.states;
  const states: Record<string, StateConfig> = {};
  for (const [name, state] of topLevelStates(definition)) states[name] = stateConfig(state, name);
  return { initial, states };
}

/** Tasks of a state with the keys that they have in a case. */
function tasksOf(state: StateDefinition, path: string): readonly TaskParams[] {
  return keyedTasks(state, path).map(({ key, task: { post, acts, clock, signing } }) => ({
    ...{ key, post, acts },
    ...(clock === undefined ? {} : { clock }),
    ...(signing === undefined ? {} : { signing }),
  }));
}

function stateConfig(state: StateDefinition, path: string): StateConfig {
  const tasks = tasksOf(state, path);
  const clocks = state.clocks ?? [];
  const children = Object.entries(state.states ?? {});
  return {
    ...(state.initial === undefined ? {} : { initial: state.initial }),
    ...(state.type === undefined ? {} : { type: state.type }),
    entry: [
      ...clocks.map((clock): ChartAction => ({ type: 'clock.start', params: { clock } })),
      ...tasks.map((params): ChartAction => ({ type: 'task.open', params })),
    ],
    exit: [
      ...tasks.map(({ key }): ChartAction => ({ type: 'task.close', params: { key } })),
      ...clocks.map((clock): ChartAction => ({ type: 'clock.stop', params: { clock } })),
    ],
    ...(state.on === undefined ? {} : { on: eventTransitions(state.on) }),
    ...(state.always === undefined ? {} : { always: state.always.map((to) => transitionConfig(to, false)) }),
    ...(state.onDone === undefined ? {} : { onDone: transitionConfig(state.onDone, false) }),
    ...(children.length === 0
      ? {}
      : {
          states: Object.fromEntries(
            children.map(([name, child]) => [name, stateConfig(child, `${path}.${name}`)]),
          ),
        }),
  };
}

function eventTransitions(
  on: NonNullable<StateDefinition['on']>,
): Record<string, readonly TransitionConfig[]> {
  return Object.fromEntries(
    Object.entries(on).map(([event, to]) => [
      event,
      transitionsOf(to).map((one) => transitionConfig(one, true)),
    ]),
  );
}

function transitionConfig(to: Transition, event: boolean): TransitionConfig {
  const { target, when, basis } = guardedTarget(to);
  return {
    ...(target === 'stay' ? {} : { target: target.startsWith('#') ? `#${ROOT}.${target.slice(1)}` : target }),
    ...(when === undefined ? {} : { guard: { type: 'holds', params: { when } } }),
    actions: [{ type: 'transition.take', params: { event, basis: basisList(basis) } }],
  };
}
