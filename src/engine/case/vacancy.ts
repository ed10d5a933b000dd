import type { Definition } from '../law/definition.js';
import type { CaseEvent } from './case-event.js';
import type { CaseState, TaskState } from './case-state.js';
import type { Actor } from './command.js';
import { powerFor } from './power.js';
import { today, type World } from './world.js';

/** Whether somebody could lawfully do an open task of an office: the first candidate who may is enough. */
export function hasLawfulHolder(
  definition: Definition,
  state: CaseState,
  task: TaskState,
  candidates: Iterable<Actor>,
  world: Pick<World, 'checkPower' | 'bars'>,
): boolean {
  const { post, acts } = task;
  // A deputy may be charged with some of the acts alone: one of them is enough to have the task.
  const wishes = acts.map((name) => ({
    ...{ action: 'holdTask' as const, name, by: [post], separateFrom: [] },
    title: definition.acts[name]?.title ?? name,
    basis: definition.acts[name]?.basis ?? [],
  }));
  for (const candidate of candidates) {
    for (const wish of wishes) {
      if (!('unmet' in powerFor(definition, wish, candidate, state, world))) return true;
    }
  }
  return false;
}

/**
 * What has changed about vacancies: tasks that nobody may lawfully do any more, and those that somebody may again. A
 * vacant step waits; nothing passes because nobody is there. Tasks of parties are theirs, present or not.
 */
export function vacancyEvents(
  definition: Definition,
  state: CaseState,
  candidatesFor: (post: string) => Iterable<Actor>,
  world: World,
): readonly CaseEvent[] {
  if (state.status === 'ended') return [];
  return Object.entries(state.tasks).flatMap(([key, task]): readonly CaseEvent[] => {
    if (definition.posts[task.post]?.kind === 'party') return [];
    const vacant = !hasLawfulHolder(definition, state, task, candidatesFor(task.post), world);
    if (vacant === Object.hasOwn(state.vacancies, key)) return [];
    const vacancy = { task: key, post: task.post, state: vacant ? ('found' as const) : ('filled' as const) };
    return [{ type: `vacancy.${vacancy.state}`, cause: 'vacancy', on: today(world), vacancy }];
  });
}
