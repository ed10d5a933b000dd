import { isCivilDate } from './civil-date.js';
import type { CivilDate } from './time.js';

/** What is wrong at one place of a document: a JSON pointer, and what is wrong with what to write instead. */
export interface FieldProblem {
  readonly at: string;
  readonly problem: string;
}

/** Reads an untrusted JSON document field by field and collects everything that is wrong with it. */
export class FieldReader {
  readonly problems: FieldProblem[] = [];

  add(at: string, problem: string): void {
    this.problems.push({ at, problem });
  }

  /** The value as an object that has no other keys than these; undefined (with a problem) when it is none. */
  object(value: unknown, at: string, keys: readonly string[]): Readonly<Record<string, unknown>> | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.add(at, `must be an object, not ${kindOf(value)}`);
      return undefined;
    }
    for (const key of Object.keys(value)) {
      if (!keys.includes(key))
        this.add(`${at}/${escape(key)}`, `unknown field; known are ${keys.join(', ')}`);
    }
    return value as Readonly<Record<string, unknown>>;
  }

  /** The value as a list of at most `max` items. */
  list(value: unknown, at: string, max: number): readonly unknown[] | undefined {
    if (!Array.isArray(value)) {
      this.add(at, `must be a list, not ${kindOf(value)}`);
      return undefined;
    }
    if (value.length > max) {
      this.add(at, `has ${value.length} items; at most ${max} are allowed`);
      return undefined;
    }
    return value;
  }

  /** The value as a day that exists. */
  day(value: unknown, at: string): CivilDate | undefined {
    if (isCivilDate(value)) return value;
    this.add(at, `must be a day YYYY-MM-DD that exists (years 1000 to 9999), not ${quote(value)}`);
    return undefined;
  }

  /** The value as a non-empty text of at most 300 characters. */
  text(value: unknown, at: string): string | undefined {
    if (typeof value === 'string' && value.trim() !== '' && value.length <= 300) return value;
    this.add(at, `must be a text of 1 to 300 characters, not ${quote(value)}`);
    return undefined;
  }

  /** The value as a whole number within bounds. */
  whole(value: unknown, at: string, min: number, max: number): number | undefined {
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
    this.add(at, `must be a whole number from ${min} to ${max}, not ${quote(value)}`);
    return undefined;
  }

  flag(value: unknown, at: string): boolean | undefined {
    if (typeof value === 'boolean') return value;
    this.add(at, `must be true or false, not ${quote(value)}`);
    return undefined;
  }

  /** The value as one of the given words. */
  choice<T extends string>(value: unknown, at: string, choices: readonly T[]): T | undefined {
    const found = choices.find((choice) => choice === value);
    if (found === undefined) this.add(at, `must be one of ${choices.join(', ')}, not ${quote(value)}`);
    return found;
  }
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

function quote(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return kindOf(value);
}

/** JSON pointer escape (RFC 6901). */
function escape(key: string): string {
  return key.slice(0, 60).replaceAll('~', '~0').replaceAll('/', '~1');
}
