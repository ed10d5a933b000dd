import type { KnownFacts } from './truth.js';

/** An answer, and the known facts on which it hangs. */
export interface FactsRead<T> {
  readonly facts: readonly string[];
  readonly value: T;
}

/** Answers to the same question, as they hang on these facts. */
interface Answers<T> {
  readonly facts: readonly string[];
  readonly byValues: Map<string, FactsRead<T>>;
}

/** Answers that hang on few of the known facts: found again for all that agree in these. */
export class Remembered<T> {
  private readonly kept = new Map<string, Answers<T>[]>();

  recall(question: string, known: KnownFacts): FactsRead<T> | undefined {
    for (const { facts, byValues } of this.kept.get(question) ?? []) {
      const answer = byValues.get(valuesOf(facts, known));
      if (answer) return answer;
    }
    return undefined;
  }

  keep(question: string, known: KnownFacts, answer: FactsRead<T>): FactsRead<T> {
    const answers = this.kept.get(question) ?? [];
    this.kept.set(question, answers);
    const { facts } = answer;
    let same = answers.find((one) => one.facts.join(' ') === facts.join(' '));
    if (!same) answers.push((same = { facts, byValues: new Map() }));
    same.byValues.set(valuesOf(facts, known), answer);
    return answer;
  }
}

function valuesOf(facts: readonly string[], known: KnownFacts): string {
  return facts.map((name) => JSON.stringify(known[name])).join(' ');
}
