import type { CalendarDocument, DaysOff, Notice } from './calendar-document.js';
import { dayNumberOf, isWeekend, yearOf } from './civil-date.js';
import { FieldReader, type FieldProblem } from './json-fields.js';
import { checkNotices } from './notices-in-force.js';
import type { CivilDate } from './time.js';

const KEYS = [
  'calendar',
  'over',
  'year',
  'notice',
  'knownFrom',
  'off',
  'work',
  'amends',
  'supersedes',
] as const;
const NAME = /^[a-z][a-z0-9-]{0,39}$/;
/** No notice has come near this; a longer list is a corrupt file. */
const MAX_DAYS = 400;

/** A document read, or everything that is wrong with it. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/**
 * Reads one notice from untrusted JSON. Refuses, naming the place by JSON pointer: unknown or missing fields, days
 * that do not exist, days outside the year and its neighbours, lists out of order, overlaps, a day both off and
 * worked, a worked day that is a weekday anyway (all a sign of a slip of the pen), a notice known before its date.
 */
export function parseCalendarDocument(value: unknown, at = ''): Parsed<CalendarDocument> {
  const reader = new FieldReader();
  const fields = reader.object(value, at, KEYS);
  if (fields === undefined) return { ok: false, problems: reader.problems };
  const calendar = readName(reader, fields['calendar'], `${at}/calendar`);
  const over = fields['over'] === undefined ? undefined : readName(reader, fields['over'], `${at}/over`);
  if (calendar !== undefined && calendar === over)
    reader.add(`${at}/over`, 'a calendar cannot lie over itself');
  const year = reader.whole(fields['year'], `${at}/year`, 1949, 9998);
  const notice = readNotice(reader, fields['notice'], `${at}/notice`);
  const knownFrom = reader.day(fields['knownFrom'], `${at}/knownFrom`);
  if (notice && knownFrom !== undefined && knownFrom < notice.date) {
    reader.add(
      `${at}/knownFrom`,
      `the notice is of ${notice.date} and cannot have been known on ${knownFrom}`,
    );
  }
  const off = readOff(reader, fields['off'], `${at}/off`, year);
  const work = readWork(reader, fields['work'], `${at}/work`, year, off);
  const amends = readFollowed(reader, fields['amends'], `${at}/amends`, notice);
  const supersedes = readFollowed(reader, fields['supersedes'], `${at}/supersedes`, notice);
  if (amends !== undefined && supersedes !== undefined) {
    reader.add(`${at}/supersedes`, 'a notice either amends an earlier one or supersedes it, not both');
  }
  if (reader.problems.length > 0 || !calendar || !year || !notice || !knownFrom) {
    return { ok: false, problems: reader.problems };
  }
  const document: CalendarDocument = {
    calendar,
    ...(over !== undefined && { over }),
    year,
    notice,
    knownFrom,
    off,
    work,
    ...(amends !== undefined && { amends }),
    ...(supersedes !== undefined && { supersedes }),
  };
  return { ok: true, value: document };
}

/**
 * Reads a calendar file, `{ notices: [...] }`, with everything that is wrong in any of its notices or between them.
 */
export function parseCalendarFile(value: unknown): Parsed<readonly CalendarDocument[]> {
  const reader = new FieldReader();
  const fields = reader.object(value, '', ['notices']);
  const list = fields && reader.list(fields['notices'], '/notices', 100);
  if (list?.length === 0) reader.add('/notices', 'must name at least one notice');
  const documents: CalendarDocument[] = [];
  for (const [index, item] of (list ?? []).entries()) {
    const parsed = parseCalendarDocument(item, `/notices/${index}`);
    if (parsed.ok) documents.push(parsed.value);
    else reader.problems.push(...parsed.problems);
  }
  if (reader.problems.length === 0) {
    for (const { notice, problem } of checkNotices(documents))
      reader.add('/notices', `${notice}: ${problem}`);
  }
  return reader.problems.length === 0
    ? { ok: true, value: documents }
    : { ok: false, problems: reader.problems };
}

function readName(reader: FieldReader, value: unknown, at: string): string | undefined {
  if (typeof value === 'string' && NAME.test(value)) return value;
  reader.add(at, 'must be a name of lower-case letters, digits and hyphens, such as cn or cn-gx');
  return undefined;
}

function readNotice(reader: FieldReader, value: unknown, at: string): Notice | undefined {
  const fields = reader.object(value, at, ['number', 'date', 'title', 'issuer', 'url']);
  if (fields === undefined) return undefined;
  const number = reader.text(fields['number'], `${at}/number`);
  const date = reader.day(fields['date'], `${at}/date`);
  const title = reader.text(fields['title'], `${at}/title`);
  const issuer = reader.text(fields['issuer'], `${at}/issuer`);
  const url = fields['url'] === undefined ? undefined : reader.text(fields['url'], `${at}/url`);
  if (!number || !date || !title || !issuer) return undefined;
  return { number, date, title, issuer, ...(url !== undefined && { url }) };
}

function readFollowed(
  reader: FieldReader,
  value: unknown,
  at: string,
  notice: Notice | undefined,
): string | undefined {
  if (value === undefined) return undefined;
  const number = reader.text(value, at);
  if (number !== undefined && number === notice?.number) reader.add(at, 'a notice cannot follow itself');
  return number;
}

function readOff(reader: FieldReader, value: unknown, at: string, year: number | undefined): DaysOff[] {
  const off: DaysOff[] = [];
  for (const [index, item] of (reader.list(value, at, MAX_DAYS) ?? []).entries()) {
    const here = `${at}/${index}`;
    const fields = reader.object(item, here, ['from', 'to', 'name']);
    if (fields === undefined) continue;
    const from = readNear(reader, fields['from'], `${here}/from`, year);
    const to = readNear(reader, fields['to'], `${here}/to`, year);
    const name = reader.text(fields['name'], `${here}/name`);
    if (!from || !to || !name) continue;
    if (to < from) reader.add(`${here}/to`, `${to} lies before ${from}, the first day off`);
    const last = off.at(-1);
    if (last !== undefined && from <= last.to) {
      reader.add(
        `${here}/from`,
        `${from} overlaps or precedes the days off up to ${last.to}; keep them in order`,
      );
    }
    off.push({ from, to, name });
  }
  return off;
}

function readWork(
  reader: FieldReader,
  value: unknown,
  at: string,
  year: number | undefined,
  off: readonly DaysOff[],
): CivilDate[] {
  const work: CivilDate[] = [];
  for (const [index, item] of (reader.list(value, at, MAX_DAYS) ?? []).entries()) {
    const here = `${at}/${index}`;
    const day = readNear(reader, item, here, year);
    if (day === undefined) continue;
    const last = work.at(-1);
    if (last !== undefined && day <= last)
      reader.add(here, `${day} comes after ${last}; keep the days in order, once each`);
    if (!isWeekend(dayNumberOf(day))) {
      reader.add(
        here,
        `${day} is a weekday and a working day anyway; only Saturdays and Sundays are worked by notice`,
      );
    }
    const stretch = off.find((days) => days.from <= day && day <= days.to);
    if (stretch)
      reader.add(here, `${day} is also named as a day off (${stretch.name}); a day is one or the other`);
    work.push(day);
  }
  return work;
}

function readNear(
  reader: FieldReader,
  value: unknown,
  at: string,
  year: number | undefined,
): CivilDate | undefined {
  const day = reader.day(value, at);
  if (day === undefined || year === undefined || Math.abs(yearOf(day) - year) <= 1) return day;
  reader.add(at, `${day} lies outside ${year} and its neighbouring years`);
  return undefined;
}
