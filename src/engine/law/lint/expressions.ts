import type { ActDefinition, Definition, FactDefinition } from '../definition.js';
import { checkExpression } from '../feel/feel-check.js';
import { feelNames, type FeelNames } from '../feel/feel-names.js';
import { scanFeel } from '../feel/feel-reads.js';
import { checkTypes, type FeelType } from '../feel/feel-types.js';
import { standingFields, type StandingField } from '../stream-definition.js';
import { suggest } from '../suggest.js';
import { type Expression, expressionsIn } from './expression-list.js';
import type { Finding, Rule } from './subject.js';

/**
 * Expressions parse, read only what is declared, never the time, compare like with like and enumerations with their
 * own values, and give the kind of value that is needed where they stand.
 */
export const expressions: Rule = (subject) => {
  const { definition } = subject;
  return expressionsIn(subject).flatMap((expression) => {
    const { source, path } = expression;
    const problems = checkExpression(source, namesFor(definition, expression)).map(
      ({ code, message, from, suggestion }): Finding => ({ code, path, message, offset: from, suggestion }),
    );
    if (problems.length > 0) return problems;
    return [...enumComparisons(definition, expression), ...kinds(definition, expression)];
  });
};

function namesFor(definition: Definition, { act, ownDay, attempts }: Expression): FeelNames {
  return feelNames({
    facts: Object.keys(definition.facts),
    acts: Object.keys(definition.acts),
    milestones: Object.keys(definition.milestones),
    posts: Object.keys(definition.posts),
    ...(act ? { inputs: Object.keys(act.input ?? {}), streams: [...standingsIn(definition).keys()] } : {}),
    ...(ownDay ? { ownDay } : {}),
    ...(attempts ? { attempts } : {}),
  });
}

/** Fields that the streams of a definition have, as `<name>.<field>`. */
function standingsIn({ streams = {} }: Definition): ReadonlyMap<string, StandingField> {
  return new Map(
    Object.entries(streams).flatMap(([name, { kind }]) =>
      Object.entries(standingFields(kind)).map(([field, one]) => [`${name}.${field}`, one] as const),
    ),
  );
}

function enumComparisons(definition: Definition, { source, path, act }: Expression): Finding[] {
  return scanFeel(source).comparisons.flatMap(({ segments, text, from }): Finding[] => {
    const name = segments.join('.');
    const values = valuesOf(definition, name, act);
    if (values === undefined || values.includes(text)) return [];
    const message = `"${name}" is never "${text}"; its values are ${values.join(', ')}`;
    return [{ code: 'not-a-value', path, message, offset: from, suggestion: suggest(text, values) }];
  });
}

/** Values that the thing compared can have, when they are a closed list. */
function valuesOf(
  definition: Definition,
  name: string,
  act: ActDefinition | undefined,
): readonly string[] | undefined {
  if (Object.hasOwn(definition.facts, name)) return definition.facts[name]?.values;
  if (name.startsWith('streams.')) return standingsIn(definition).get(name.slice('streams.'.length))?.values;
  const input = name.startsWith('input.') ? act?.input?.[name.slice('input.'.length)] : undefined;
  const values = input?.['enum'];
  return Array.isArray(values) && values.every((value) => typeof value === 'string') ? values : undefined;
}

function kinds(definition: Definition, expression: Expression): Finding[] {
  const { source, path } = expression;
  const { type, problems } = checkTypes(source, (name) => typeOfName(definition, expression, name));
  const findings = problems.map(({ code, message, from }): Finding => ({
    code,
    path,
    message,
    offset: from,
  }));
  const wanted = wantedType(definition, expression);
  const fits = wanted === undefined || [wanted, 'unknown', 'null'].includes(type);
  if (findings.length > 0 || fits) return findings;
  if (expression.use === 'condition') {
    const message = `"${source}" is a ${type}; a condition must hold or not hold: compare it with something`;
    return [{ code: 'not-a-condition', path, message }];
  }
  const message = `"${source}" gives a ${type}, but a ${wanted} is needed here`;
  return [{ code: expression.use === 'fact' ? 'fact-values' : 'wrong-kind', path, message }];
}

function wantedType(definition: Definition, { use, fact }: Expression): FeelType | undefined {
  if (use === 'condition') return 'boolean';
  if (use === 'day' || use === 'ground') return 'text';
  const declared =
    fact !== undefined && Object.hasOwn(definition.facts, fact) ? definition.facts[fact] : undefined;
  return declared && typeOfFact(declared);
}

function typeOfFact({ type }: Pick<FactDefinition, 'type'>): FeelType {
  if (type === 'boolean') return 'boolean';
  return type === 'integer' ? 'number' : 'text';
}

const INPUT_TYPES: Readonly<Record<string, FeelType>> = {
  string: 'text',
  integer: 'number',
  boolean: 'boolean',
  array: 'list',
  object: 'context',
};

function typeOfName(definition: Definition, { act }: Expression, name: string): FeelType {
  const fact = Object.hasOwn(definition.facts, name) ? definition.facts[name] : undefined;
  if (fact) return typeOfFact(fact);
  const [root, ...rest] = name.split('.');
  if (root === 'performed' || root === 'attempts') return 'number';
  if (root === 'performers' || root === 'parties') return 'list';
  if (root === 'days' || root === 'actor' || root === 'on') return 'text';
  const field = root === 'streams' ? standingsIn(definition).get(rest.join('.')) : undefined;
  if (field) return typeOfFact(field);
  const input = root === 'input' ? act?.input?.[rest.join('.')] : undefined;
  const type = input?.['type'];
  return typeof type === 'string' ? (INPUT_TYPES[type] ?? 'unknown') : 'unknown';
}
