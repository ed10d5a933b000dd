import { addDays } from '../../clock/civil-date.js';
import { anyPower } from '../power/any-power.js';
import type { TaskState } from '../case-state.js';
import type { Effect } from '../effect.js';
import type { Unmet } from '../refusal.js';
import { MAX_READERS } from './desk-command.js';
import { against, type DeskPlace, type Ruled } from './desk-place.js';
import type { TaskHolder } from './desk-state.js';
import { openTask, taskNotOpen } from './hand-power.js';
import { blockingReferrals, effectiveHolder, presentHands } from './in-hand.js';
import { taskPower } from './task-power.js';
import { nextWorkingInstant } from './working-hours.js';

const URGE = '正程 催办';

/**
 * 催办: whoever may read the case reminds those for whom it waits, once a day for each task. Nothing changes by it; it
 * reaches them within working hours.
 */
export function urge(place: DeskPlace, key: string): Ruled {
  const { definition, state, actor, world, on } = place;
  const power = anyPower({ definition, state, actor, world }, 'readCase');
  const denied: readonly Unmet[] = power.allowed
    ? []
    : power.denials.map(({ code, say, basis }) => ({ code, say, basis }));
  const task = openTask(state, key);
  if (!task) return { unmet: [...denied, taskNotOpen()] };
  const to = awaited(place, key, task).filter((person) => person !== actor.person);
  const unmet = [
    ...denied,
    ...(task.urged?.on === on && task.urged.by.includes(actor.person) ? [urgedToday(place)] : []),
    ...(to.length === 0 ? [nobodyElse()] : []),
  ];
  if (!power.allowed || unmet.length > 0) return { unmet };
  const { now, zone, calendar, workingHours } = world;
  const notBefore = workingHours ? nextWorkingInstant(now, workingHours, { zone, calendar }) : now;
  const effects: readonly Effect[] = [{ type: 'task.remind', task: key, to, notBefore, on }];
  return {
    change: { did: 'urged', task: key, by: actor.person, to },
    power: power.granted,
    basis: [URGE],
    effects,
  };
}

/** For whom a task waits: those asked about it, who has it in hand, who has not signed, else everybody who may do it. */
function awaited(place: DeskPlace, key: string, task: TaskState): readonly string[] {
  const { definition, state, world } = place;
  const asked = blockingReferrals(state, key).map(({ to }) => to);
  if (asked.length > 0) return [...new Set(asked)];
  if (task.signing !== undefined) return unsigned(place, task.signing);
  if (definition.posts[task.post]?.kind === 'party') return state.parties[task.post] ?? [];
  const holder = effectiveHolder(definition, state, task, world);
  if (holder) return inHand(place, task, holder);
  const able: string[] = [];
  for (const candidate of world.holders?.(task.post) ?? []) {
    if (able.length === MAX_READERS) break;
    if (!('unmet' in taskPower(definition, state, task, candidate, world))) able.push(candidate.person);
  }
  return able;
}

/** Who has it, and who stands in for him while he is away. */
function inHand(
  { definition, state, world }: DeskPlace,
  task: TaskState,
  holder: TaskHolder,
): readonly string[] {
  if (!world.member?.(holder.person)?.absent) return [holder.person];
  return [...new Set([holder.person, ...presentHands(definition, state, task, holder, world)])];
}

function unsigned({ definition, state }: DeskPlace, signing: string): readonly string[] {
  const { signers = [], signatures = {} } = state.signings?.[signing] ?? {};
  const missing = signers.map(({ person }) => person).filter((person) => !Object.hasOwn(signatures, person));
  return definition.signings?.[signing]?.mode === 'sequential' ? missing.slice(0, 1) : missing;
}

function urgedToday({ on }: DeskPlace): Unmet {
  return {
    ...against(
      'urged-today',
      URGE,
      '本人今日已经就本环节催办，每日一次',
      'the actor has urged this task today: once a day',
    ),
    earliestPossible: addDays(on, 1),
  };
}

function nobodyElse(): Unmet {
  return against(
    'nothing-to-change',
    URGE,
    '本环节现无可以催办的他人',
    'there is nobody else to be reminded of this task',
  );
}
