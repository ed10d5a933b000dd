import type { Definition, StateDefinition, TaskDefinition } from '../definition.js';
import { topLevelStates } from '../states.js';

/** Tasks of a state with the keys that they have in a case: the state's dotted path, the post, and which of several. */
export function keyedTasks(
  state: StateDefinition,
  path: string,
): readonly { readonly key: string; readonly task: TaskDefinition }[] {
  const seen = new Map<string, number>();
  return (state.tasks ?? []).map((task) => {
    const nth = (seen.get(task.post) ?? 0) + 1;
    seen.set(task.post, nth);
    return { key: nth === 1 ? `${path}:${task.post}` : `${path}:${task.post}:${nth}`, task };
  });
}

const known = new WeakMap<Definition, ReadonlyMap<string, TaskDefinition>>();

/** Every task of a linked definition by the key that it has in a case. */
export function tasksByKey(definition: Definition): ReadonlyMap<string, TaskDefinition> {
  let tasks = known.get(definition);
  if (!tasks) {
    tasks = new Map(topLevelStates(definition).flatMap(([name, state]) => tasksBelow(state, name)));
    known.set(definition, tasks);
  }
  return tasks;
}

function tasksBelow(state: StateDefinition, path: string): (readonly [string, TaskDefinition])[] {
  const own = keyedTasks(state, path).map(({ key, task }) => [key, task] as const);
  const below = Object.entries(state.states ?? {}).flatMap(([name, child]) =>
    tasksBelow(child, `${path}.${name}`),
  );
  return [...own, ...below];
}
