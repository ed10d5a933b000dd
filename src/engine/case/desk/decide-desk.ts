import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import type { CaseEvent } from '../case-event.js';
import type { CaseState } from '../case-state.js';
import type { Effect } from '../effect.js';
import { evolve } from '../evolve.js';
import { powerInEvent } from '../power/power-in-event.js';
import { refusal, type Refusal, type Unmet } from '../refusal.js';
import { today, type World } from '../world.js';
import { answer, recall } from './answer-rules.js';
import {
  MAX_REASON,
  REASONED,
  type DeskAttempt,
  type DeskCommand,
  type DeskDecision,
} from './desk-command.js';
import { against, HANDOVER, type DeskPlace, type DeskRuling, type Ruled } from './desk-place.js';
import { caseSuspended } from './in-hand.js';
import { circulate, consult, copy, delegate } from './referral-rules.js';
import { claim, reassign, release, transfer } from './task-rules.js';
import { urge } from './urge-rule.js';
import { resume, suspend, voidCase } from './work-rules.js';

/** What may still be done when the case has ended: it is read, and what was asked is answered. */
const AFTER_THE_END: ReadonlySet<DeskCommand['do']> = new Set(['answer', 'recall', 'circulate', 'copy']);

/** What makes no sense while the work stands still. */
const NOT_WHILE_SUSPENDED: ReadonlySet<DeskCommand['do']> = new Set([
  'claim',
  'transfer',
  'delegate',
  'consult',
  'urge',
]);

/**
 * Decides whether something may be done at a desk now, and what follows: one event that never changes where the case
 * stands in law, except that 作废 ends it. Pure, as `decide` is; lapses that are due must have been folded in before.
 *
 * A refusal names everything that stands against it at once: power, place, the person chosen, and the reason.
 */
export function decideDesk(
  procedure: CompiledProcedure,
  state: CaseState,
  command: DeskAttempt,
  world: World,
): DeskDecision | Refusal {
  if (state.status === 'ended' && !AFTER_THE_END.has(command.do)) {
    return refusal('case-ended', procedure, state, ['正程 办结']);
  }
  const on = today(world);
  const place = { definition: procedure.definition, state, actor: command.actor, world, on };
  const ruled = ruling(place, command);
  const { suspendedOn } = state;
  const unmet = [
    ...(suspendedOn !== undefined && NOT_WHILE_SUSPENDED.has(command.do) ? [caseSuspended(suspendedOn)] : []),
    ...('unmet' in ruled ? ruled.unmet : []),
    ...unmetReason(command),
  ];
  if ('unmet' in ruled || unmet.length > 0) {
    return refusal(unmet[0]?.code ?? 'requirement-unmet', procedure, state, [], unmet);
  }
  return decided(place, ruled);
}

function ruling(place: DeskPlace, command: DeskCommand): Ruled {
  switch (command.do) {
    case 'claim':
      return claim(place, command.task);
    case 'release':
      return release(place, command.task);
    case 'transfer':
      return transfer(place, command.task, command.to);
    case 'reassign':
      return reassign(place, command.task, command.to);
    case 'delegate':
      return delegate(place, command.task, command.to);
    case 'consult':
      return consult(place, command.task, command.to, command.place);
    case 'circulate':
      return circulate(place, command.to);
    case 'copy':
      return copy(place, command.to);
    case 'answer':
      return answer(place, command.referral, command.text);
    case 'recall':
      return recall(place, command.referral);
    case 'urge':
      return urge(place, command.task);
    case 'suspend':
      return suspend(place);
    case 'resume':
      return resume(place);
    case 'void':
      return voidCase(place);
  }
}

function unmetReason({ do: what, reason }: DeskCommand): readonly Unmet[] {
  if (REASONED.has(what) && !reason?.trim()) {
    return [against('invalid-input', HANDOVER, '须说明理由', 'a reason must be given', '/reason')];
  }
  if ((reason?.length ?? 0) <= MAX_REASON) return [];
  const zh = `理由不得超过 ${MAX_REASON} 字`;
  return [
    against('invalid-input', HANDOVER, zh, `the reason is longer than ${MAX_REASON} characters`, '/reason'),
  ];
}

function decided({ state, actor, on }: DeskPlace, ruled: DeskRuling): DeskDecision {
  const { change, power, basis, tell = [], effects = [], more } = ruled;
  const event: CaseEvent = {
    type: `desk.${change.did}`,
    cause: 'desk',
    power: powerInEvent(power),
    on,
    ...more,
    desk: change,
  };
  const to = tell.filter((person) => person !== actor.person);
  const told: readonly Effect[] =
    change.did === 'urged' || to.length === 0 ? [] : [{ type: 'desk.notify', did: change.did, to, on }];
  return {
    refused: false,
    event,
    effects: [...effects, ...told],
    state: evolve(state, event),
    basis,
  };
}
