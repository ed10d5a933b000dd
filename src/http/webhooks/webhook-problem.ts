import type { Unmet } from '../../engine/case/refusal.js';
import { powerProblem } from '../powers/power-problem.js';
import { Problem, unknownResource } from '../problems/problem.js';

/** A 404 for a subscription. */
export function unknownWebhook(): Problem {
  return unknownResource('推送订阅', 'webhook');
}

type NotDone =
  | { readonly outcome: 'refused'; readonly unmet: readonly Unmet[] }
  | { readonly outcome: 'unknown' | 'ended' | 'notParked' };

/** What was done. @throws Problem for what was not */
export function settledWebhook<A extends { readonly outcome: string }>(
  answer: A | NotDone,
): Exclude<A, NotDone> {
  if (isNotDone(answer)) {
    if (answer.outcome === 'refused') throw powerProblem('manageWebhooks', answer.unmet);
    if (answer.outcome === 'unknown') throw unknownWebhook();
    throw new Problem(answer.outcome === 'ended' ? 'webhook-ended' : 'event-not-parked');
  }
  return answer as Exclude<A, NotDone>;
}

function isNotDone(answer: { readonly outcome: string }): answer is NotDone {
  return ['refused', 'unknown', 'ended', 'notParked'].includes(answer.outcome);
}
