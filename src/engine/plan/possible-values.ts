import type { PlanAssumptions } from './assumptions.js';
import { scanFeel } from '../law/feel-reads.js';
import type { ActDefinition, Definition, FactValue } from '../law/definition.js';
import { truthOf } from '../statechart/truth.js';

/** More combinations of values than this are not tried: the condition then counts as one that may hold. */
const MAX_COMBINATIONS = 64;

/** Values that names may have by some day; a name that is absent may have any. They only ever grow. */
export class PossibleValues {
  readonly #values = new Map<string, readonly FactValue[]>();
  /** Grows with every change, so that a condition need not be tried again while nothing changed. */
  version = 0;

  begin(name: string, value: FactValue): void {
    this.#values.set(name, [value]);
  }

  /** Undefined: any value. */
  of(name: string): readonly FactValue[] | undefined {
    return this.#values.get(name);
  }

  add(name: string, value: FactValue): boolean {
    const before = this.#values.get(name);
    if (!before || before.includes(value)) return false;
    this.#values.set(name, [...before, value]);
    this.version += 1;
    return true;
  }

  /** From now on it may have any value. */
  open(name: string): boolean {
    if (!this.#values.delete(name)) return false;
    this.version += 1;
    return true;
  }

  /** Values of the names that can have only one. */
  settled(): Readonly<Record<string, FactValue>> {
    return Object.fromEntries(
      [...this.#values].flatMap(([name, values]) =>
        values.length === 1 ? [[name, values[0] ?? null] as const] : [],
      ),
    );
  }

  /** Whether a condition may hold for some of the values. Never false for one that can hold. */
  mayHold(source: string): boolean {
    const names = [...new Set(scanFeel(source).reads.map(({ segments }) => segments.join('.')))];
    let combinations: Record<string, FactValue>[] = [{}];
    for (const name of names) {
      const values = this.#values.get(name);
      if (!values) continue;
      if (combinations.length * values.length > MAX_COMBINATIONS) continue;
      combinations = combinations.flatMap((one) => values.map((value) => ({ ...one, [name]: value })));
    }
    return combinations.some((one) => truthOf(source, one) !== false);
  }
}

/** The input whose value an expression gives as it is. */
export function fieldSetting(source: unknown): string | undefined {
  return typeof source === 'string' ? /^\s*input\.(\w+)(?:\s*=\s*true)?\s*$/.exec(source)?.[1] : undefined;
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
