import {
  type AuthorizationAnswer,
  type Context,
  type DetailedError,
  preparsePolicySet,
  type StatefulAuthorizationCall,
  statefulIsAuthorized,
} from './cedar-engine.js';
import { Defect } from '../../engine/defect.js';
import type {
  PolicyReason,
  PowerAction,
  PowerAnswer,
  PowerCheck,
} from '../../engine/powers/power-question.js';
import { POWER_REFUSAL_CODES } from '../../engine/powers/refusal-codes.js';
import { policyContext } from './policy-context.js';
import type { PowerPolicies } from './power-policies.js';
import { PowerPoliciesError } from './power-policies-error.js';
import type { ActionShape } from './read-schema.js';

/** What is ready to be asked about one action. */
interface Prepared extends ActionShape {
  /** Under which Cedar keeps the parsed policies that speak of the action. */
  readonly set: string;
}

// Cedar keeps parsed sets for the life of the process, by name: each set gets names of its own.
let sets = 0;

/** Answers kept for questions that come again: every act offered on a page asks much the same of one person. */
const KEPT_ANSWERS = 2_000;

/**
 * Asks the policies, in process. A policy can only speak of the actions that its head names, so each action has a
 * parsed set of its own: half of the time, the same answers. Denials come in the order of `POWER_REFUSAL_CODES`.
 *
 * @throws Defect for a question that lacks what its action needs and for any error inside Cedar: never a yes, and never
 * a no that looks like the law's.
 */
export function cedarPowerCheck(policies: PowerPolicies): PowerCheck {
  const prepared = prepare(policies);
  const reasons = policies.policies
    .map(({ policy, code, say, basis }): PolicyReason => ({ policy, code, say, basis }))
    .toSorted((a, b) => POWER_REFUSAL_CODES.indexOf(a.code) - POWER_REFUSAL_CODES.indexOf(b.code));
  const kept = new Map<string, PowerAnswer>();
  return (question) => {
    const { action } = question;
    const ready = prepared.get(action);
    if (!ready) throw new Defect(`power: there is no action ${action}`);
    const context = policyContext(question, ready.context) as Context;
    const asked = `${action} ${JSON.stringify(context)}`;
    let answer = kept.get(asked);
    if (!answer) {
      answer = ask(action, ready, context, reasons);
      if (kept.size >= KEPT_ANSWERS) kept.delete(kept.keys().next().value as string);
      kept.set(asked, answer);
    }
    return answer;
  };
}

/** What was prepared stays in Cedar anyway: the same policies are prepared once. */
const known = new WeakMap<PowerPolicies, ReadonlyMap<PowerAction, Prepared>>();

function prepare(of: PowerPolicies): ReadonlyMap<PowerAction, Prepared> {
  const ready = known.get(of) ?? parsed(of);
  known.set(of, ready);
  return ready;
}

function parsed({ policies, shapes }: PowerPolicies): ReadonlyMap<PowerAction, Prepared> {
  sets += 1;
  const ready = new Map<PowerAction, Prepared>();
  for (const [action, shape] of shapes) {
    const speaking = policies.filter(({ actions }) => actions === null || actions.includes(action));
    const set = `${sets}/${action}`;
    const answer = preparsePolicySet(set, {
      staticPolicies: Object.fromEntries(speaking.map(({ policy, text }) => [policy, text])),
    });
    if (answer.type === 'failure') throw new PowerPoliciesError(sentences(answer.errors));
    ready.set(action, { ...shape, set });
  }
  return ready;
}

function ask(
  action: PowerAction,
  { resource, set }: Prepared,
  context: Context,
  reasons: readonly PolicyReason[],
): PowerAnswer {
  const answer = evaluated({
    // Everything that a policy may read is in the context: who and which case these stand for makes no difference.
    principal: { type: 'Person', id: 'asker' },
    action: { type: 'Action', id: action },
    resource: { type: resource, id: 'asked' },
    context,
    entities: [],
    preparsedPolicySetId: set,
    validateRequest: false,
  });
  if (answer.type === 'failure') throw new Defect(`power ${action}: ${sentences(answer.errors)}`);
  const { decision, diagnostics } = answer.response;
  if (diagnostics.errors.length > 0) {
    const said = diagnostics.errors.map(({ policyId, error }) => `${policyId}: ${error.message}`);
    throw new Defect(`power ${action}: ${said.join('; ')}`);
  }
  const spoke = reasons.filter(({ policy }) => diagnostics.reason.includes(policy));
  if (spoke.length !== diagnostics.reason.length)
    throw new Defect(`power ${action}: an unknown policy spoke`);
  return decision === 'allow'
    ? { allowed: true, policies: spoke.map(({ policy }) => policy) }
    : { allowed: false, denials: spoke };
}

/** Cedar throws what it cannot take in, and panics on a bug of its own. */
function evaluated(call: StatefulAuthorizationCall): AuthorizationAnswer {
  try {
    return statefulIsAuthorized(call);
  } catch (error) {
    throw new Defect(`power ${JSON.stringify(call.action)}: ${String(error)}`, { cause: error });
  }
}

function sentences(errors: readonly DetailedError[]): string {
  return errors.map(({ message }) => message).join('; ');
}
