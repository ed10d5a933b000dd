import { Defect } from '../../defect.js';
import type { CaseEvent } from '../case-event.js';
import type { CaseState, TaskState } from '../case-state.js';
import type { DeskChange, HolderChange } from './desk-change.js';

/** Folds what happened at a desk, and lets referrals end with the task that they belong to. */
export function evolveDesk(state: CaseState, event: CaseEvent): CaseState {
  const after = event.desk ? changed(state, event, event.desk) : state;
  const going = event.tasksClosed ? withoutReferralsOf(after, event.tasksClosed) : after;
  return going.status === 'ended' && going.suspendedOn !== undefined ? resumed(going) : going;
}

function changed(state: CaseState, event: CaseEvent, desk: DeskChange): CaseState {
  switch (desk.did) {
    case 'claimed':
    case 'released':
    case 'transferred':
    case 'reassigned':
      return withTask(state, desk.task, (task) => inHand(task, desk));
    case 'referred': {
      const made = Object.values(desk.referrals);
      return {
        ...state,
        referrals: { ...state.referrals, ...desk.referrals },
        referralsMade: (state.referralsMade ?? 0) + made.length,
        referred: letIn(
          state,
          made.map(({ to }) => to),
        ),
      };
    }
    case 'answered':
    case 'recalled':
      return withReferrals(state, (id) => id !== desk.id);
    case 'copied':
      return { ...state, referred: letIn(state, desk.to) };
    case 'urged':
      return withTask(state, desk.task, (task) => urged(task, event, desk.by));
    case 'suspended':
      return { ...state, suspendedOn: event.on };
    case 'resumed':
      return resumed(state);
    case 'voided':
      // What never had an effect needs nobody's answer any more.
      return state.referrals ? withReferrals(state, () => false) : state;
  }
}

function resumed(state: CaseState): CaseState {
  const { suspendedOn: _since, ...rest } = state;
  return rest;
}

function withTask(state: CaseState, key: string, after: (task: TaskState) => TaskState): CaseState {
  const task = state.tasks[key];
  if (!task) throw new Defect(`something happens at a desk with task ${key}, which is not open`);
  return { ...state, tasks: { ...state.tasks, [key]: after(task) } };
}

function inHand(task: TaskState, { did, holder, passedBy }: HolderChange): TaskState {
  const { holder: _before, passedBy: passedBefore, ...rest } = task;
  // A superior's word begins the chain anew.
  const chain = did === 'reassigned' ? [] : [...new Set([...(passedBefore ?? []), ...(passedBy ?? [])])];
  return { ...rest, ...(holder && { holder }), ...(chain.length > 0 && { passedBy: chain }) };
}

function urged(task: TaskState, { on }: CaseEvent, by: string): TaskState {
  const sameDay = task.urged?.on === on ? task.urged.by : [];
  return { ...task, urged: { on, by: [...new Set([...sameDay, by])] } };
}

function withoutReferralsOf(state: CaseState, closed: readonly string[]): CaseState {
  const ends = (task: string | undefined, place: string | undefined): boolean =>
    task !== undefined && closed.includes(task) && place !== 'after';
  const over = Object.entries(state.referrals ?? {}).filter(([, { task, place }]) => ends(task, place));
  return over.length === 0 ? state : withReferrals(state, (id) => !over.some(([ended]) => ended === id));
}

/** Without any, the field is gone: a case whose referrals are all answered is like one that had none open. */
function withReferrals(state: CaseState, keeps: (id: string) => boolean): CaseState {
  const { referrals = {}, ...rest } = state;
  const kept = Object.entries(referrals).filter(([id]) => keeps(id));
  return kept.length === 0 ? rest : { ...rest, referrals: Object.fromEntries(kept) };
}

function letIn({ referred = [] }: CaseState, persons: readonly string[]): readonly string[] {
  return [...new Set([...referred, ...persons])];
}
