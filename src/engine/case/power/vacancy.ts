import type { Definition } from '../../law/definition.js';
import type { CaseEvent } from '../case-event.js';
import type { CaseState, TaskState } from '../case-state.js';
import type { Actor } from '../command.js';
import { taskPower } from '../desk/task-power.js';
import { openRound } from '../signing/round.js';
import { isVacantRound } from '../signing/vacant-round.js';
import { today, type World } from '../world.js';

/**
 * Whether somebody could lawfully do an open task of an office: the first candidate who may is enough. A round of signatures
 * waits for those who have not signed: as many of them must be able to as it takes to end it.
 */
export function hasLawfulHolder(
  definition: Definition,
  state: CaseState,
  task: TaskState,
  candidates: Iterable<Actor>,
  world: Pick<World, 'checkPower' | 'bars'>,
): boolean {
  const round = task.signing === undefined ? undefined : openRound(state, task.signing);
  if (round) return !isVacantRound(definition, state, round, world, candidates);
  for (const candidate of candidates) {
    if (!('unmet' in taskPower(definition, state, task, candidate, world))) return true;
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
