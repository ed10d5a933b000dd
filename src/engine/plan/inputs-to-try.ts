import { earliestAppointment } from '../case/requirements.js';
import { sampleInputs } from './sample-inputs.js';
import type { CivilDate } from '../clock/time.js';
import type { ActDefinition, InputDefinition } from '../law/definition.js';
import { leadsTo } from './leads.js';
import { fieldSetting, namesIn } from './possible-values.js';
import { knownOn, meetsRequirements, type Known } from './known-names.js';
import type { PlanContext, Position } from './position.js';
import { after } from './stream-courses.js';

type Inputs = Readonly<Record<string, unknown>>;

/** An input with the values that are tried for it; `undefined` is to leave it out. */
interface Field {
  readonly name: string;
  readonly values: readonly unknown[];
}

/** As many combinations of the inputs that change something are tried for one act. */
const MAX_COMBINATIONS = 16;
/** Values of the other inputs are looked for among so many combinations. */
const MAX_LOOKED_AT = 400;

/**
 * Inputs that an act might be given: the planner's choices, what his assumptions leave open, and of days the earliest lawful
 * ones. Of the inputs that change how the case goes on every combination is tried; for the others, which only have
 * to satisfy the law, one that satisfies it is looked for.
 */
export function inputsToTry(
  context: PlanContext,
  position: Position,
  name: string,
  act: ActDefinition,
): readonly Inputs[] {
  const fixed = { ...assumedInputs(context, act), ...context.assumptions.choices?.[name] };
  const known = knownOn(context, position);
  const fields = Object.entries(act.input ?? {})
    .filter(([field]) => !Object.hasOwn(fixed, field))
    .map(([field, schema]) => ({
      name: field,
      values: valuesOf(context, position, act, { field, schema, known }),
    }));
  const changing = fields.filter((field) => changesSomething(field.name, act));
  const others = fields.filter((field) => !changesSomething(field.name, act));
  return combinations(asMany(context, act, changing)).map((chosen) => {
    const given = { ...chosen, ...fixed };
    return stated({ ...satisfying(act, known, given, others), ...given });
  });
}

/** What is left out is not there at all. */
function stated(inputs: Inputs): Inputs {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== undefined));
}

function combinations(fields: readonly Field[]): readonly Inputs[] {
  let found: Inputs[] = [{}];
  for (const { name, values } of fields)
    found = found.flatMap((one) => values.map((value) => ({ ...one, [name]: value })));
  return found;
}

/** Where there are too many combinations, the matter is what its facts say when nothing has been found of it. */
function asMany(
  { procedure }: PlanContext,
  { sets = {} }: ActDefinition,
  fields: readonly Field[],
): readonly Field[] {
  if (fields.reduce((all, { values }) => all * values.length, 1) <= MAX_COMBINATIONS) return fields;
  const narrowed = fields.map((field) => {
    const fact = Object.keys(sets).find((one) => fieldSetting(sets[one]) === field.name);
    const value = fact === undefined ? undefined : procedure.initialFacts[fact];
    return field.values.includes(value) ? { ...field, values: [value] } : field;
  });
  // One by one, what comes last is tried with its first value only.
  return narrowed.map((field, index) => {
    const before = narrowed.slice(0, index + 1).reduce((all, { values }) => all * values.length, 1);
    return before <= MAX_COMBINATIONS ? field : { ...field, values: field.values.slice(0, 1) };
  });
}

/** Values of the inputs that only have to satisfy the law: the first that do; where none do, the first. */
function satisfying(
  { requires = [] }: ActDefinition,
  known: Known,
  given: Inputs,
  fields: readonly Field[],
): Inputs {
  const conditions = requires.flatMap(({ that }) => (that === undefined ? [] : [that]));
  let looked = 0;
  const from = (index: number, chosen: Inputs): Inputs | undefined => {
    const field = fields[index];
    if (!field) return chosen;
    const asked = conditions.filter((source) => namesIn(source).includes(`input.${field.name}`));
    for (const value of field.values) {
      looked += 1;
      if (looked > MAX_LOOKED_AT) return undefined;
      const next = { ...chosen, [field.name]: value };
      const settled = { ...next, ...given };
      if (!asked.every((source) => meetsRequirements(source, known, settled))) continue;
      const found = from(index + 1, next);
      if (found) return found;
    }
    return undefined;
  };
  return from(0, {}) ?? Object.fromEntries(fields.map(({ name, values }) => [name, values[0]]));
}

