import { suggest } from '../suggest.js';
import {
  type Field,
  MAX_TEXT,
  type NameRule,
  type ObjectShape,
  type Shape,
  type TextShape,
} from './shape.js';

/** One way in which a value does not have its shape. */
export interface ShapeProblem {
  readonly code: string;
  /** JSON pointer. */
  readonly path: string;
  /** The place is the key itself, not its value. */
  readonly atKey?: boolean;
  readonly message: string;
  readonly suggestion?: string;
}

/**
 * Checks a plain JSON value against a shape and gives its canonical form (texts read into values, absent keys
 * filled in). Every problem is reported, none ends the check; when there are problems the value is not to be used.
 */
export function checkShape(
  shape: Shape,
  value: unknown,
): { readonly value: unknown; readonly problems: readonly ShapeProblem[] } {
  const check = new ShapeCheck();
  return { value: check.check(shape, value, ''), problems: check.problems };
}

/** A path one key deeper. */
export function pointerTo(path: string, key: string | number): string {
  return `${path}/${String(key).replace(/~/g, '~0').replace(/\//g, '~1')}`;
}

class ShapeCheck {
  readonly problems: ShapeProblem[] = [];

  check(shape: Shape, value: unknown, path: string): unknown {
    switch (shape.kind) {
      case 'named':
        return this.check(shape.shape(), value, path);
      case 'either':
        return this.either(shape, value, path);
      case 'text':
        return this.text(shape, value, path);
      case 'choice':
        return this.choice(shape.values, value, path);
      case 'integer':
        return this.integer(shape, value, path);
      case 'list':
        return this.list(shape, value, path);
      case 'map':
        return this.map(shape, value, path);
      case 'object':
        return this.object(shape, value, path);
      case 'boolean':
      case 'null':
        return this.expect(kindOf(value) === shape.kind, `a ${shape.kind}`, value, path);
    }
  }

  private expect(right: boolean, wanted: string, value: unknown, path: string): unknown {
    if (!right) this.report('wrong-type', path, `must be ${wanted}, but is ${describe(value)}`);
    return value;
  }

  private either(shape: Shape & { kind: 'either' }, value: unknown, path: string): unknown {
    const kind = kindOf(value);
    const fitting = shape.of.find((alternative) => kindsOf(alternative).includes(kind));
    if (fitting) return this.check(fitting, value, path);
    return this.expect(false, shape.say, value, path);
  }

  private text(shape: TextShape, value: unknown, path: string): unknown {
    if (typeof value !== 'string') return this.expect(false, shape.rule?.say ?? 'a text', value, path);
    if (value.trim() === '') this.report('empty', path, 'must not be empty');
    else if (value.length > MAX_TEXT) this.report('too-long', path, `is longer than ${MAX_TEXT} characters`);
    else if (value.normalize('NFC') !== value)
      this.report('not-nfc', path, 'is not in Unicode normalisation form C; type it anew');
    else if (shape.rule && !shape.rule.pattern.test(value)) this.broken(shape.rule, value, path);
    return shape.read?.(value) ?? value;
  }

  private broken(rule: NameRule, value: string, path: string, atKey = false): void {
    this.report(rule.code, path, `"${value}" is not ${rule.say}`, atKey ? { atKey } : {});
  }

  private choice(values: readonly string[], value: unknown, path: string): unknown {
    const wanted = values.map((allowed) => `"${allowed}"`).join(', ');
    if (typeof value !== 'string') return this.expect(false, `one of ${wanted}`, value, path);
    if (!values.includes(value)) {
      const suggestion = suggest(value, values);
      this.report('not-allowed-value', path, `"${value}" is not one of ${wanted}`, hint(suggestion));
    }
    return value;
  }

  private integer(
    shape: { readonly min: number; readonly max: number },
    value: unknown,
    path: string,
  ): unknown {
    if (typeof value !== 'number') return this.expect(false, 'a whole number', value, path);
    if (!Number.isSafeInteger(value)) {
      this.report('not-an-integer', path, `${value} is not a whole number; write parts of a whole as text`);
    } else if (value < shape.min || value > shape.max) {
      const upper = shape.max === Number.MAX_SAFE_INTEGER ? '' : ` and at most ${shape.max}`;
      this.report('out-of-range', path, `${value} must be at least ${shape.min}${upper}`);
    }
    return value;
  }

