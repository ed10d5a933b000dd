import type { Definition } from '../../law/definition.js';
import type { CaseState, TaskState } from '../case-state.js';
import type { Actor } from '../command.js';
import { powerFor, type Power } from '../power/power.js';
import type { PowerSource, PowerWish } from '../power/power-wish.js';
import type { RefusalCode, Unmet } from '../refusal.js';
import type { World } from '../world.js';
import type { ReferralKind, ReferralState, TaskHolder } from './desk-state.js';
import { naturalPersons, taskPower } from './task-power.js';

type Capacity = Actor['capacities'][number];

/**
 * The power to perform an act as the desks stand: an officer acts on no task that another has in hand, on none that
 * waits for the answer to a referral, and on nothing while the work is suspended. What he is asked for is never more
 * than `powerFor` grants; what parties do is theirs whatever the desks say.
 */
export function powerInHand(
  definition: Definition,
  wish: PowerWish,
  actor: Actor,
  source: PowerSource & Pick<CaseState, 'tasks' | 'referrals' | 'suspendedOn'>,
  world: World,
): Power {
  const barred = new Map<Capacity, Unmet>();
  for (const capacity of actor.capacities) {
    const bar = barOf(definition, capacity, wish.name, actor, source, world);
    if (bar) barred.set(capacity, bar);
  }
  const free = actor.capacities.filter((capacity) => !barred.has(capacity));
  const power = powerFor(definition, wish, { ...actor, capacities: free }, source, world);
  if (barred.size === 0 || !('unmet' in power)) return power;
  const unbarred = powerFor(definition, wish, actor, source, world);
  if ('unmet' in unbarred) return unbarred;
  const bar = [...barred].find(([{ post, unit }]) => post === unbarred.post && unit === unbarred.unit)?.[1];
  return bar ? { unmet: [bar] } : power;
}

/** What keeps the acts of a desk from somebody who has it in no other way. */
function barOf(
  definition: Definition,
  capacity: Capacity,
  act: string,
  actor: Actor,
  source: PowerSource & Pick<CaseState, 'tasks' | 'referrals' | 'suspendedOn'>,
  world: World,
): Unmet | undefined {
  if (source.suspendedOn !== undefined) return caseSuspended(source.suspendedOn);
  const offering = Object.entries(source.tasks).filter(([, { acts }]) => acts.includes(act));
  const own = offering.filter(([, { post }]) => post === capacity.post);
  const tasks = own.length > 0 ? own : offering;
  if (tasks.length === 0) return undefined;
  const natural = naturalPersons(actor, capacity);
  const open = tasks.filter(([, task]) => {
    const holder = effectiveHolder(definition, source, task, world);
    return !holder || isHis(holder, natural);
  });
  if (open.length === 0) return heldByAnother();
  const waiting = open.map(([key]) => blockingReferrals(source, key));
  return waiting.every((referrals) => referrals.length > 0) ? awaitingReferral(waiting.flat()) : undefined;
}

/**
 * Who has a task in hand so that it is nobody else's. What came back to somebody (`returned`) is still everybody's of the
 * post; so is what is in the hand of a person who may no longer lawfully have it, or who is away with nobody to stand in
 * for him: the law's clocks wait for nobody's desk.
 */
export function effectiveHolder(
  definition: Definition,
  source: PowerSource,
  task: TaskState,
  world: World,
): TaskHolder | undefined {
  const { holder } = task;
  if (!holder || holder.as === 'returned') return undefined;
  if (!world.member) return holder;
  return presentHands(definition, source, task, holder, world).next().done ? undefined : holder;
}

/** Those who are there to do what somebody has in hand: he himself, his principal, and who stands in for one of them. */
export function* presentHands(
  definition: Definition,
  source: PowerSource,
  task: TaskState,
  { person, onBehalfOf }: TaskHolder,
  world: World,
): Generator<string> {
  const lawful = (actor: Actor): boolean => !('unmet' in taskPower(definition, source, task, actor, world));
  const natural = onBehalfOf === undefined ? [person] : [person, onBehalfOf];
  for (const one of natural) {
    const member = world.member?.(one);
    if (member && !member.absent && lawful(member.actor)) yield one;
  }
  for (const candidate of world.holders?.(task.post) ?? []) {
    const standsIn = candidate.capacities.filter(({ post, deputy }) => {
      return post === task.post && deputy && natural.includes(deputy.principal.person);
    });
    if (standsIn.length > 0 && lawful({ ...candidate, capacities: standsIn })) yield candidate.person;
  }
}

/** Whether one of the persons has the task: himself, for his principal, or by his deputy. */
export function isHis({ person, onBehalfOf }: TaskHolder, natural: readonly string[]): boolean {
  return natural.includes(person) || (onBehalfOf !== undefined && natural.includes(onBehalfOf));
}

/** Open referrals on whose answer the acts of a task wait. */
export function blockingReferrals(
  { referrals }: Pick<CaseState, 'referrals'>,
  task: string,
): readonly ReferralState[] {
  return Object.values(referrals ?? {}).filter((one) => one.blocks && one.task === task);
}

/** 挂起. */
export function caseSuspended(since: string): Unmet {
  return unmet('case-suspended', '正程 挂起', {
    zh: `案件自 ${since} 起挂起，恢复办理前工作人员不得办理；法定期限照常计算`,
    en: `the work has been suspended since ${since}; officers may do nothing until it is resumed, and the law's clocks go on`,
  });
}

/** 签收. */
export function heldByAnother(): Unmet {
  return unmet('held-by-another', '正程 工作交接', {
    zh: '本环节已由他人签收或者转交他人，须由其本人办理',
    en: 'another person has this task in hand; he must do it, pass it on or give it back',
  });
}

const WAITED_FOR: Readonly<Record<ReferralKind, { readonly zh: string; readonly en: string }>> = {
  delegation: { zh: '委派', en: 'delegation' },
  consultation: { zh: '加签', en: 'opinion request' },
  circulation: { zh: '传阅', en: 'circulation' },
};

/** 委派, 加签: the act waits for the answer. */
export function awaitingReferral(referrals: readonly ReferralState[]): Unmet {
  const kinds = [...new Set(referrals.map(({ kind }) => kind))].map((kind) => WAITED_FOR[kind]);
  return unmet('awaiting-referral', '正程 转请', {
    zh: `本环节的${kinds.map(({ zh }) => zh).join('、')}尚未答复（${referrals.length} 件），答复或者撤回后方可办理`,
    en: `the task waits for ${referrals.length} answer(s): ${kinds.map(({ en }) => en).join(', ')}; it can go on when answered or withdrawn`,
  });
}

function unmet(code: RefusalCode, basis: string, say: { readonly zh: string; readonly en: string }): Unmet {
  return { code, say, basis: [basis] };
}
