import type { CivilDate } from '../clock/time.js';
import type { ActDefinition, InputDefinition } from '../law/definition.js';

/** More combinations than this are not tried: a forecast needs the alternatives that the law knows, not all words. */
const MAX_COMBINATIONS = 16;

/**
 * Inputs that an act could be given, one for each combination of its yes/no and enumerated values. Everything
 * else gets one plain value that fits its schema; the days of an input come from `dayFor`. Used to look ahead, never to act.
 */
export function sampleInputs(
  act: ActDefinition,
  dayFor: (input: string) => CivilDate,
): readonly Readonly<Record<string, unknown>>[] {
  let samples: Record<string, unknown>[] = [{}];
  for (const [name, definition] of Object.entries(act.input ?? {})) {
    const values = valuesOf(definition, dayFor(name));
    const widened = samples.flatMap((sample) => values.map((value) => ({ ...sample, [name]: value })));
    samples =
      widened.length <= MAX_COMBINATIONS ? widened : samples.map((s) => ({ ...s, [name]: values[0] }));
  }
  return samples;
}

function valuesOf(schema: Readonly<Record<string, unknown>>, day: CivilDate): readonly unknown[] {
  if ('const' in schema) return [schema['const']];
  if (Array.isArray(schema['enum'])) return schema['enum'];
  switch (schema['type']) {
    case 'boolean':
      return [true, false];
    case 'integer':
    case 'number':
      return [Math.max(1, Number(schema['minimum'] ?? 1))];
    case 'array':
      return [arrayOf(schema, day)];
    case 'object':
      return [objectOf(schema, day)];
    default:
      return [textOf(schema, day)];
  }
}

function arrayOf(schema: Readonly<Record<string, unknown>>, day: CivilDate): readonly unknown[] {
  const items = (schema['items'] ?? {}) as Readonly<Record<string, unknown>>;
  const count = Math.max(2, Number(schema['minItems'] ?? 0));
  const most = Math.min(count, Number(schema['maxItems'] ?? count));
  if (schema['uniqueItems'] === true && Array.isArray(items['enum'])) return items['enum'].slice(0, most);
  return Array.from({ length: most }, (_, index) => {
    const value = valuesOf(items, day)[0];
    if (schema['uniqueItems'] === true && isRecord(value)) return told(value, items, index + 1);
    return typeof value === 'string' && items['enum'] === undefined && items['format'] === undefined
      ? `${value}${index + 1}`
      : value;
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object that differs from the others of its list in its first plain text. */
function told(
  value: Readonly<Record<string, unknown>>,
  schema: Readonly<Record<string, unknown>>,
  number: number,
): Readonly<Record<string, unknown>> {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, InputDefinition>>;
  const field = Object.keys(value).find((name) => {
    const { type, enum: closed, format, pattern } = properties[name] ?? {};
    return type === 'string' && closed === undefined && format === undefined && pattern === undefined;
  });
  return field === undefined ? value : { ...value, [field]: `${String(value[field])}${number}` };
}

function objectOf(
  schema: Readonly<Record<string, unknown>>,
  day: CivilDate,
): Readonly<Record<string, unknown>> {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, InputDefinition>>;
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, valuesOf(property, day)[0]]),
  );
}

function textOf(schema: Readonly<Record<string, unknown>>, day: CivilDate): string {
  if (schema['format'] === 'date') return day;
  if (schema['format'] === 'date-time') return `${day}T09:00:00+08:00`;
  return 'x'.repeat(Math.max(1, Number(schema['minLength'] ?? 1)));
}
