import type { Definition, FactDefinition } from '../law/definition.js';
import type { Subject } from '../law/lint/subject.js';
import { conditionsIn, gatedBy, type GatedThing } from '../law/lint/gated.js';
import type { Condition, GateProperty } from '../law/property-definition.js';
import { standingFields, type StandingField } from '../law/stream-definition.js';
import type { Configuration, Exploration, Passage } from './explore.js';
import { type Formula, formulaOf, formulaOfCondition } from './formula.js';
import { implies, type KindOf, type TermKind } from './implication.js';
import { inWords, pathTo } from './shortest-paths.js';
import type { KnownFacts } from './truth.js';
import type { Violation } from './way-around.js';

/**
 * The shortest path to something that could be done although a condition does not hold; undefined: proved. Wherever it
 * can be done, the facts that are known there together with what it requires must imply each condition.
 */
export function gateViolation(
  subject: Subject,
  exploration: Exploration,
  property: GateProperty,
  arrivals: readonly (Passage | undefined)[],
): Violation | undefined {
  const { definition } = subject;
  const found = gatedBy(subject, property).flatMap((thing) =>
    conditionsIn(property.only, '').flatMap(([condition]): Violation[] => {
      if (isAsked(definition, thing, condition, property.unless, {})) return [];
      const ways = waysTo(exploration, thing, arrivals);
      const open = ways.filter(({ known }) => !isAsked(definition, thing, condition, property.unless, known));
      return open.map(({ path }) => ({ path, though: thoughWords(thing, condition, property.unless) }));
    }),
  );
  return found.toSorted((a, b) => a.path.length - b.path.length)[0];
}

/** Whether the thing cannot be done unless the condition holds, or what lifts it. */
function isAsked(
  definition: Definition,
  { requires, otherwise }: GatedThing,
  condition: Condition,
  unless: string | undefined,
  known: KnownFacts,
): boolean {
  const wanted = formulaOfCondition(condition);
  const conclusion: Formula =
    unless === undefined ? wanted : { kind: 'or', parts: [wanted, formulaOf(unless)] };
  const premises = [
    ...requires.map(formulaOfCondition),
    ...otherwise.map((guard): Formula => {
      return { kind: 'not', part: { kind: 'is', part: formulaOf(guard), value: true } };
    }),
  ];
  return implies(premises, conclusion, kindsIn(definition, known));
}

interface Way {
  readonly path: readonly Passage[];
  readonly known: KnownFacts;
}

/** A shortest way to each set of known facts under which the thing can be done. What is no act can be done anywhere. */
function waysTo(
  { configurations, passages, initial, procedure }: Exploration,
  { kind, name, source }: GatedThing,
  arrivals: readonly (Passage | undefined)[],
): readonly Way[] {
  const ways = new Map<string, Way>();
  const add = (known: KnownFacts, path: readonly Passage[]): void => {
    const key = JSON.stringify(known);
    const before = ways.get(key);
    if (!before || path.length < before.path.length) ways.set(key, { known, path });
  };
  if (kind === 'enters') {
    // Guards are asked after the act has set its facts: what was known before says nothing of them.
    const at = (path: string | undefined): Configuration | undefined =>
      configurations.find(({ value }) => path !== undefined && procedure.activePaths(value).includes(path));
    // No case rests in a state that it only passes through.
    const before = at(source) ?? at(name);
    return [{ known: {}, path: before ? pathTo(before, arrivals) : [] }];
  }
  if (kind !== 'of') {
    for (const one of configurations) if (!one.ended) add(one.known, pathTo(one, arrivals));
    return [...ways.values()];
  }
  for (const passage of passages) {
    if (passage.event !== name) continue;
    const from = passage.from === undefined ? undefined : configurations[passage.from];
    add(from?.known ?? initial, [...(from ? pathTo(from, arrivals) : []), passage]);
  }
  return [...ways.values()];
}

function thoughWords(
  { kind, name, title }: GatedThing,
  condition: Condition,
  unless: string | undefined,
): string {
  const does = kind === 'of' ? '' : ` → ${inWords(title)} (${name})`;
  const lifted = unless === undefined ? '' : ` nor "${unless}"`;
  return `${does} though neither a requirement, nor a guard, nor a fact makes sure of "${conditionText(condition)}"${lifted}`;
}

/** A condition as it is written. */
function conditionText(condition: Condition): string {
  if (typeof condition === 'string') return condition;
  return Object.entries(condition)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ');
}

/** What is known of terms: the values that facts and fields of streams can have, and those that they have. */
function kindsIn({ facts, streams = {} }: Definition, known: KnownFacts): KindOf {
  return (term) => {
    if (Object.hasOwn(known, term)) return { values: [known[term] ?? null], nullable: false };
    const fact = Object.hasOwn(facts, term) ? facts[term] : undefined;
    if (fact) return kindOf(fact, true);
    if (/^performed\.[A-Za-z0-9.]+$/.test(term)) return { whole: true, atLeast: 0, nullable: false };
    const [, stream, field] = /^streams\.(.+)\.([A-Za-z0-9]+)$/.exec(term) ?? [];
    const kind = stream === undefined ? undefined : streams[stream]?.kind;
    const standing = kind === undefined ? undefined : standingFields(kind)[field ?? ''];
    return standing && kindOf(standing, false);
  };
}

function kindOf({ type, values }: StandingField | FactDefinition, nullable: boolean): TermKind | undefined {
  if (type === 'boolean') return { values: [true, false], nullable };
  // Fields of streams count; facts may be any number.
  if (type === 'integer') return { whole: true, nullable, ...(nullable ? {} : { atLeast: 0 }) };
  return type === 'enum' && values ? { values, nullable } : undefined;
}