/** The values to try, the plainest first. */
function valuesOf(
  context: PlanContext,
  position: Position,
  act: ActDefinition,
  {
    field,
    schema,
    known,
  }: { readonly field: string; readonly schema: InputDefinition; readonly known: Known },
): readonly unknown[] {
  const closed = schema['type'] === 'boolean' || Array.isArray(schema['enum']);
  const read = isRead(field, act);
  // What need not be said and matters to nothing is not said; nor what has to fit a pattern of its own.
  if (schema.optional === true && (!read || (!closed && 'pattern' in schema))) return [undefined];
  const samples = sampleInputs({ ...act, input: { [field]: schema } }, (input) =>
    dayFor(context, position, act, input),
  ).map((sample) => sample[field]);
  // Who abstains brings no decision nearer.
  const useful = act.signs === undefined ? samples : samples.filter((value) => value !== 'abstain');
  const tried = read || schema['type'] === 'boolean' ? useful : useful.slice(0, 1);
  const whole = schema['type'] === 'integer';
  const numbers = whole ? [...equals(field, act, known), ...yearOf(schema, position.day)] : [];
  const values = [...new Set([...numbers, ...tried, ...allOf(schema)])];
  return schema.optional === true ? [undefined, ...values] : values;
}

/** Of a list of closed values, all of them at once. */
function allOf(schema: InputDefinition): readonly unknown[] {
  const items = schema['items'] as Readonly<Record<string, unknown>> | undefined;
  const values = items?.['enum'];
  const fits = Array.isArray(values) && values.length <= Number(schema['maxItems'] ?? values.length);
  return fits ? [values] : [];
}

/** What the law wants a number to be equal to: the version of the draft that is stated must be the one that there is. */
function equals(field: string, { requires = [] }: ActDefinition, known: Known): readonly unknown[] {
  const pattern = new RegExp(`\\binput\\.${field}\\s*=\\s*([\\w.]+)`);
  return requires.flatMap(({ that }) => {
    const name = that === undefined ? undefined : pattern.exec(that)?.[1];
    const value = name === undefined ? undefined : known[name];
    return typeof value === 'number' && value > 0 ? [value] : [];
  });
}

/** The year, where a number can only be one. */
function yearOf({ minimum, maximum }: InputDefinition, day: CivilDate): readonly number[] {
  const year = Number(day.slice(0, 4));
  const isYear = Number(minimum) >= 1_000 && Number(minimum) <= year && year <= Number(maximum);
  return isYear ? [year] : [];
}

function changesSomething(field: string, { sets = {}, records }: ActDefinition): boolean {
  if (field === 'stance') return true;
  const recorded = typeof records === 'object' && !Array.isArray(records) ? Object.values(records) : [];
  return [...Object.values(sets), ...recorded].some(
    (source) => typeof source === 'string' && namesIn(source).includes(`input.${field}`),
  );
}

const texts = new WeakMap<ActDefinition, string>();

function isRead(field: string, act: ActDefinition): boolean {
  let text = texts.get(act);
  if (text === undefined) {
    text = JSON.stringify(act);
    texts.set(act, text);
  }
  return field === 'stance' || new RegExp(`\\binput\\.${field}\\b`).test(text);
}

/** Inputs that set a fact as it is: the assumption about the fact is one about them. */
function assumedInputs(
  { assumptions }: PlanContext,
  { sets = {}, input = {} }: ActDefinition,
): Readonly<Record<string, unknown>> {
  const fixed: Record<string, unknown> = {};
  for (const [fact, source] of Object.entries(sets)) {
    const field = fieldSetting(source);
    const assumed =
      assumptions.facts && Object.hasOwn(assumptions.facts, fact) ? assumptions.facts[fact] : undefined;
    if (field !== undefined && assumed !== undefined && Object.hasOwn(input, field)) fixed[field] = assumed;
  }
  return fixed;
}

/** The day an input would name: the earliest that the law allows to be appointed, else the day itself. */
function dayFor(
  context: PlanContext,
  { day, state }: Position,
  act: ActDefinition,
  input: string,
): CivilDate {
  const { definition, world, assumptions, calendar } = context;
  const clocks = state?.clocks ?? {};
  const days = leadsTo(definition, act, input).flatMap(({ lead, by }) => {
    // What is due before the appointed day is done at the earliest when the planner's own work for it is.
    const on = by === undefined ? day : after(day, assumptions.durations?.[by], calendar);
    return earliestAppointment(lead, { definition, state: { clocks }, scope: {}, on, world }) ?? [];
  });
  return days.toSorted().at(-1) ?? day;
}
