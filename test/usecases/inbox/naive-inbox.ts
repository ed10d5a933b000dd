import type { CaseState, TaskState } from '../../../src/engine/case/case-state.js';
import { taskPower } from '../../../src/engine/case/desk/task-power.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { TaskView } from '../../../src/usecases/inbox/inbox-reads.js';
import type { ReadablePlace } from '../../../src/usecases/reading/may-read.js';

/** A row as the views are compared by. */
export interface NaiveRow {
  readonly caseId: string;
  readonly item: string;
  readonly due: string;
  readonly as: string;
}

/** One way in which a person may do a task. */
interface Capacity {
  readonly kind: 'own' | 'deputy' | 'party';
  readonly principal?: string;
  readonly substitution?: string;
}

const NO_DAY = '9999-12-31';

/** What is in a view, case by case and task by task, by the words of the views alone. */
export function naiveTasks(
  view: TaskView,
  caseId: string,
  place: ReadablePlace,
  soon: CivilDate,
): readonly NaiveRow[] {
  const { state, actor, world } = place;
  if (state.status === 'ended' || world.bars?.sealed) return [];
  const due = dueOf(state);
  const tasks = Object.entries(state.tasks).flatMap(([key, task]): NaiveRow[] => {
    const ways = waysOf(place, task);
    const rows = view === 'all' ? ways : ways.filter((way) => handy(way, key, task, place));
    // As whose he has it in hand comes first.
    const [chosen] = [
      ...rows.filter(({ principal }) => principal === task.holder?.onBehalfOf),
      ...rows.filter(({ principal }) => principal !== task.holder?.onBehalfOf),
    ];
    if (!chosen || !inView(view, chosen, rows, { key, task, due, soon, place })) return [];
    const as = [chosen.kind, chosen.principal ?? '', chosen.substitution ?? ''].join(' ');
    return [{ caseId, item: key, due, as }];
  });
  const barred = world.bars?.recused.includes(actor.person) ?? false;
  const asked = Object.entries(state.referrals ?? {}).filter(([, { to }]) => to === actor.person && !barred);
  const listed = view === 'referrals' || view === 'inHand' || (view === 'dueSoon' && due <= soon);
  const referrals = listed ? asked.map(([id]) => ({ caseId, item: `@${id}`, due, as: 'referral' })) : [];
  return [...tasks, ...referrals];
}

function dueOf(state: CaseState): string {
  const running = Object.values(state.clocks).filter((clock) => clock.state === 'running');
  return running.map(({ dueOn }) => dueOn ?? NO_DAY).toSorted()[0] ?? NO_DAY;
}

/** Every way in which the policies let the person do the task, his own posts first. */
function waysOf({ definition, state, actor, world }: ReadablePlace, task: TaskState): readonly Capacity[] {
  if (definition.posts[task.post]?.kind === 'party') {
    const power = taskPower(definition, state, task, { ...actor, capacities: [] }, world);
    return 'unmet' in power ? [] : [{ kind: 'party' }];
  }
  return actor.capacities.flatMap((capacity): Capacity[] => {
    const power = taskPower(definition, state, task, { ...actor, capacities: [capacity] }, world);
    if ('unmet' in power) return [];
    return power.deputy
      ? [
          {
            kind: 'deputy',
            principal: power.deputy.principal.person,
            substitution: power.deputy.substitution,
          },
        ]
      : [{ kind: 'own' }];
  });
}

/** Nobody else has it in hand, and his signature (or his principal's) is waited for. */
function handy(way: Capacity, key: string, task: TaskState, { state, actor }: ReadablePlace): boolean {
  if (way.kind === 'party') return true;
  if (task.signing !== undefined) return waitedFor(state, key).includes(way.principal ?? actor.person);
  const { holder } = task;
  if (!holder || holder.as === 'returned') return true;
  return holder.person === actor.person || holder.person === way.principal;
}

function waitedFor(state: CaseState, key: string): readonly string[] {
  const round = state.signings?.[state.tasks[key]?.signing ?? ''];
  const missing = (round?.signers ?? []).map(({ person }) => person).filter((one) => !round?.signatures[one]);
  return round?.inTurn ? missing.slice(0, 1) : missing;
}

function inView(
  view: TaskView,
  chosen: Capacity,
  ways: readonly Capacity[],
  of: {
    readonly key: string;
    readonly task: TaskState;
    readonly due: string;
    readonly soon: CivilDate;
    readonly place: ReadablePlace;
  },
): boolean {
  const { task, due, soon, place } = of;
  const me = place.actor.person;
  const { holder, signing } = task;
  const party = chosen.kind === 'party';
  const mine =
    holder !== undefined && (holder.person === me || ways.some((way) => way.principal === holder.person));
  const toClaim =
    !party &&
    signing === undefined &&
    (holder === undefined ||
      (holder.as === 'returned' && holder.person !== me) ||
      (holder.as === 'assigned' && mine));
  const inHand =
    party ||
    signing !== undefined ||
    (holder?.as === 'claimed' && mine) ||
    (holder?.as === 'returned' && holder.person === me);
  switch (view) {
    case 'toClaim':
      return toClaim;
    case 'inHand':
      return inHand;
    case 'dueSoon':
      return (toClaim || inHand) && due <= soon;
    case 'returned':
      return task.came === 'returned' && (party || (signing === undefined && holder?.person === me));
    case 'asDeputy':
      return chosen.kind === 'deputy' && (toClaim || inHand);
    case 'all':
      return true;
    case 'referrals':
      return false;
  }
}
