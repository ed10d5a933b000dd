import { canonicalJson } from '../audit/canonical-form.js';
import type { FieldDifference } from './verdict.js';

/** More of them would not help anybody to see what happened. */
const MAX_DIFFERENCES = 50;

/** Every place in which two JSON values differ, deepest first named; at most fifty. */
export function differencesOf(at: string, expected: unknown, found: unknown): readonly FieldDifference[] {
  const differences: FieldDifference[] = [];
  collect(at, expected, found, differences);
  return differences;
}

function collect(at: string, expected: unknown, found: unknown, into: FieldDifference[]): void {
  if (into.length >= MAX_DIFFERENCES || same(expected, found)) return;
  const names = memberNames(expected, found);
  if (!names) {
    into.push({ at, ...(expected !== undefined && { expected }), ...(found !== undefined && { found }) });
    return;
  }
  for (const name of names) {
    const step = name.replaceAll('~', '~0').replaceAll('/', '~1');
    collect(`${at}/${step}`, member(expected, name), member(found, name), into);
  }
}

function same(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalJson(a) === canonicalJson(b);
}

/** The names of both where both are objects, or both lists; undefined where they cannot be compared member by member. */
function memberNames(a: unknown, b: unknown): readonly string[] | undefined {
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return undefined;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function member(value: unknown, name: string): unknown {
  return (value as Readonly<Record<string, unknown>>)[name];
}
