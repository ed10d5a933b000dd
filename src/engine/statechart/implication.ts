import type { FactValue } from '../law/definition-words.js';
import type { Formula, Relation } from './formula.js';

/** Whole numbers or any; the only values it has; whether it may be null. Undefined: nothing is known. */
export interface TermKind {
  readonly values?: readonly FactValue[];
  readonly whole?: boolean;
  readonly atLeast?: number;
  readonly nullable: boolean;
}

/** What is known of a term by its text. */
export type KindOf = (term: string) => TermKind | undefined;

/** Assignments that are tried before the answer is "not that we know". */
const MOST_TRIED = 20_000;

/**
 * Whether the conclusion is true in every case in which all premises are true, by FEEL's three values. Terms are told
 * apart by their text and may have any value of their kind; so "implied" is implied whatever the terms are, and what is
 * not found in time counts as not implied.
 */
export function implies(premises: readonly Formula[], conclusion: Formula, kindOf: KindOf): boolean {
  return new Search(premises, conclusion, kindOf).counterexample() === 'none';
}

/** What a pair of terms may be to each other; `null`: the first, the second or both are null; `unlike`: of two kinds. */
type Standing = Relation | 'oneNull' | 'bothNull' | 'unlike';

type Value = FactValue | symbol;

/** Any value that nothing in sight is compared with. */
const ANOTHER = Symbol('another value');

type Variable =
  | { readonly name: string; readonly of: 'term'; readonly values: readonly Value[] }
  | { readonly name: string; readonly of: 'pair'; readonly values: readonly Standing[] };

const TRUE = 1;
const FALSE = 2;
const UNKNOWN = 4;

class Search {
  private readonly variables: readonly Variable[];
  private readonly premises: readonly Formula[];
  private readonly assigned = new Map<string, Value>();
  private readonly domains: ReadonlyMap<string, Variable>;
  private tried = 0;

  constructor(
    premises: readonly Formula[],
    private readonly conclusion: Formula,
    kindOf: KindOf,
  ) {
    this.variables = variablesOf(premises, conclusion, kindOf);
    this.domains = new Map(this.variables.map((variable) => [variable.name, variable]));
    // The others share nothing with the conclusion, not even through a third: they say nothing of it.
    this.premises = premises.filter((premise) =>
      comparisonsIn(premise).every((one) => this.domains.has(nameOf(one))),
    );
  }

  counterexample(): 'found' | 'none' | 'unknown' {
    return this.from(0);
  }

  private from(next: number): 'found' | 'none' | 'unknown' {
    if (++this.tried > MOST_TRIED) return 'unknown';
    if (this.outcomes(this.conclusion) === TRUE) return 'none';
    if (this.premises.some((premise) => (this.outcomes(premise) & TRUE) === 0)) return 'none';
    const variable = this.variables[next];
    if (!variable) return 'found';
    for (const value of variable.values) {
      this.assigned.set(variable.name, value);
      const answer = this.from(next + 1);
      if (answer !== 'none') return answer;
    }
    this.assigned.delete(variable.name);
    return 'none';
  }

  /** How the formula may turn out under what is assigned so far, as bits. */
  private outcomes(formula: Formula): number {
    switch (formula.kind) {
      case 'and':
      case 'or':
        return joined(
          formula.kind,
          formula.parts.map((part) => this.outcomes(part)),
        );
      case 'not':
        return negated(this.outcomes(formula.part));
      case 'if': {
        const when = this.outcomes(formula.when);
        const yes = when & TRUE ? this.outcomes(formula.yes) : 0;
        return yes | (when & (FALSE | UNKNOWN) ? this.outcomes(formula.no) : 0);
      }
      case 'is': {
        const [part, wanted] = [this.outcomes(formula.part), bitOf(formula.value)];
        return (part & wanted ? TRUE : 0) | (part & ~wanted ? FALSE : 0);
      }
      case 'constant':
        return bitOf(formula.value);
      case 'truth':
      case 'equal':
      case 'less':
      case 'most':
      case 'pair':
        return this.ofVariable(formula);
    }
  }

  private ofVariable(formula: Comparison): number {
    const name = nameOf(formula);
    const value = this.assigned.get(name);
    const values: readonly Value[] = value === undefined ? (this.domains.get(name)?.values ?? []) : [value];
    return values.reduce<number>((bits, one) => bits | bitOf(truthWith(formula, one)), 0);
  }
}

