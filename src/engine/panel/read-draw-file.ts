import { FieldReader, type FieldProblem } from '../clock/json-fields.js';
import { DRAW_FORMAT, type DrawFile } from './draw-file.js';
import {
  CLOSING_GROUNDS,
  DRAW_ROLES,
  LEAVING_GROUNDS,
  MOST_EXPERTS,
  MOST_MEMBERS,
  POOL_BARS,
} from './draw-words.js';

/** A published draw as it was received, or everything that keeps it from being one. Knows no field that a draw has not. */
export function readDrawFile(
  value: unknown,
): { readonly file: DrawFile } | { readonly problems: readonly FieldProblem[] } {
  const fields = new FieldReader();
  drawFile(fields, value);
  return fields.problems.length > 0 ? { problems: fields.problems } : { file: value as DrawFile };
}

type Values = Readonly<Record<string, unknown>>;

const REQUIRED = [
  ...['format', 'stream', 'draft', 'hash', 'pool', 'rule', 'commitments', 'reveals'],
  ...['drawn', 'named', 'changes', 'members', 'digest'],
];

const OPTIONAL = ['previous', 'leaf', 'beacon', 'seed', 'closed'];

function drawFile(fields: FieldReader, value: unknown): void {
  const file = fields.object(value, '', [...REQUIRED, ...OPTIONAL]);
  if (!file) return;
  fields.choice(file['format'], '/format', [DRAW_FORMAT]);
  fields.text(file['stream'], '/stream');
  optional(file, 'previous', '', (one, at) => fields.text(one, at));
  readDraft(fields, file['draft'], '/draft');
  fields.choice(file['hash'], '/hash', ['sha256', 'sm3']);
  readPool(fields, file['pool'], '/pool');
  readRule(fields, file['rule'], '/rule');
  entries(fields, file, 'commitments', { role: role(fields), commitment: (one, at) => hex(fields, one, at) });
  entries(fields, file, 'reveals', { role: role(fields), nonce: (one, at) => hex(fields, one, at) });
  for (const name of ['leaf', 'seed']) optional(file, name, '', (one, at) => hex(fields, one, at));
  optional(file, 'beacon', '', (one, at) => fields.text(one, at));
  for (const name of ['drawn', 'members']) codes(fields, file[name], `/${name}`, MOST_MEMBERS);
  readPool(fields, file['named'], '/named');
  fields.list(file['changes'], '/changes', MOST_EXPERTS)?.forEach((one, index) => {
    change(fields, one, `/changes/${index}`);
  });
  optional(file, 'closed', '', (one, at) => fields.choice(one, at, CLOSING_GROUNDS));
  hex(fields, file['digest'], '/digest');
}

/** Reads which draft a panel is about. */
export function readDraft(fields: FieldReader, value: unknown, at: string): void {
  const draft = fields.object(value, at, ['version', 'sha256']);
  if (!draft) return;
  fields.whole(draft['version'], `${at}/version`, 0, Number.MAX_SAFE_INTEGER);
  hex(fields, draft['sha256'], `${at}/sha256`);
}

/** Reads a pool: a list of experts with their fields, flags and bars. */
export function readPool(fields: FieldReader, value: unknown, at: string): void {
  fields.list(value, at, MOST_EXPERTS)?.forEach((one, index) => expert(fields, one, `${at}/${index}`));
}

function expert(fields: FieldReader, value: unknown, at: string): void {
  const one = fields.object(value, at, ['expert', 'fields', 'unit', 'sector', 'differing', 'from', 'out']);
  if (!one) return;
  fields.text(one['expert'], `${at}/expert`);
  codes(fields, one['fields'], `${at}/fields`, 50);
  for (const name of ['unit', 'from']) optional(one, name, at, (text, place) => fields.text(text, place));
  for (const name of ['sector', 'differing'])
    optional(one, name, at, (flag, place) => yes(fields, flag, place));
  optional(one, 'out', at, (out, place) => {
    const bar = fields.object(out, place, ['because', 'until']);
    if (!bar) return;
    fields.choice(bar['because'], `${place}/because`, POOL_BARS);
    optional(bar, 'until', place, (day, where) => fields.day(day, where));
  });
}

/** Reads a rule of a draw. What it asks for may still be impossible: that is `drawFaults`' to say. */
export function readRule(fields: FieldReader, value: unknown, at: string): void {
  const names = ['on', 'count', 'odd', 'least', 'fields', 'seats', 'differing', 'sector', 'beacon'];
  const rule = fields.object(value, at, names);
  if (!rule) return;
  fields.day(rule['on'], `${at}/on`);
  const number = (one: unknown, place: string) => fields.whole(one, place, 0, MOST_MEMBERS);
  number(rule['count'], `${at}/count`);
  optional(rule, 'odd', at, (flag, place) => yes(fields, flag, place));
  for (const name of ['least', 'differing']) optional(rule, name, at, number);
  optional(rule, 'fields', at, (list, place) => codes(fields, list, place, 50));
  optional(rule, 'seats', at, (seats, place) => {
    const known = typeof seats === 'object' && seats !== null ? Object.keys(seats).slice(0, 50) : [];
    const found = fields.object(seats, place, known);
    for (const name of known) number(found?.[name], `${place}/${name}`);
  });
  optional(rule, 'sector', at, (sector, place) => {
    const part = fields.object(sector, place, ['parts', 'of']);
    for (const name of ['parts', 'of']) if (part) fields.whole(part[name], `${place}/${name}`, 0, 100);
  });
  optional(rule, 'beacon', at, (beacon, place) => {
    const named = fields.object(beacon, place, ['source', 'moment']);
    for (const name of ['source', 'moment']) if (named) fields.text(named[name], `${place}/${name}`);
  });
}

function change(fields: FieldReader, value: unknown, at: string): void {
  const one = fields.object(value, at, ['expert', 'because', 'successor', 'named']);
  if (!one) return;
  for (const name of ['expert', 'successor']) fields.text(one[name], `${at}/${name}`);
  fields.choice(one['because'], `${at}/because`, LEAVING_GROUNDS);
  optional(one, 'named', at, (named, place) => expert(fields, named, place));
}

function optional(
  values: Values,
  name: string,
  at: string,
  read: (value: unknown, at: string) => void,
): void {
  if (Object.hasOwn(values, name)) read(values[name], `${at}/${name}`);
}

function entries(
  fields: FieldReader,
  file: Values,
  name: string,
  read: Readonly<Record<string, (value: unknown, at: string) => void>>,
): void {
  fields.list(file[name], `/${name}`, DRAW_ROLES.length)?.forEach((one, index) => {
    const at = `/${name}/${index}`;
    const entry = fields.object(one, at, Object.keys(read));
    if (entry) for (const [key, field] of Object.entries(read)) field(entry[key], `${at}/${key}`);
  });
}

function role(fields: FieldReader): (value: unknown, at: string) => void {
  return (value, at) => void fields.choice(value, at, DRAW_ROLES);
}

function codes(fields: FieldReader, value: unknown, at: string, most: number): void {
  fields.list(value, at, most)?.forEach((one, index) => fields.text(one, `${at}/${index}`));
}

function hex(fields: FieldReader, value: unknown, at: string): void {
  if (typeof value !== 'string' || !/^[0-9a-f]{64}$/.test(value))
    fields.add(at, 'must be 32 bytes in lower-case hex');
}

/** A flag that is there or is not: `false` would be a second way of saying that it is not. */
function yes(fields: FieldReader, value: unknown, at: string): void {
  if (value !== true) fields.add(at, 'must be true, or not there at all');
}