  private list(shape: Shape & { kind: 'list' }, value: unknown, path: string): unknown {
    if (!Array.isArray(value)) return this.expect(false, 'a list', value, path);
    if (value.length < shape.min) this.report('empty', path, `must have at least ${shape.min} entry`);
    return value.map((entry, index) => this.check(shape.of, entry, pointerTo(path, index)));
  }

  private map(shape: Shape & { kind: 'map' }, value: unknown, path: string): unknown {
    if (!isObject(value)) return this.expect(false, 'a map of names', value, path);
    const result: Record<string, unknown> = {};
    for (const [key, entry] of Object.entries(value)) {
      const at = pointerTo(path, key);
      if (!shape.key.pattern.test(key)) this.broken(shape.key, key, at, true);
      result[key] = this.check(shape.of, entry, at);
    }
    return result;
  }

  private object(shape: ObjectShape, value: unknown, path: string): unknown {
    if (!isObject(value)) return this.expect(false, `${shape.noun} (a map)`, value, path);
    const result: Record<string, unknown> = {};
    for (const [key, entry] of Object.entries(value)) {
      const at = pointerTo(path, key);
      const field: Field | undefined = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
      if (field) result[key] = this.check(field.shape, entry, at);
      else if (shape.rest?.key.pattern.test(key)) result[key] = this.check(shape.rest.of, entry, at);
      else this.unknownKey(shape, key, value, at);
    }
    this.absent(shape, value, result, path);
    return result;
  }

  private unknownKey(shape: ObjectShape, key: string, value: object, at: string): void {
    if (shape.rest) return this.broken(shape.rest.key, key, at, true);
    const free = Object.keys(shape.fields).filter((field) => !Object.hasOwn(value, field));
    const known = Object.keys(shape.fields).join(', ');
    const extra = { atKey: true, ...hint(suggest(key, free)) };
    this.report('unknown-key', at, `"${key}" is not a key of ${shape.noun}; its keys are ${known}`, extra);
  }

  private absent(shape: ObjectShape, value: object, result: Record<string, unknown>, path: string): void {
    for (const [key, field] of Object.entries(shape.fields)) {
      if (Object.hasOwn(value, key)) continue;
      if (field.absent !== undefined) result[key] = field.absent;
      else if (!field.optional)
        this.report('missing-key', path, `${shape.noun} needs "${key}": ${field.about}`, { atKey: true });
    }
    for (const group of shape.exactlyOne ?? []) {
      const present = group.filter((key) => Object.hasOwn(value, key));
      if (present.length === 1) continue;
      const found = present.length === 0 ? 'none is there' : `there are ${present.join(' and ')}`;
      this.report('exactly-one-of', path, `${shape.noun} has exactly one of ${group.join(', ')}; ${found}`, {
        atKey: true,
      });
    }
  }

  private report(code: string, path: string, message: string, extra: Partial<ShapeProblem> = {}): void {
    this.problems.push({ code, path, message, ...extra });
  }
}

type Kind = 'text' | 'integer' | 'boolean' | 'null' | 'list' | 'object';

function kindOf(value: unknown): Kind {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'integer';
  return typeof value === 'boolean' ? 'boolean' : 'object';
}

function kindsOf(shape: Shape): readonly Kind[] {
  switch (shape.kind) {
    case 'named':
      return kindsOf(shape.shape());
    case 'either':
      return shape.of.flatMap(kindsOf);
    case 'choice':
      return ['text'];
    case 'map':
      return ['object'];
    case 'text':
    case 'integer':
    case 'boolean':
    case 'null':
    case 'list':
    case 'object':
      return [shape.kind];
  }
}

function describe(value: unknown): string {
  const kind = kindOf(value);
  if (kind === 'null') return 'empty';
  if (kind === 'list') return 'a list';
  if (kind === 'object') return 'a map';
  return kind === 'text' ? `the text ${JSON.stringify(value)}` : `the ${typeof value} ${String(value)}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return kindOf(value) === 'object';
}

function hint(suggestion: string | undefined): { readonly suggestion?: string } {
  return suggestion === undefined ? {} : { suggestion };
}
