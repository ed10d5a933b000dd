import type { Definition, TaskDefinition } from '../../law/definition.js';
import { tasksByKey } from '../../law/link/task-keys.js';
import type { CaseState, TaskState } from '../case-state.js';
import type { Actor } from '../command.js';
import { effectiveHolder, isHis } from '../desk/in-hand.js';
import { naturalPersons, taskPower } from '../desk/task-power.js';
import type { GrantedPower } from '../power/power.js';
import type { World } from '../world.js';

/** What a person may do with a field of the form now. */
export type FieldAccess = 'hidden' | 'readable' | 'writable' | 'required';

/** An open task that a person may hold, with what it lets its holder do with the form. */
export interface HeldTask {
  readonly key: string;
  readonly task: TaskState;
  readonly definition: TaskDefinition;
  readonly power: GrantedPower;
  /** Nobody else has it in his hands: he may do it now. */
  readonly inHand: boolean;
}

/** The case and the person whose access is asked for. */
export interface FormPlace {
  readonly definition: Definition;
  readonly state: CaseState;
  readonly actor: Actor;
  readonly world: World;
}

/** The open tasks that he may lawfully hold. */
export function tasksHeld({ definition, state, actor, world }: FormPlace): readonly HeldTask[] {
  return Object.entries(state.tasks).flatMap(([key, task]): readonly HeldTask[] => {
    const declared = tasksByKey(definition).get(key);
    if (!declared) return [];
    const power = taskPower(definition, state, task, actor, world);
    if ('unmet' in power) return [];
    const holder = effectiveHolder(definition, state, task, world);
    const inHand = !holder || isHis(holder, naturalPersons(actor, power));
    return [{ key, task, definition: declared, power, inHand }];
  });
}

/** The task in which he may fill the field in now. */
export function writableIn(tasks: readonly HeldTask[], field: string): HeldTask | undefined {
  return tasks.find(({ definition, inHand }) => inHand && isWritable(definition.fields?.[field]));
}

/**
 * What he may do with each field of the form. Hidden is what every task hides from him that he may hold, whoever has it
 * in his hands; one that does not hide it is enough to see it.
 *
 * @param otherwise he may read the case as something else than the holder of these tasks
 */
export function fieldAccess(
  definition: Pick<Definition, 'form'>,
  tasks: readonly HeldTask[],
  otherwise: boolean,
): Readonly<Record<string, FieldAccess>> {
  const access = (field: string): FieldAccess => {
    const inHand = tasks.filter((one) => one.inHand).map((one) => one.definition.fields?.[field]);
    if (inHand.includes('required')) return 'required';
    if (inHand.includes('writable')) return 'writable';
    const hides = (one: HeldTask): boolean => one.definition.fields?.[field] === 'hidden';
    return tasks.length > 0 && tasks.every(hides) && !otherwise ? 'hidden' : 'readable';
  };
  return Object.fromEntries(Object.keys(definition.form ?? {}).map((field) => [field, access(field)]));
}

function isWritable(access: NonNullable<TaskDefinition['fields']>[string] | undefined): boolean {
  return access === 'writable' || access === 'required';
}
