import { alongWith } from '../../case/beside-act.js';
import { decideDesk } from '../../case/desk/decide-desk.js';
import type { DeskChange } from '../../case/desk/desk-change.js';
import type { DeskCommand } from '../../case/desk/desk-command.js';
import type { Decision } from '../../case/decision.js';
import { withMoreUnmet } from '../../case/explain/more-unmet.js';
import type { GivenOpinion } from '../../case/opinion/opinion.js';
import type { Refusal } from '../../case/refusal.js';
import { stateOf } from '../earlier-state.js';
import type { Moment, Redo } from '../moment.js';
import { againstOpinion, markOf, opinionOf } from './act.js';

/** Something done at a desk: its command follows from what it changed. */
export const redoDesk: Redo = (moment) => {
  const { event, told, record } = moment;
  if (!event.desk) return [];
  const asked = commandOf(event.desk);
  const opinion = opinionOf(moment);
  const reason = told.partOr('reason', '…') as string | undefined;
  const command = { ...asked, ...(reason !== undefined && { reason }) } as DeskCommand;
  const words = { ...asked, ...(record.actor && { person: record.actor.person }) };
  return [() => ({ answer: decideAtDesk(moment, command, opinion), words })];
};

/** Decides it as the pipeline does, with the opinion that is said with it. */
export function decideAtDesk(
  moment: Moment,
  command: DeskCommand,
  opinion: GivenOpinion | undefined,
): Decision | Refusal {
  const { procedure, world, hash } = moment;
  const state = stateOf(moment);
  const actor = moment.actor();
  const said = opinion && command.do === 'answer' ? { ...command, text: opinion.text } : command;
  const decision = decideDesk(procedure, state, { ...said, actor }, world);
  const answer = withMoreUnmet(procedure, state, decision, againstOpinion(moment, state, actor, opinion));
  return answer.refused ? answer : alongWith(answer, markOf(hash, opinion, answer.state));
}

/** What was asked, from what came of it. The reason is a part and never here. */
function commandOf(change: DeskChange): DeskCommand {
  switch (change.did) {
    case 'claimed':
      return { do: 'claim', task: change.task };
    case 'released':
      return { do: 'release', task: change.task };
    case 'transferred':
      return { do: 'transfer', task: change.task, to: change.holder?.person ?? '' };
    case 'reassigned':
      return { do: 'reassign', task: change.task, ...(change.holder && { to: change.holder.person }) };
    case 'referred':
      return referralOf(change);
    case 'copied':
      return { do: 'copy', to: change.to };
    case 'answered':
      return { do: 'answer', referral: change.id };
    case 'recalled':
      return { do: 'recall', referral: change.id };
    case 'urged':
      return { do: 'urge', task: change.task };
    case 'suspended':
      return { do: 'suspend' };
    case 'resumed':
      return { do: 'resume' };
    case 'voided':
      return { do: 'void' };
  }
}

function referralOf({ referrals }: Extract<DeskChange, { readonly did: 'referred' }>): DeskCommand {
  const inOrder = Object.entries(referrals).toSorted(([a], [b]) => numberOf(a) - numberOf(b));
  const [first] = inOrder.map(([, referral]) => referral);
  const { kind, task = '', to = '', place } = first ?? {};
  if (kind === 'delegation') return { do: 'delegate', task, to };
  if (kind === 'consultation') return { do: 'consult', task, to, place: place ?? 'parallel' };
  return { do: 'circulate', to: inOrder.map(([, referral]) => referral.to) };
}

/** `r12`: referrals are numbered in the order in which they were made. */
function numberOf(id: string): number {
  return Number(id.slice(1));
}
