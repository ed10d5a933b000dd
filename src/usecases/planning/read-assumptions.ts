import type { Term } from '../../engine/clock/deadline.js';
import { FieldReader } from '../../engine/clock/json-fields.js';
import type { Definition, FactValue } from '../../engine/law/definition.js';
import { standingFields, type StreamStanding } from '../../engine/law/stream-definition.js';
import { readTerm } from '../../engine/law/term-text.js';
import type { MeetingDays, PlanAssumptions, StreamAssumption } from '../../engine/plan/assumptions.js';

const FIELDS = [
  'facts',
  'choices',
  'durations',
  'meetings',
  'streams',
  'until',
  'without',
  'workingDays',
] as const;
/** More days, or acts, than a plan names. */
const MAX_ITEMS = 200;

/** Reads what a planner supposes from an untrusted document; everything that is wrong is told at once, with its place. */
export function readAssumptions(
  value: unknown,
  definition: Definition,
): { readonly assumptions: PlanAssumptions; readonly problems: FieldReader['problems'] } {
  const reader = new FieldReader();
  const fields = reader.object(value ?? {}, '', FIELDS) ?? {};
  const read = <T>(key: (typeof FIELDS)[number], how: (value: unknown, at: string) => T): T | undefined =>
    fields[key] === undefined ? undefined : how(fields[key], `/${key}`);
  const names = [...Object.keys(definition.acts), ...Object.keys(definition.streams ?? {})];
  const facts = read('facts', (one, at) => readFacts(reader, one, at, definition));
  const choices = read('choices', (one, at) => readChoices(reader, one, at, definition));
  const durations = read('durations', (one, at) =>
    each(reader, one, at, names, (term, where) => termOf(reader, term, where)),
  );
  const meetings = read('meetings', (one, at) => readMeetings(reader, one, at));
  const streams = read('streams', (one, at) => readStreams(reader, one, at, definition));
  const acts = (one: unknown, at: string): readonly string[] =>
    (reader.list(one, at, MAX_ITEMS) ?? []).flatMap(
      (act, index) => reader.choice(act, `${at}/${index}`, Object.keys(definition.acts)) ?? [],
    );
  const without = read('without', acts);
  const until = read('until', acts);
  if (until?.length === 0) reader.add('/until', 'must name at least one act');
  const workingDays = read('workingDays', (one, at) => reader.flag(one, at));
  return {
    problems: reader.problems,
    assumptions: {
      ...(facts && { facts }),
      ...(choices && { choices }),
      ...(durations && { durations }),
      ...(meetings && { meetings }),
      ...(streams && { streams }),
      ...(until && { until }),
      ...(without && { without }),
      ...(workingDays !== undefined && { workingDays }),
    },
  };
}

function each<T>(
  reader: FieldReader,
  value: unknown,
  at: string,
  names: readonly string[],
  read: (value: unknown, at: string, name: string) => T | undefined,
): Readonly<Record<string, T>> {
  const fields = reader.object(value, at, names) ?? {};
  const found = Object.entries(fields).flatMap(([name, one]) => {
    const made = names.includes(name) ? read(one, `${at}/${name}`, name) : undefined;
    return made === undefined ? [] : [[name, made] as const];
  });
  return Object.fromEntries(found);
}

function readFacts(
  reader: FieldReader,
  value: unknown,
  at: string,
  { facts }: Definition,
): Readonly<Record<string, FactValue>> {
  return each<FactValue>(reader, value, at, Object.keys(facts), (one, where, name) => {
    const fact = facts[name];
    if (fact?.type === 'boolean') return reader.flag(one, where);
    if (fact?.type === 'integer')
      return reader.whole(one, where, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    if (fact?.type === 'date') return reader.day(one, where);
    return reader.choice(one, where, fact?.values ?? []);
  });
}

function readChoices(
  reader: FieldReader,
  value: unknown,
  at: string,
  { acts }: Definition,
): NonNullable<PlanAssumptions['choices']> {
  return each(reader, value, at, Object.keys(acts), (one, where, act) =>
    reader.object(one, where, Object.keys(acts[act]?.input ?? {})),
  );
}

function readStreams(
  reader: FieldReader,
  value: unknown,
  at: string,
  { streams = {} }: Definition,
): Readonly<Record<string, StreamAssumption>> {
  return each(reader, value, at, Object.keys(streams), (one, where, name) => {
    const fields = reader.object(one, where, ['term', 'standing']);
    const kind = streams[name]?.kind;
    if (!fields || !kind) return undefined;
    const term = fields['term'] === undefined ? undefined : termOf(reader, fields['term'], `${where}/term`);
    const standing =
      fields['standing'] === undefined
        ? undefined
        : (reader.object(fields['standing'], `${where}/standing`, Object.keys(standingFields(kind))) as
            StreamStanding | undefined);
    return { ...(term && { term }), ...(standing && { standing }) };
  });
}

function readMeetings(reader: FieldReader, value: unknown, at: string): MeetingDays | undefined {
  const fields = reader.object(value, at, ['on', 'every']);
  if (!fields) return undefined;
  const on =
    fields['on'] === undefined
      ? undefined
      : (reader.list(fields['on'], `${at}/on`, MAX_ITEMS) ?? []).flatMap(
          (day, index) => reader.day(day, `${at}/on/${index}`) ?? [],
        );
  const every =
    fields['every'] === undefined
      ? undefined
      : reader.object(fields['every'], `${at}/every`, ['weeks', 'from']);
  const weeks = every && reader.whole(every['weeks'], `${at}/every/weeks`, 1, 52);
  const from = every && reader.day(every['from'], `${at}/every/from`);
  return { ...(on && { on }), ...(weeks !== undefined && from && { every: { weeks, from } }) };
}

/** `10 working days`, `30 calendar days`. */
function termOf(reader: FieldReader, value: unknown, at: string): Term | undefined {
  const text = reader.text(value, at);
  const term = text === undefined ? undefined : readTerm(text);
  if (text !== undefined && !term)
    reader.add(at, 'must be a term such as "10 working days" or "30 calendar days"');
  return term;
}
