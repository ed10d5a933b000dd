import { permittedActs } from '../case/refusal.js';
import { earliestAppointment } from '../case/requirements.js';
import { sampleInputs } from '../case/sample-inputs.js';
import type { CivilDate } from '../clock/time.js';
import type { ActDefinition, InputDefinition } from '../law/definition.js';
import { fieldSetting } from './possible-values.js';
import type { Move, PlanContext, Position } from './position.js';

/** Everything that might be done from a position: acts that the law permits, and what may begin beside the case. */
export function movesFrom(context: PlanContext, position: Position): readonly Move[] {
  return [...actMoves(context, position), ...streamMoves(context, position)];
}

function streamMoves({ definition }: PlanContext, { state }: Position): readonly Move[] {
  if (!state || state.status === 'ended') return [];
  return Object.keys(definition.streams ?? {}).map((stream) => ({ kind: 'stream', stream }));
}

function actMoves(context: PlanContext, position: Position): readonly Move[] {
  const { procedure, definition, assumptions } = context;
  const { state } = position;
  return permittedActs(procedure, state)
    .filter((act) => assumptions.without?.includes(act) !== true)
    .flatMap((name) => {
      const act = definition.acts[name];
      if (!act) return [];
      const posts = typeof act.by === 'string' ? [act.by] : act.by;
      const inputs = inputsOf(context, position, name, act);
      return posts.flatMap((post) =>
        inputs.map((input) => ({ kind: 'act' as const, act: name, post, input })),
      );
    });
}

/** Alternative inputs: the planner's choices, what his assumptions leave open, and of days the earliest lawful ones. */
function inputsOf(
  context: PlanContext,
  position: Position,
  name: string,
  act: ActDefinition,
): readonly Readonly<Record<string, unknown>>[] {
  const fixed = { ...assumedInputs(context, act), ...context.assumptions.choices?.[name] };
  const open = Object.entries(act.input ?? {}).filter(([field]) => !Object.hasOwn(fixed, field));
  const without = samplesOf(
    context,
    position,
    act,
    open.filter(([, schema]) => !isOptionalText(schema)),
  );
  // What need not be given is left out or given as a whole: reasons are asked for where a step is left out.
  const given = open.some(([field, schema]) => isOptionalText(schema) && isRead(field, act));
  const samples = given ? [...without, ...samplesOf(context, position, act, open)] : without;
  // Who abstains brings no decision nearer.
  return samples
    .filter((one) => act.signs === undefined || one['stance'] !== 'abstain')
    .map((one) => ({ ...one, ...fixed }));
}

/** As many combinations as samples are made of (`sample-inputs.ts`). */
const MAX_COMBINATIONS = 16;

function combinations(inputs: readonly (readonly [string, InputDefinition])[]): number {
  return inputs.reduce((all, [, schema]) => {
    if (Array.isArray(schema['enum'])) return all * schema['enum'].length;
    return schema['type'] === 'boolean' && !('const' in schema) ? all * 2 : all;
  }, 1);
}

/** Where there are too many combinations, the matter is what its facts say when nothing has been found of it. */
function asFound(
  { procedure }: PlanContext,
  field: string,
  schema: InputDefinition,
  { sets = {} }: ActDefinition,
): InputDefinition {
  const fact = Object.keys(sets).find((name) => fieldSetting(sets[name]) === field);
  const value = fact === undefined ? undefined : procedure.initialFacts[fact];
  const fits =
    schema['type'] === 'boolean' || (Array.isArray(schema['enum']) && schema['enum'].includes(value));
  // The absence of what need not be said means no.
  if (schema['type'] === 'boolean' && value === undefined && schema.optional === true)
    return { ...schema, const: false };
  return fits && value !== undefined ? { ...schema, const: value } : schema;
}

/** An input as it is to be tried: without what nothing depends on, and with one value where the value says nothing. */
function whatToTry(
  field: string,
  schema: InputDefinition,
  act: ActDefinition,
): readonly (readonly [string, InputDefinition])[] {
  const closed = schema['type'] === 'boolean' || Array.isArray(schema['enum']);
  const read = isRead(field, act);
  if (schema.optional === true && (!read || (!closed && 'pattern' in schema))) return [];
  if (read || !Array.isArray(schema['enum'])) return [[field, schema]];
  return [[field, { ...schema, enum: schema['enum'].slice(0, 1) }]];
}

function isOptionalText(schema: InputDefinition): boolean {
  return schema.optional === true && schema['type'] !== 'boolean' && !Array.isArray(schema['enum']);
}

function isRead(field: string, act: ActDefinition): boolean {
  return field === 'stance' || new RegExp(`\\binput\\.${field}\\b`).test(JSON.stringify(act));
}

function samplesOf(
  context: PlanContext,
  position: Position,
  act: ActDefinition,
  open: readonly (readonly [string, InputDefinition])[],
): readonly Readonly<Record<string, unknown>>[] {
  const wide = open.flatMap(([field, schema]) => whatToTry(field, schema, act));
  const many = combinations(wide) > MAX_COMBINATIONS;
  const asked = many
    ? wide.map(([field, schema]) => [field, asFound(context, field, schema, act)] as const)
    : wide;
  const narrowed: ActDefinition = { ...act, input: Object.fromEntries(asked) };
  return sampleInputs(narrowed, (input) => dayFor(context, position, act, input));
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
  const lead = act.requires?.find(({ on }) => on?.trim() === `input.${input}`)?.lead;
  if (lead === undefined) return day;
  const { definition, world } = context;
  return (
    earliestAppointment(lead, {
      definition,
      state: { clocks: state?.clocks ?? {} },
      scope: {},
      on: day,
      world,
    }) ?? day
  );
}
