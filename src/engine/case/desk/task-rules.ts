import { joinBasis } from '../basis-list.js';
import type { TaskHolder } from './desk-state.js';
import { against, HANDOVER, type DeskPlace, type Ruled } from './desk-place.js';
import { asHolder } from './eligible.js';
import { onePersonsTask, taskAtHand } from './hand-power.js';
import { naturalPersons } from './task-power.js';
import { workPower } from './work-power.js';

/** 签收: whoever may lawfully do the task takes it in hand; then it is his alone. */
export function claim(place: DeskPlace, key: string): Ruled {
  const at = taskAtHand(place, key, 'had or free');
  if ('unmet' in at) return at;
  const { task, power } = at;
  const [person, onBehalfOf] = naturalPersons(place.actor, power);
  const { holder } = task;
  if (holder?.as === 'claimed' && holder.person === person && holder.onBehalfOf === onBehalfOf) {
    return {
      unmet: [
        against(
          'nothing-to-change',
          HANDOVER,
          '本人已经签收本环节',
          'the actor has the task in hand already',
        ),
      ],
    };
  }
  const mine: TaskHolder = {
    person: person as string,
    ...(onBehalfOf !== undefined && { onBehalfOf }),
    as: 'claimed',
    on: place.on,
  };
  return { change: { did: 'claimed', task: key, holder: mine }, power, basis: [HANDOVER] };
}

/** 取消签收, 退回转办: it is everybody's of its post again. */
export function release(place: DeskPlace, key: string): Ruled {
  const at = taskAtHand(place, key, 'had');
  if ('unmet' in at) return at;
  return { change: { did: 'released', task: key }, power: at.power, basis: [HANDOVER] };
}

/** 转办: passes the task on to another who may lawfully do it; it never comes back this way to who passed it on. */
export function transfer(place: DeskPlace, key: string, to: string): Ruled {
  const at = taskAtHand(place, key, 'had or free');
  if ('unmet' in at) return at;
  const { task, power } = at;
  const passedBy = naturalPersons(place.actor, power);
  const wanted = { person: to, at: '/to', basis: HANDOVER };
  const next = asHolder(place, task, wanted, passedBy);
  const unmet = [
    ...('unmet' in next ? next.unmet : []),
    ...(task.passedBy?.includes(to)
      ? [
          against(
            'transfer-cycle',
            HANDOVER,
            '此人已将本环节转出，不得再转回；可以取消签收或者请有权改派的岗位改派',
            'this person has passed the task on already; release it, or have it reassigned',
            '/to',
          ),
        ]
      : []),
  ];
  if ('unmet' in next || unmet.length > 0) return { unmet };
  const { holder } = next;
  const change = { did: 'transferred', task: key, holder, passedBy } as const;
  return { change, power, basis: [HANDOVER], tell: [to] };
}

/** 改派: by the posts that the procedure names, to another who may lawfully do it, or to everybody of the post. */
export function reassign(place: DeskPlace, key: string, to: string | undefined): Ruled {
  const found = onePersonsTask(place, key);
  const rule = workPower(place, 'reassign');
  const held = 'unmet' in found ? undefined : found.task.holder;
  const same =
    !('unmet' in found) && (to === undefined ? !held : held?.person === to && held.as !== 'returned');
  const next =
    'unmet' in found || to === undefined
      ? undefined
      : asHolder(place, found.task, { person: to, at: '/to', basis: HANDOVER }, []);
  const unmet = [
    ...('unmet' in rule ? rule.unmet : []),
    ...('unmet' in found ? found.unmet : []),
    ...(next && 'unmet' in next ? next.unmet : []),
    ...(same
      ? [against('nothing-to-change', HANDOVER, '本环节已经如此', 'that is how it stands already', '/to')]
      : []),
  ];
  if ('unmet' in rule || (next && 'unmet' in next) || unmet.length > 0) return { unmet };
  const tell = [...new Set([...(held ? [held.person] : []), ...(to === undefined ? [] : [to])])];
  return {
    change: { did: 'reassigned', task: key, ...(next && { holder: next.holder }) },
    power: rule.power,
    basis: joinBasis(rule.basis),
    tell,
  };
}
