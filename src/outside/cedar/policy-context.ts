import { Defect } from '../../engine/defect.js';
import type { PowerQuestion } from '../../engine/powers/power-question.js';
import type { Shape } from './read-schema.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The question as policies see it, cut down to what the schema declares for its action: policies are sent nothing that
 * they may not read, and little is said quickly.
 *
 * @throws Defect when something is absent that the schema requires.
 */
export function policyContext(question: PowerQuestion, shape: Shape): Fields {
  const { person, capacity, act, scopes } = question;
  const principal = capacity?.principal;
  if (capacity?.kind === 'deputy' && !principal) throw new Defect('power: a deputy without a principal');
  return cut(
    {
      asker: person,
      deputised: principal,
      natural: principal ? [person.person, principal.person] : [person.person],
      scopes: scopes ? { held: scopes, sufficient: sufficientScopes(question) } : undefined,
      capacity,
      by: act?.by,
      case: question.case,
      dataClass: question.dataClass,
      concerned: question.concerned,
    },
    shape,
    question.action,
  );
}

/** The words of which a token must hold one: the action, or the very act. */
function sufficientScopes({ action, act }: PowerQuestion): readonly string[] {
  const named = act && (action === 'performAct' || action === 'openCase');
  return named ? [action, `act:${act.name}`] : [action];
}

function cut(value: Fields, shape: Shape, place: string): Fields {
  const kept: Record<string, unknown> = {};
  for (const { name, required, fields } of shape) {
    const content = value[name];
    if (content !== undefined) {
      kept[name] = fields ? cut(content as Fields, fields, `${place}.${name}`) : content;
    } else if (required) {
      throw new Defect(`power: ${place}.${name} is missing from the question`);
    }
  }
  return kept;
}
