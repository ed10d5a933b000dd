import { type PolicyJson, policySetTextToParts, policyToJson, validate } from './cedar-engine.js';
import { isPowerRefusalCode } from '../../engine/powers/refusal-codes.js';
import type { PolicyReason } from '../../engine/powers/power-question.js';
import { PowerPoliciesError } from './power-policies-error.js';

/** One policy: what it can say in an answer, and where it stands. */
export interface PowerPolicy extends PolicyReason {
  readonly effect: 'permit' | 'forbid';
  /** Actions that it speaks of. Null: all. */
  readonly actions: readonly string[] | null;
  readonly file: string;
  /** As written, with its annotations. */
  readonly text: string;
}

const ANNOTATIONS = ['id', 'article', 'code', 'zh', 'en'] as const;

/** Every policy of the `.cedar` files, by file and line, validated against the schema. @throws PowerPoliciesError */
export function readPolicies(
  files: Readonly<Record<string, string>>,
  schema: string,
): readonly PowerPolicy[] {
  const names = Object.keys(files).filter((name) => name.endsWith('.cedar'));
  const policies = names.toSorted().flatMap((file) => policiesOf(file, files[file] ?? ''));
  if (policies.length === 0) throw new PowerPoliciesError('the set has no policy');
  const seen = new Set<string>();
  for (const { policy, file } of policies) {
    if (seen.has(policy)) throw new PowerPoliciesError(`${file}: the id ${policy} is used twice`);
    seen.add(policy);
  }
  validateAll(policies, schema);
  return policies;
}

function policiesOf(file: string, content: string): readonly PowerPolicy[] {
  const parts = policySetTextToParts(content);
  if (parts.type === 'failure') {
    throw new PowerPoliciesError(`${file}: ${parts.errors.map(({ message }) => message).join('; ')}`);
  }
  if (parts.policy_templates.length > 0) throw new PowerPoliciesError(`${file}: templates are not used here`);
  // The parts come in the order of their provisional names, in which the tenth stands before the second.
  const inOrder = parts.policies.toSorted((a, b) => content.indexOf(a) - content.indexOf(b));
  return inOrder.map((text) => policyOf(file, text));
}

function policyOf(file: string, text: string): PowerPolicy {
  const parsed = policyToJson(text);
  if (parsed.type === 'failure') {
    throw new PowerPoliciesError(`${file}: ${parsed.errors.map(({ message }) => message).join('; ')}`);
  }
  const { annotations = {}, effect } = parsed.json;
  const name = annotations['id'] ?? text.slice(0, 60);
  for (const key of ANNOTATIONS) {
    if (!annotations[key]?.trim()) throw new PowerPoliciesError(`${file}: ${name}: @${key} is missing`);
  }
  const unknown = Object.keys(annotations).find((key) => !(ANNOTATIONS as readonly string[]).includes(key));
  if (unknown !== undefined) throw new PowerPoliciesError(`${file}: ${name}: @${unknown} is unknown`);
  const { article = '', code = '', zh = '', en = '' } = annotations;
  if (!isPowerRefusalCode(code)) throw new PowerPoliciesError(`${file}: ${name}: @code ${code} is unknown`);
  if (/"Var":"(principal|resource)"/.test(JSON.stringify(parsed.json.conditions)) || namesOne(parsed.json)) {
    throw new PowerPoliciesError(`${file}: ${name}: reads principal or resource, which carry nothing`);
  }
  const basis = article.split(';').map((one) => one.trim());
  if (basis.includes('')) throw new PowerPoliciesError(`${file}: ${name}: @article has an empty place`);
  return { policy: name, code, say: { zh, en }, basis, effect, actions: actionsOf(parsed.json), file, text };
}

function actionsOf({ action }: PolicyJson): readonly string[] | null {
  if (action.op === 'All') return null;
  const named = 'entities' in action ? action.entities : 'entity' in action ? [action.entity] : [];
  return named.map((entity) => ('__entity' in entity ? entity.__entity.id : entity.id));
}

/** Whether its head is about one person or one case, or about what is inside another. */
function namesOne({ principal, resource }: PolicyJson): boolean {
  return [principal, resource].some(({ op }) => op !== 'All' && op !== 'is');
}

/** Warnings count as well: a policy that can never speak is a rule that nobody keeps. */
function validateAll(policies: readonly PowerPolicy[], schema: string): void {
  const answer = validate({
    schema,
    policies: { staticPolicies: Object.fromEntries(policies.map(({ policy, text }) => [policy, text])) },
  });
  const found =
    answer.type === 'failure'
      ? answer.errors.map(({ message }) => message)
      : [
          ...[...answer.validationErrors, ...answer.validationWarnings].map(({ policyId, error }) => {
            const file = policies.find(({ policy }) => policy === policyId)?.file ?? '';
            return `${file}: ${policyId}: ${error.message}`;
          }),
          ...answer.otherWarnings.map(({ message }) => message),
        ];
  if (found.length > 0) throw new PowerPoliciesError(found.join('\n'));
}
