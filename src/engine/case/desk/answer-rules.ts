import { missingPower } from '../../powers/missing-power.js';
import { caseFacts, personFactsOf, type GrantedPower } from '../power/power.js';
import type { Unmet } from '../refusal.js';
import { against, REFERRAL, type Against, type DeskPlace, type Ruled } from './desk-place.js';
import type { ReferralState } from './desk-state.js';
import { openTask } from './hand-power.js';
import { effectiveHolder, isHis } from './in-hand.js';
import { powerToRefer } from './referral-rules.js';
import { naturalPersons, taskPower } from './task-power.js';
import { workPower } from './work-power.js';

/** The answer to a referral: by the very person who was asked. */
export function answer(place: DeskPlace, id: string, text: string | undefined): Ruled {
  const referral = openReferral(place, id);
  if (!referral) return { unmet: [referralNotOpen()] };
  const power = powerToAnswer(place, referral);
  const silent =
    referral.kind !== 'circulation' && !text?.trim()
      ? [against('invalid-input', REFERRAL, '答复须写明意见', 'the answer must say something', '/text')]
      : [];
  if ('unmet' in power) return { unmet: [...power.unmet, ...silent] };
  if (silent.length > 0) return { unmet: silent };
  const change = { did: 'answered', id, kind: referral.kind } as const;
  return { change, power, basis: [REFERRAL], tell: [referral.from] };
}

/** 减签, 收回: by who asked, by who has the task now, or by the posts that may reassign. */
export function recall(place: DeskPlace, id: string): Ruled {
  const referral = openReferral(place, id);
  if (!referral) return { unmet: [referralNotOpen()] };
  const power = powerToRecall(place, referral);
  if ('unmet' in power) return power;
  const change = { did: 'recalled', id, kind: referral.kind } as const;
  return { change, power, basis: [REFERRAL], tell: [referral.to] };
}

function openReferral({ state: { referrals = {} } }: DeskPlace, id: string): ReferralState | undefined {
  return Object.hasOwn(referrals, id) ? referrals[id] : undefined;
}

function powerToAnswer(
  { definition, state, actor, world }: DeskPlace,
  { to }: ReferralState,
): GrantedPower | Against {
  const said = world.checkPower({
    action: 'answerReferral',
    person: personFactsOf(actor),
    scopes: actor.scopes,
    case: caseFacts(definition, state, [], world.bars),
    concerned: { person: to },
  });
  if (said.allowed) return { post: '', policies: said.policies };
  const denials = said.denials.length > 0 ? said.denials : [missingPower('answerReferral')];
  return { unmet: denials.map(({ code, say, basis }) => ({ code, say, basis })) };
}

function powerToRecall(place: DeskPlace, referral: ReferralState): GrantedPower | Against {
  const superior = workPower(place, 'reassign');
  if (!('unmet' in superior)) return superior.power;
  const power = powerToRefer(place);
  if ('unmet' in power) return power;
  if (referral.from === place.actor.person || hasTaskOf(place, referral)) return power;
  return { unmet: [notHisToRecall()] };
}

/**
 * Whether the task that waits is the actor's now: it is in his hand, or in nobody's and who asked may no longer do it.
 */
function hasTaskOf(place: DeskPlace, { task: key, from }: ReferralState): boolean {
  const { definition, state, actor, world } = place;
  const task = key === undefined ? undefined : openTask(state, key);
  if (!task) return false;
  const power = taskPower(definition, state, task, actor, world);
  if ('unmet' in power) return false;
  const holder = effectiveHolder(definition, state, task, world);
  if (holder) return isHis(holder, naturalPersons(actor, power));
  const asker = world.member?.(from);
  return !asker || 'unmet' in taskPower(definition, state, task, asker.actor, world);
}

function referralNotOpen(): Unmet {
  return against(
    'referral-not-open',
    REFERRAL,
    '没有这一转请，或者已经答复、撤回，或者随所属环节结束',
    'there is no such open referral: it was answered, withdrawn, or ended with its task',
    '/referral',
  );
}

function notHisToRecall(): Unmet {
  return against(
    'power-missing',
    REFERRAL,
    '转请由提出人、现在的经办人或者有权改派的岗位撤回',
    'a referral is withdrawn by who made it, who has the task now, or a post that may reassign',
  );
}
