import { caseFacts, officeFacts, personFactsOf } from '../../engine/case/power/power.js';
import type { Capacity } from '../../engine/organisation/capacity.js';
import { missingPower } from '../../engine/powers/missing-power.js';
import type { PolicyReason, PowerAction, PowerQuestion } from '../../engine/powers/power-question.js';
import type { LawfulCaseFor } from '../cases/read-case.js';

/** What is decided about a case in the organisation: 回避 and 封存. */
export type BarringAction = Extract<
  PowerAction,
  'declareRecusal' | 'requestRecusal' | 'decideRecusal' | 'sealCase'
>;

/** The capacity in which somebody may do it, with the policies that say so, or what stands against it. */
export type BarringPower =
  | { readonly allowed: true; readonly policies: readonly string[]; readonly capacity?: Capacity }
  | { readonly allowed: false; readonly reasons: readonly PolicyReason[] };

/** Asks the policies for each capacity that serves the case, then for the person himself. */
export function powerOverCase(
  { procedure, state, actor, context }: LawfulCaseFor,
  action: BarringAction,
  concerned?: PowerQuestion['concerned'],
): BarringPower {
  const { checkPower, bars } = context.world;
  let reasons: readonly PolicyReason[] | undefined;
  for (const capacity of [...actor.capacities.filter(({ serves }) => serves), undefined]) {
    const answer = checkPower({
      action,
      person: personFactsOf(actor),
      scopes: actor.scopes,
      ...(capacity && { capacity: officeFacts(capacity, '', false) }),
      case: caseFacts(procedure.definition, state, [], bars),
      ...(concerned && { concerned }),
    });
    if (answer.allowed) return { allowed: true, policies: answer.policies, ...(capacity && { capacity }) };
    if (answer.denials.length > 0) reasons ??= answer.denials;
  }
  return { allowed: false, reasons: reasons ?? [missingPower(action)] };
}
