import type { TaskState } from '../case-state.js';
import type { GrantedPower } from '../power/power.js';
import { against, HANDOVER, type Against, type DeskPlace } from './desk-place.js';
import { effectiveHolder, heldByAnother, isHis } from './in-hand.js';
import { naturalPersons, taskPower } from './task-power.js';

/** An open task that the actor may lawfully have, and in which capacity. */
export interface TaskAtHand {
  readonly task: TaskState;
  readonly power: GrantedPower;
}

/**
 * The open task, when it is one person's to do, the actor may lawfully do it and nobody else has it in hand.
 *
 * @param had whether he must have it in hand himself
 */
export function taskAtHand(place: DeskPlace, key: string, had: 'had' | 'had or free'): TaskAtHand | Against {
  const found = onePersonsTask(place, key);
  if ('unmet' in found) return found;
  const { definition, state, actor, world } = place;
  const holder = had === 'had' ? found.task.holder : effectiveHolder(definition, state, found.task, world);
  const capacities = actor.capacities.filter(
    (capacity) => !holder || isHis(holder, naturalPersons(actor, capacity)),
  );
  const power = taskPower(definition, state, found.task, { ...actor, capacities }, world);
  const none = had === 'had' && !holder ? [notInHand()] : [];
  if (!('unmet' in power)) return none.length > 0 ? { unmet: none } : { ...found, power };
  const otherwise = taskPower(definition, state, found.task, actor, world);
  if ('unmet' in otherwise) return { unmet: [...otherwise.unmet, ...none] };
  return { unmet: [had === 'had' ? notInHand() : heldByAnother()] };
}

/** The open task, when desks may pass it on: a party's is his own, and a round of signatures is its signers'. */
export function onePersonsTask(
  { definition, state }: Pick<DeskPlace, 'definition' | 'state'>,
  key: string,
): { readonly task: TaskState } | Against {
  const task = openTask(state, key);
  if (!task) return { unmet: [taskNotOpen()] };
  if (definition.posts[task.post]?.kind === 'party') {
    return {
      unmet: [
        against(
          'not-one-persons-task',
          HANDOVER,
          '本环节由当事人本人办理，不得由工作人员签收、转办或者转请',
          'the task is a party’s own: officers neither take it in hand nor pass it on',
        ),
      ],
    };
  }
  if (task.signing === undefined) return { task };
  return {
    unmet: [
      against(
        'not-one-persons-task',
        HANDOVER,
        '本环节由各签署人分别签署，不得由一人签收、转办或者委派',
        'the task is a round of signatures: nobody takes it in hand alone or passes it on',
      ),
    ],
  };
}

/** An open task by its key. */
export function openTask({ tasks }: DeskPlace['state'], key: string): TaskState | undefined {
  return Object.hasOwn(tasks, key) ? tasks[key] : undefined;
}

/** There is no such task, or it is over. */
export function taskNotOpen() {
  return against(
    'task-not-open',
    HANDOVER,
    '本案没有这一待办环节，或者该环节已经办结',
    'the case has no such open task; it may have been done meanwhile',
    '/task',
  );
}

function notInHand() {
  return against(
    'not-in-hand',
    HANDOVER,
    '本环节不在本人手中：没有签收，也没有转交本人',
    'the task is not in the actor’s hand: he neither took it nor was given it',
  );
}
