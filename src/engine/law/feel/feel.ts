import { evaluate, type Warning } from 'feelin';
import { Defect } from '../../defect.js';
import { readsOf } from './feel-reads.js';

export { checkExpression } from './feel-check.js';
export { feelNames } from './feel-names.js';

/** A FEEL expression made ready once: later evaluations cost about a microsecond and parse nothing. */
interface Program {
  /** First segments of the names that the expression reads, in the order of the compiled parameters. */
  readonly roots: readonly string[];
  readonly run: (...values: unknown[]) => unknown;
  /** The evaluator adds to this list whenever a value is missing or of the wrong type. */
  readonly warnings: Warning[];
}

/** Expressions come from published definitions only, so their number is bounded; the bound guards against misuse. */
const MAX_PROGRAMS = 20_000;
const programs = new Map<string, Program>();

/**
 * The value of a FEEL expression in a scope (nested names, see `nestNames`). Deterministic: the same source and
 * scope always give the same value.
 *
 * @throws Defect when the source does not parse or the evaluator warns (a missing name, a wrong type): a published
 * definition has been checked, so either is a bug and never a legal "no".
 */
export function evaluateFeel(source: string, scope: Readonly<Record<string, unknown>>): unknown {
  const { value, warning } = run(source, scope);
  if (warning !== undefined) throw new Defect(`FEEL "${source}": ${warning.message} (${warning.type})`);
  return value;
}

/**
 * The value of an expression over things that need not be there: null where something it needs is missing or of another
 * kind. For what is written in documents, never for what the law decides by.
 *
 * @throws Defect when the source does not parse or reads what its scope does not hold at all.
 */
export function feelIfKnown(source: string, scope: Readonly<Record<string, unknown>>): unknown {
  const { value, warning } = run(source, scope);
  return warning === undefined ? value : null;
}

function run(source: string, scope: Readonly<Record<string, unknown>>) {
  const program = programFor(source);
  const values: unknown[] = [];
  for (const root of program.roots) {
    const value = scope[root];
    if (value === undefined)
      throw new Defect(`FEEL "${source}" reads "${root}", which its scope does not hold`);
    values.push(value);
  }
  const { warnings } = program;
  warnings.length = 0;
  const value = program.run(...values);
  return { value, warning: warnings[0] };
}

/**
 * Whether a condition holds. FEEL has three truth values; "unknown" (a comparison with null) does not hold.
 *
 * @throws Defect as `evaluateFeel`, and when the value is neither a boolean nor null.
 */
export function holdsFeel(source: string, scope: Readonly<Record<string, unknown>>): boolean {
  const value = evaluateFeel(source, scope);
  if (typeof value !== 'boolean' && value !== null) {
    throw new Defect(`FEEL "${source}" is used as a condition but gives a ${typeof value}`);
  }
  return value === true;
}

/**
 * A record with dotted names as nested plain objects, the form in which FEEL reads them: `{ 'hearing.status': 1 }`
 * becomes `{ hearing: { status: 1 } }`.
 *
 * @throws Defect when one name is a prefix of another (`hearing` and `hearing.status`); the linter refuses that.
 */
export function nestNames(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const nested: Record<string, unknown> = {};
  for (const name of Object.keys(record)) {
    if (name.includes('.')) place(nested, name.split('.'), record[name]);
    else if (Object.hasOwn(nested, name))
      throw new Defect(`the name "${name}" is also the beginning of another name`);
    else nested[name] = record[name];
  }
  return nested;
}

function place(nested: Record<string, unknown>, segments: readonly string[], value: unknown): void {
  let level = nested;
  segments.forEach((segment, index) => {
    const present = Object.hasOwn(level, segment) ? level[segment] : undefined;
    if (index === segments.length - 1 ? present !== undefined : present !== undefined && !isLevel(present)) {
      throw new Defect(`the name "${segments.join('.')}" collides with another name`);
    }
    if (index === segments.length - 1) level[segment] = value;
    else level = (level[segment] ??= {}) as Record<string, unknown>;
  });
}

function isLevel(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function programFor(source: string): Program {
  const known = programs.get(source);
  if (known !== undefined) return known;
  const program = compile(source);
  if (programs.size >= MAX_PROGRAMS) programs.clear();
  programs.set(source, program);
  return program;
}

/**
 * feelin parses on every `evaluate` (0.2 ms), so the expression is made the body of a FEEL function whose parameters
 * are the names it reads. The function that comes back holds feelin's own compiled body: same semantics, no parsing.
 */
function compile(source: string): Program {
  const roots = readsOf(source);
  if (roots === undefined) throw new Defect(`FEEL "${source}" does not parse`);
  const { value, warnings } = evaluate(`function(${roots.join(', ')}) (\n${source}\n)`);
  if (!isCallable(value)) throw new Defect(`FEEL "${source}" cannot be compiled`);
  return { roots, run: value.fn, warnings };
}

function isCallable(value: unknown): value is { readonly fn: (...values: unknown[]) => unknown } {
  return typeof value === 'object' && value !== null && 'fn' in value && typeof value.fn === 'function';
}
