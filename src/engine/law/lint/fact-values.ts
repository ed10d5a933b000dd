import type { Definition, FactDefinition, FactValue } from '../definition.js';
import { suggest } from '../suggest.js';
import type { Finding, Rule } from './subject.js';

/** What `initial` and `sets` put into a fact is a value of that fact. */
export const factValues: Rule = ({ definition }) => {
  const findings: Finding[] = [];
  for (const [name, fact] of Object.entries(definition.facts)) {
    findings.push(...declarationProblems(name, fact, `/facts/${name}`));
  }
  for (const [path, sets] of setsIn(definition)) {
    for (const [name, value] of Object.entries(sets)) {
      const fact = Object.hasOwn(definition.facts, name) ? definition.facts[name] : undefined;
      if (fact) findings.push(...setProblems(name, fact, value, `${path}/${name}`));
    }
  }
  return findings;
};

function declarationProblems(name: string, fact: FactDefinition, at: string): Finding[] {
  if ((fact.type === 'enum') !== (fact.values !== undefined)) {
    const message = `"values" belongs to enum facts, and every enum fact has them`;
    return [{ code: 'fact-values', path: at, message, atKey: true }];
  }
  const findings: Finding[] = [];
  if (fact.initial !== undefined && !isOfType(fact.initial, fact)) {
    const message = `${JSON.stringify(fact.initial)} is not a value of "${name}" (${fact.type})`;
    const suggestion =
      typeof fact.initial === 'string' ? suggest(fact.initial, fact.values ?? []) : undefined;
    findings.push({ code: 'fact-values', path: `${at}/initial`, message, suggestion });
  }
  const twice = fact.values?.find((value, index) => fact.values?.indexOf(value) !== index);
  if (twice !== undefined) {
    findings.push({
      code: 'fact-values',
      path: `${at}/values`,
      message: `the value "${twice}" stands twice`,
    });
  }
  return findings;
}

function* setsIn(definition: Definition): Generator<readonly [string, Readonly<Record<string, unknown>>]> {
  for (const [name, act] of Object.entries(definition.acts)) {
    if (act.sets) yield [`/acts/${name}/sets`, act.sets];
  }
  for (const [name, clock] of Object.entries(definition.clocks)) {
    if (clock.onLapse?.sets) yield [`/clocks/${name}/onLapse/sets`, clock.onLapse.sets];
  }
}

function setProblems(name: string, fact: FactDefinition, value: unknown, path: string): Finding[] {
  if (typeof value !== 'string') {
    if (isOfType(value as FactValue, fact)) return [];
    const message = `${JSON.stringify(value)} is not a value of "${name}" (${fact.type})`;
    return [{ code: 'fact-values', path, message }];
  }
  const literal = /^"([^"\\]*)"$/.exec(value.trim())?.[1];
  if (literal !== undefined && fact.values && !isOfType(literal, fact)) {
    const message = `"${literal}" is not a value of "${name}" (${fact.values.join(', ')})`;
    const nearest = suggest(literal, fact.values);
    const suggestion = nearest === undefined ? undefined : `"${nearest}"`;
    return [{ code: 'fact-values', path, message, suggestion }];
  }
  if (fact.values?.includes(value.trim())) {
    const message = `${value} is read as a name; to set the enum value write it in quotes inside quotes`;
    return [{ code: 'fact-values', path, message, suggestion: `'"${value.trim()}"'` }];
  }
  return [];
}

function isOfType(value: FactValue, fact: FactDefinition): boolean {
  switch (fact.type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return typeof value === 'number';
    case 'date':
      return value === null || (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value));
    case 'enum':
      return typeof value === 'string' && (fact.values ?? []).includes(value);
  }
}
