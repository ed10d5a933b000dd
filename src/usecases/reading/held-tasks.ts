import { taskPower } from '../../engine/case/desk/task-power.js';
import type { GrantedPower } from '../../engine/case/power/power.js';
import type { ReadablePlace } from './may-read.js';

/** A task that the person may do now, and as what. */
export interface HeldTask {
  readonly task: string;
  readonly power: GrantedPower;
}

/** The open tasks of a case that the person may hold: the point check of the inbox. */
export function heldTasks({ definition, state, actor, world }: ReadablePlace): readonly HeldTask[] {
  return Object.entries(state.tasks).flatMap(([task, open]): readonly HeldTask[] => {
    const power = taskPower(definition, state, open, actor, world);
    return 'unmet' in power ? [] : [{ task, power }];
  });
}
