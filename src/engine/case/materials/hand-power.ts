import type { Definition } from '../../law/definition.js';
import type { CaseState, TaskState } from '../case-state.js';
import type { Actor } from '../command.js';
import { caseSuspended, effectiveHolder, heldByAnother, isHis } from '../desk/in-hand.js';
import { powerFor, type GrantedPower, type Power } from '../power/power.js';
import type { PowerWish } from '../power/power-wish.js';
import type { Unmet } from '../refusal.js';
import type { World } from '../world.js';

const BASIS = ['正程 材料'];

/**
 * In which capacity somebody may lay hands on a case's materials: as one who may do an open task that no other has in
 * hand, while the work is not suspended; or, where `parties` may too, as a party to the case. Else everything that
 * stands against it.
 */
export function handPower(
  definition: Definition,
  state: CaseState,
  actor: Actor,
  world: World,
  { parties }: { readonly parties: boolean },
): Power {
  const asked = new Asking(definition, state, actor, world);
  const open = Object.values(state.tasks);
  const free = open.filter((task) => isFree(definition, state, task, actor, world));
  const asOfficer = asked.forTasks(free);
  if (asOfficer && state.suspendedOn === undefined) return asOfficer;
  const asParty = parties ? asked.forPosts('materials', postsOfParties(definition)) : undefined;
  if (asParty) return asParty;
  if (asOfficer && state.suspendedOn !== undefined) return { unmet: [caseSuspended(state.suspendedOn)] };
  // Without the holder it would have been his: then that is what stands against it.
  if (asked.forTasks(open.filter((task) => !free.includes(task)))) return { unmet: [heldByAnother()] };
  return { unmet: asked.refused ?? [missing(parties)] };
}

/** Asks for one power after the other, and remembers what forbids more than that a post lacks it. */
class Asking {
  refused: readonly Unmet[] | undefined;

  constructor(
    private readonly definition: Definition,
    private readonly state: CaseState,
    private readonly actor: Actor,
    private readonly world: World,
  ) {}

  /** A deputy may be charged with some of a task's acts alone: one of them is enough to have the task. */
  forTasks(tasks: readonly TaskState[]): GrantedPower | undefined {
    for (const { acts, post } of tasks) {
      for (const act of acts) {
        const power = this.forPosts(act, [post]);
        if (power) return power;
      }
    }
    return undefined;
  }

  forPosts(name: string, by: readonly string[]): GrantedPower | undefined {
    if (by.length === 0) return undefined;
    const wish: PowerWish = { action: 'performAct', name, by, separateFrom: [], basis: BASIS, title: '材料' };
    const power = powerFor(this.definition, wish, this.actor, this.state, this.world);
    if ('policies' in power) return power;
    if (power.unmet.some(({ code }) => code !== 'power-missing')) this.refused ??= power.unmet;
    return undefined;
  }
}

/** 已签收、已转办: the task is one person's alone, his principal's and his deputies'. */
function isFree(
  definition: Definition,
  state: CaseState,
  task: TaskState,
  { person, capacities }: Actor,
  world: World,
): boolean {
  const holder = effectiveHolder(definition, state, task, world);
  const principals = capacities.flatMap(({ post, deputy }) =>
    deputy && post === task.post ? [deputy.principal.person] : [],
  );
  return !holder || isHis(holder, [person, ...principals]);
}

function postsOfParties({ posts }: Definition): readonly string[] {
  return Object.keys(posts).filter((post) => posts[post]?.kind === 'party');
}

function missing(parties: boolean): Unmet {
  const say = parties
    ? {
        zh: '材料由本案当事人或者有权办理本案待办任务的人员提交',
        en: 'materials are filed by a party, or by whoever may do an open task of the case',
      }
    : {
        zh: '材料由有权办理本案待办任务的人员核对',
        en: 'materials are judged by whoever may do an open task of the case',
      };
  return { code: 'power-missing', say, basis: BASIS };
}
