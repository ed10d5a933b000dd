/**
 * How a definition file must look, as data. The checker (`shape-check.ts`) and the shipped JSON Schema
 * (`shape-schema.ts`) both derive from these descriptions, so they cannot disagree.
 */
export type Shape =
  | TextShape
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | { readonly kind: 'null' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly of: Shape; readonly min: number }
  | { readonly kind: 'map'; readonly key: NameRule; readonly of: Shape }
  | ObjectShape
  | { readonly kind: 'either'; readonly say: string; readonly of: readonly Shape[] }
  | { readonly kind: 'named'; readonly name: string; readonly shape: () => Shape };

export interface TextShape {
  readonly kind: 'text';
  /** What the text must match, in words and as a pattern. */
  readonly rule?: NameRule;
  /** Turns the text into its canonical value; undefined when the text is not of that form. */
  readonly read?: (text: string) => unknown;
}

export interface NameRule {
  /** `a lower camel case name` */
  readonly say: string;
  readonly pattern: RegExp;
  /** Code of the problem when it does not match. */
  readonly code: string;
}

export interface ObjectShape {
  readonly kind: 'object';
  /** What the author would call it: `an act`. */
  readonly noun: string;
  readonly fields: Readonly<Record<string, Field>>;
  /** Keys besides the fields. */
  readonly rest?: { readonly key: NameRule; readonly of: Shape };
  /** Groups of keys of which exactly one must be there. */
  readonly exactlyOne?: readonly (readonly string[])[];
}

export interface Field {
  readonly shape: Shape;
  /** Shown by editors. */
  readonly about: string;
  readonly optional?: boolean;
  /** Canonical value of an absent key. */
  readonly absent?: unknown;
}

/** A field for every key of a type and for no other: the compiler keeps shapes and types in step. */
export type FieldsOf<T> = { readonly [K in keyof Required<T>]: Field };

/** Longest text anywhere in a definition, in characters. */
export const MAX_TEXT = 4000;

/** Any text that is not empty. */
export const text: Shape = { kind: 'text' };
/** `true` or `false`. */
export const flag: Shape = { kind: 'boolean' };

/** A text that matches a rule. */
export function ruled(rule: NameRule): Shape {
  return { kind: 'text', rule };
}

/** A whole number within limits. */
export function integer(min: number, max: number = Number.MAX_SAFE_INTEGER): Shape {
  return { kind: 'integer', min, max };
}

/** One of a closed list of words. */
export function choice(...values: readonly string[]): Shape {
  return { kind: 'choice', values };
}

/** A list with at least `min` entries. */
export function list(of: Shape, min = 1): Shape {
  return { kind: 'list', of, min };
}

/** Entries by name. */
export function map(key: NameRule, of: Shape): Shape {
  return { kind: 'map', key, of };
}

/** One of several shapes, told apart by the kind of value: `say` names them. */
export function either(say: string, ...of: readonly Shape[]): Shape {
  return { kind: 'either', say, of };
}

/** A key that must be there. */
export function must(shape: Shape, about: string): Field {
  return { shape, about };
}

/** A key that may be left out. */
export function may(shape: Shape, about: string): Field {
  return { shape, about, optional: true };
}
