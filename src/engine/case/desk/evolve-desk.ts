import { Defect } from '../../defect.js';
import type { CaseEvent } from '../case-event.js';
import type { CaseState } from '../case-state.js';
import type { DeskChange } from './desk-change.js';

/** Folds what happened at a desk, and lets referrals end with the task that they belong to. */
export function evolveDesk(state: CaseState, event: CaseEvent): CaseState {
  const after = event.desk ? changed(state, event, event.desk) : state;
  return event.tasksClosed ? withoutReferralsOf(after, event.tasksClosed) : after;
}

function changed(state: CaseState, event: CaseEvent, desk: DeskChange): CaseState {
  switch (desk.did) {
    case 'claimed':
    case 'released':
    case 'transferred':
    case 'reassigned':
      return withHolder(state, desk);
    case 'referred':
      return {
        ...state,
        referrals: { ...state.referrals, [desk.id]: desk.referral },
        referralsMade: (state.referralsMade ?? 0) + 1,
        referred: letIn(state, [desk.referral.to]),
      };
    case 'answered':
    case 'recalled':
      return withReferrals(state, (id) => id !== desk.id);
    case 'copied':
      return { ...state, referred: letIn(state, desk.to) };
    case 'urged':
      return state;
    case 'suspended':
      return { ...state, suspendedOn: event.on };
    case 'resumed': {
      const { suspendedOn: _since, ...rest } = state;
      return rest;
    }
    case 'voided':
      return state;
  }
}

function withHolder(
  state: CaseState,
  {
    task,
    holder,
  }: Extract<DeskChange, { readonly did: 'claimed' | 'released' | 'transferred' | 'reassigned' }>,
): CaseState {
  const before = state.tasks[task];
  if (!before) throw new Defect(`task ${task} changes hands, but is not open`);
  const { holder: _before, ...rest } = before;
  return { ...state, tasks: { ...state.tasks, [task]: holder ? { ...rest, holder } : rest } };
}

function withoutReferralsOf(state: CaseState, closed: readonly string[]): CaseState {
  const ends = (task: string | undefined, place: string | undefined): boolean =>
    task !== undefined && closed.includes(task) && place !== 'after';
  const over = Object.entries(state.referrals ?? {}).filter(([, { task, place }]) => ends(task, place));
  return over.length === 0 ? state : withReferrals(state, (id) => !over.some(([ended]) => ended === id));
}

function withReferrals(state: CaseState, keeps: (id: string) => boolean): CaseState {
  const kept = Object.entries(state.referrals ?? {}).filter(([id]) => keeps(id));
  return { ...state, referrals: Object.fromEntries(kept) };
}

function letIn({ referred = [] }: CaseState, persons: readonly string[]): readonly string[] {
  return [...new Set([...referred, ...persons])];
}