/** FEEL's answer when the variable has this value. */
function truthWith(formula: Comparison, value: Value): boolean | null {
  switch (formula.kind) {
    case 'truth':
      return typeof value === 'boolean' ? value : null;
    case 'equal':
      if (value === formula.value) return true;
      if (value === null || formula.value === null || value === ANOTHER) return false;
      return typeof value === typeof formula.value ? false : null;
    case 'less':
      return typeof value === 'number' ? value < formula.value : null;
    case 'most':
      return typeof value === 'number' ? value <= formula.value : null;
    case 'pair':
      if (formula.holds === 'equal') {
        return value === 'unlike' ? null : value === 'equal' || value === 'bothNull';
      }
      return ['equal', 'less', 'more'].includes(String(value)) ? value === formula.holds : null;
  }
}

function nameOf(formula: Comparison): string {
  return formula.kind === 'pair' ? formula.pair : formula.term;
}

function bitOf(value: boolean | null): number {
  if (value === null) return UNKNOWN;
  return value ? TRUE : FALSE;
}

function negated(outcomes: number): number {
  return (outcomes & UNKNOWN) | (outcomes & TRUE ? FALSE : 0) | (outcomes & FALSE ? TRUE : 0);
}

/** Parts may depend on each other; taken as if they did not, the outcomes are too many, never too few. */
function joined(kind: 'and' | 'or', parts: readonly number[]): number {
  const [decisive, other] = kind === 'and' ? [FALSE, TRUE] : [TRUE, FALSE];
  let outcomes = 0;
  if (parts.some((part) => part & decisive)) outcomes |= decisive;
  if (parts.every((part) => part & other)) outcomes |= other;
  const mayBeUnknown =
    parts.some((part) => part & UNKNOWN) && parts.every((part) => part & (other | UNKNOWN));
  return mayBeUnknown ? outcomes | UNKNOWN : outcomes;
}

/** Variables of the conclusion first, then those of premises that share one with what is in sight; others decide nothing. */
function variablesOf(premises: readonly Formula[], conclusion: Formula, kindOf: KindOf): readonly Variable[] {
  const all = [conclusion, ...premises].flatMap(comparisonsIn);
  const ordered = new Set(comparisonsIn(conclusion).map(nameOf));
  const left = premises.map((premise) => comparisonsIn(premise).map(nameOf));
  for (let grew = true; grew;) {
    const size = ordered.size;
    for (const names of left) {
      if (names.some((name) => ordered.has(name))) for (const name of names) ordered.add(name);
    }
    grew = ordered.size > size;
  }
  return [...ordered].map((name) => {
    const uses = all.filter((one) => nameOf(one) === name);
    if (uses.some(({ kind }) => kind === 'pair')) return { name, of: 'pair', values: STANDINGS };
    return { name, of: 'term', values: valuesOf(uses, kindOf(name)) };
  });
}

const STANDINGS: readonly Standing[] = ['equal', 'less', 'more', 'oneNull', 'bothNull', 'unlike'];

type Comparison = Formula & { kind: 'truth' | 'equal' | 'less' | 'most' | 'pair' };

function comparisonsIn(formula: Formula): readonly Comparison[] {
  switch (formula.kind) {
    case 'and':
    case 'or':
      return formula.parts.flatMap(comparisonsIn);
    case 'not':
    case 'is':
      return comparisonsIn(formula.part);
    case 'if':
      return [formula.when, formula.yes, formula.no].flatMap(comparisonsIn);
    case 'constant':
      return [];
    case 'truth':
    case 'equal':
    case 'less':
    case 'most':
    case 'pair':
      return [formula];
  }
}

/** One value for every way in which the comparisons in sight can turn out. */
function valuesOf(uses: readonly Comparison[], kind: TermKind | undefined): readonly Value[] {
  const nullable: readonly Value[] = kind?.nullable === false ? [] : [null];
  if (kind?.values) return [...new Set([...kind.values, ...nullable])];
  const compared = uses.flatMap((use) => ('value' in use ? [use.value] : []));
  const numbers = compared.filter((value) => typeof value === 'number').toSorted((a, b) => a - b);
  const least = kind?.atLeast ?? Number.NEGATIVE_INFINITY;
  const around = numbers.flatMap((value, index) => {
    const next = numbers[index + 1] ?? value + 2;
    return [value - 1, value, value + 1, (value + next) / 2];
  });
  const between = around.filter((value) => value >= least && (!kind?.whole || Number.isInteger(value)));
  if (kind?.whole)
    return [...new Set<Value>([...between, ...nullable, ...(numbers.length > 0 ? [] : [ANOTHER])])];
  return [...new Set<Value>([true, false, ...compared, ...between, ANOTHER, ...nullable])];
}
