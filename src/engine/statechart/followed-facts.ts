import type { ActDefinition, Definition, FactValue } from '../law/definition.js';
import { type KnownFacts, possibleValues } from './truth.js';

type Sets = ActDefinition['sets'];

/** What is known of the facts that are followed: one object for each combination of their values. */
export class FollowedFacts {
  /** What is known of them when a case opens. */
  readonly initial: KnownFacts;
  private readonly byValues = new Map<string, KnownFacts>();
  private readonly afterwards = new Map<NonNullable<Sets>, Map<KnownFacts, readonly KnownFacts[]>>();

  constructor(
    private readonly definition: Definition,
    private readonly tracked: readonly string[],
    initialFacts: Readonly<Record<string, FactValue>>,
  ) {
    this.initial = this.same(Object.fromEntries(tracked.map((name) => [name, initialFacts[name] ?? null])));
  }

  /** What is known after `sets`, in every way in which unknown values may turn out. `act`: whose input they read. */
  after(sets: Sets, known: KnownFacts, act: ActDefinition | undefined): readonly KnownFacts[] {
    if (!sets) return [known];
    const before = this.afterwards.get(sets) ?? new Map<KnownFacts, readonly KnownFacts[]>();
    this.afterwards.set(sets, before);
    const results = before.get(known) ?? this.changed(sets, known, act);
    before.set(known, results);
    return results;
  }

  private changed(
    sets: NonNullable<Sets>,
    known: KnownFacts,
    act: ActDefinition | undefined,
  ): readonly KnownFacts[] {
    let results: readonly KnownFacts[] = [known];
    for (const [name, source] of Object.entries(sets)) {
      if (!this.tracked.includes(name)) continue;
      const values = this.valuesFor(name, source, known, act);
      results = results.flatMap((result) => values.map((value) => ({ ...result, [name]: value })));
    }
    return results.map((result) => this.same(result));
  }

  private valuesFor(
    name: string,
    source: FactValue,
    known: KnownFacts,
    act: ActDefinition | undefined,
  ): readonly FactValue[] {
    if (typeof source !== 'string') return [source];
    const fact = this.definition.facts[name];
    const any: readonly FactValue[] = fact?.type === 'boolean' ? [false, true] : (fact?.values ?? []);
    return possibleValues(source, known, closedInputs(act)) ?? any;
  }

  private same(known: KnownFacts): KnownFacts {
    const key = JSON.stringify(this.tracked.map((name) => known[name] ?? null));
    const first = this.byValues.get(key) ?? known;
    this.byValues.set(key, first);
    return first;
  }
}

function closedInputs(act: ActDefinition | undefined): Readonly<Record<string, readonly FactValue[]>> {
  const closed: Record<string, readonly FactValue[]> = {};
  for (const [name, input] of Object.entries(act?.input ?? {})) {
    const values = input['enum'] ?? (input['const'] === undefined ? undefined : [input['const']]);
    if (!Array.isArray(values)) continue;
    closed[`input.${name}`] = input.optional ? [...(values as FactValue[]), null] : (values as FactValue[]);
  }
  return closed;
}
