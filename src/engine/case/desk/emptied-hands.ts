import type { Definition } from '../../law/definition.js';
import type { CaseEvent } from '../case-event.js';
import type { CaseState } from '../case-state.js';
import { today, type World } from '../world.js';
import { effectiveHolder } from './in-hand.js';

/**
 * Tasks in the hand of somebody who may no longer lawfully have them (回避, 离岗, 收回代理): each is everybody's of its post
 * again. The law takes it from him; nobody did it.
 */
export function emptiedHands(definition: Definition, state: CaseState, world: World): readonly CaseEvent[] {
  if (state.status === 'ended') return [];
  return Object.entries(state.tasks).flatMap(([task, open]): readonly CaseEvent[] => {
    const { holder } = open;
    if (!holder || holder.as === 'returned' || effectiveHolder(definition, state, open, world)) return [];
    return [{ type: 'desk.released', cause: 'desk', on: today(world), desk: { did: 'released', task } }];
  });
}
