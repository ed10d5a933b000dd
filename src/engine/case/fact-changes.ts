import type { CivilDate } from '../clock/time.js';
import { isCivilDate } from '../clock/civil-date.js';
import { Defect } from '../defect.js';
import { evaluateFeel } from '../law/feel/feel.js';
import { withNames } from './feel-scope.js';
import type { ActDefinition, Definition, FactDefinition, FactValue, Feel } from '../law/definition.js';

/** Facts that `sets` changes: strings are FEEL, everything else is the value itself. */
export function factChanges(
  definition: Definition,
  sets: Readonly<Record<string, Feel | boolean | number>> | undefined,
  scope: Readonly<Record<string, unknown>>,
): Readonly<Record<string, FactValue>> {
  const changes: Record<string, FactValue> = {};
  for (const [name, set] of Object.entries(sets ?? {})) {
    const fact = definition.facts[name];
    if (!fact) throw new Defect(`sets an undeclared fact ${name}`);
    changes[name] = checked(name, fact, typeof set === 'string' ? evaluateFeel(set, scope) : set);
  }
  return changes;
}

function checked(name: string, fact: FactDefinition, value: unknown): FactValue {
  const fits =
    (fact.type === 'date' && value === null) ||
    (fact.type === 'boolean' && typeof value === 'boolean') ||
    (fact.type === 'integer' && Number.isSafeInteger(value)) ||
    (fact.type === 'date' && isCivilDate(value)) ||
    (fact.type === 'enum' && typeof value === 'string' && (fact.values?.includes(value) ?? false));
  if (!fits) throw new Defect(`fact ${name} (${fact.type}) cannot become ${JSON.stringify(value)}`);
  return value as FactValue;
}

/** One day for one or several milestones. */
export function allOn(
  names: string | readonly string[],
  day: CivilDate,
): Readonly<Record<string, CivilDate>> {
  return Object.fromEntries((typeof names === 'string' ? [names] : names).map((name) => [name, day]));
}

/** Milestones that an act records: its own day, or the day that an expression over its input gives. */
export function milestoneChanges(
  records: ActDefinition['records'],
  on: CivilDate,
  scope: Readonly<Record<string, unknown>>,
): Readonly<Record<string, CivilDate>> {
  if (records === undefined) return {};
  if (typeof records === 'string' || Array.isArray(records))
    return allOn(records as string | readonly string[], on);
  const changes: Record<string, CivilDate> = {};
  for (const [name, expression] of Object.entries(records as Readonly<Record<string, Feel>>)) {
    const day = evaluateFeel(expression, withNames(scope, { on }));
    if (day === null || day === undefined) continue;
    if (!isCivilDate(day)) throw new Defect(`milestone ${name} needs a day, not ${JSON.stringify(day)}`);
    changes[name] = day;
  }
  return changes;
}
