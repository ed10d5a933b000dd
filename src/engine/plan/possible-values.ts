import type { PlanAssumptions } from './assumptions.js';
import { scanFeel } from '../law/feel/feel-reads.js';
import type { ActDefinition, Definition, FactValue } from '../law/definition.js';
import { truthOf } from '../statechart/truth.js';

/** More combinations of values than this are not tried: the condition then counts as one that may hold. */
const MAX_COMBINATIONS = 64;

/** Acts by which something came about, as a set of bits: all of them, where it may hold whatever was done. */
export type ActBits = bigint;

/** Whatever has been done. */
export const ANY_ACTS: ActBits = -1n;

/**
 * Values that names may have by some day, each with the acts that bring it about; a name that is open may have any. They only
 * ever grow.
 */
export class PossibleValues {
  readonly #values = new Map<string, Map<FactValue, ActBits>>();
  readonly #open = new Map<string, ActBits>();
  /** Grows with every change, so that a condition need not be tried again while nothing changed. */
  version = 0;

  begin(name: string, value: FactValue): void {
    this.#values.set(name, new Map([[value, ANY_ACTS]]));
  }

  /** Undefined: any value. */
  of(name: string, done: ActBits = ANY_ACTS): readonly FactValue[] | undefined {
    if (isDone(this.#open.get(name) ?? 0n, done)) return undefined;
    const values = this.#values.get(name);
    return values && [...values].flatMap(([value, by]) => (isDone(by, done) ? [value] : []));
  }

  add(name: string, value: FactValue, by: ActBits): boolean {
    const values = this.#values.get(name);
    if (!values) return false;
    return this.#widen(values, value, by);
  }

  /** From now on it may have any value, once one of the acts is done. */
  open(name: string, by: ActBits): boolean {
    return this.#widen(this.#open, name, by);
  }

  #widen<Key>(known: Map<Key, ActBits>, key: Key, by: ActBits): boolean {
    const before = known.get(key) ?? 0n;
    if ((before | by) === before) return false;
    known.set(key, before | by);
    this.version += 1;
    return true;
  }

  /** Whether a condition may hold for some of the values that the acts done allow. Never false for one that can hold. */
  mayHold(
    source: string,
    done: ActBits,
    instead?: { readonly of: string; readonly values: PossibleValues },
  ): boolean {
    let combinations: Record<string, FactValue>[] = [{}];
    for (const name of namesIn(source)) {
      const values = instead?.of === name ? instead.values.of(name) : this.of(name, done);
      if (!values) continue;
      if (combinations.length * values.length > MAX_COMBINATIONS) continue;
      combinations = combinations.flatMap((one) => values.map((value) => ({ ...one, [name]: value })));
    }
    return combinations.some((one) => truthOf(source, one) !== false);
  }
}

function isDone(by: ActBits, done: ActBits): boolean {
  return by === ANY_ACTS || (by & done) !== 0n;
}

const read = new Map<string, readonly string[]>();

/** The names that a condition reads. */
export function namesIn(source: string): readonly string[] {
  let names = read.get(source);
  if (!names) {
    names = [...new Set(scanFeel(source).reads.map(({ segments }) => segments.join('.')))];
    read.set(source, names);
  }
  return names;
}

/** The input whose value an expression gives as it is, perhaps only where another input allows it. */
export function fieldSetting(source: unknown): string | undefined {
  if (typeof source !== 'string') return undefined;
  const text = /^\s*if\s+input\.\w+\s+then\s+(.+?)\s+else\s+(?:true|false)\s*$/.exec(source)?.[1] ?? source;
  return /^\s*input\.(\w+)(?:\s*=\s*true)?\s*$/.exec(text)?.[1];
}

/** Values that an expression sets, where that is plain to see; undefined where it may be any. */
export function plainValues(
  source: string,
  fact: string,
  { name, act }: { readonly name: string; readonly act?: ActDefinition },
  { choices, facts = {} }: PlanAssumptions,
): readonly FactValue[] | undefined {
  const text = source.trim();
  if (text === 'true' || text === 'false') return [text === 'true'];
  if (text === 'null') return [null];
  if (/^"[^"\\]*"$/.test(text)) return [text.slice(1, -1)];
  if (/^-?\d+$/.test(text)) return [Number(text)];
  const field = fieldSetting(text);
  if (field === undefined) return undefined;
  const chosen = choices?.[name];
  if (chosen && Object.hasOwn(chosen, field)) return [chosen[field] as FactValue];
  if (Object.hasOwn(facts, fact)) return [facts[fact] ?? null];
  const schema = act?.input?.[field];
  if (schema?.['type'] === 'boolean') return [true, false];
  return Array.isArray(schema?.['enum']) ? (schema['enum'] as readonly FactValue[]) : undefined;
}

const stated = new WeakMap<Definition, ReadonlySet<string>>();

/** Facts that somebody states in an act, beside those that only tell how far the case has come. */
export function statedFacts(definition: Definition): ReadonlySet<string> {
  let facts = stated.get(definition);
  if (!facts) {
    const sets = Object.values(definition.acts).flatMap((act) => Object.entries(act.sets ?? {}));
    facts = new Set(sets.filter(([, source]) => fieldSetting(source) !== undefined).map(([fact]) => fact));
    stated.set(definition, facts);
  }
  return facts;
}
