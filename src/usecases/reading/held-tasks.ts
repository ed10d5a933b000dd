import { powerFor, type GrantedPower } from '../../engine/case/power.js';
import type { ReadablePlace } from './may-read.js';

/** A task that the person may do now, and as what. */
export interface HeldTask {
  readonly task: string;
  readonly power: GrantedPower;
}

/** The open tasks of a case that the person may hold: the point check of the inbox. */
export function heldTasks({ definition, state, actor, world }: ReadablePlace): readonly HeldTask[] {
  return Object.entries(state.tasks).flatMap(([task, { post, acts }]): readonly HeldTask[] => {
    // A deputy may be charged with some of the acts alone: one of them is enough to have the task.
    for (const name of acts) {
      const wish = {
        action: 'holdTask' as const,
        name,
        by: [post],
        separateFrom: [],
        basis: [],
        title: post,
      };
      const power = powerFor(definition, wish, actor, state, world);
      if ('policies' in power) return [{ task, power }];
    }
    return [];
  });
}
