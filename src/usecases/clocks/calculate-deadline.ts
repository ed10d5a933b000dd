import type { Calendar } from '../../engine/clock/calendar.js';
import type { Conventions } from '../../engine/clock/conventions.js';
import { calculateDeadline, isDeadlineProblem } from '../../engine/clock/deadline-calculation.js';
import { checkQuestion, LIST_LIMIT, TERM_LIMITS } from '../../engine/clock/deadline-question.js';
import type {
  ClockKind,
  DeadlineAnswer,
  DeadlineProblem,
  DeadlineQuestion,
  ExcludedInterval,
  Term,
  TermUnit,
} from '../../engine/clock/deadline.js';
import { FieldReader } from '../../engine/clock/json-fields.js';
import type { CivilDate } from '../../engine/clock/time.js';

const FIELDS = [
  'start',
  'before',
  'term',
  'startDayCounted',
  'clearDays',
  'roll',
  'excluded',
  'extensions',
  'kind',
  'calendar',
  'knownAt',
  'asOf',
] as const;
const KINDS: readonly ClockKind[] = ['ceiling', 'floor', 'lead', 'fixed'];
const UNITS = Object.keys(TERM_LIMITS) as TermUnit[];

/** Finds a calendar by name as known on a day (absent: now); undefined when there is none of that name. */
export type CalendarFor = (name: string, knownAt: CivilDate | undefined) => Calendar | undefined;

/** The answer, or everything that is wrong with the document, each with a JSON pointer into it. */
export type DeadlineDocumentOutcome =
  | { readonly ok: true; readonly answer: DeadlineAnswer }
  | { readonly ok: false; readonly problems: readonly DeadlineProblem[] };

interface ReadDocument {
  readonly question: DeadlineQuestion;
  readonly calendar: string;
  readonly knownAt: CivilDate | undefined;
}

/**
 * Answers a deadline question put as an untrusted JSON document, explained day by day. HTTP and the command line share
 * it. All that is wrong is told at once: unknown fields, wrong types, days that do not exist, `to` before `from`, both
 * or neither of `start` and `before`, an unknown calendar.
 *
 * `startDayCounted`, `clearDays` and `roll` set conventions 1, 5, 3 and 9; where a setting cannot apply it changes
 * nothing: a backward count never rolls forward (`roll: none` lets it end on a rest day) and a fixed date never rolls.
 */
export function calculateDeadlineDocument(
  document: unknown,
  calendarFor: CalendarFor,
): DeadlineDocumentOutcome {
  const reader = new FieldReader();
  const read = readDocument(reader, document);
  const problems: DeadlineProblem[] = [...reader.problems];
  if (read === undefined) return { ok: false, problems };
  for (const problem of checkQuestion(read.question)) {
    // What could not be read at all has been told already, under the same place or one within it.
    if (!problems.some(({ at }) => at === problem.at || at.startsWith(`${problem.at}/`)))
      problems.push(problem);
  }
  const calendar = calendarFor(read.calendar, read.knownAt);
  if (calendar === undefined && !problems.some(({ at }) => at === '/calendar')) {
    problems.push({ at: '/calendar', problem: `there is no calendar ${JSON.stringify(read.calendar)}` });
  }
  if (calendar === undefined || problems.length > 0) return { ok: false, problems };
  const outcome = calculateDeadline(read.question, calendar, { explain: true });
  return isDeadlineProblem(outcome) ? { ok: false, problems: [outcome] } : { ok: true, answer: outcome };
}

function readDocument(reader: FieldReader, document: unknown): ReadDocument | undefined {
  const fields = reader.object(document, '', FIELDS);
  if (fields === undefined) return undefined;
  const optional = <T>(
    key: (typeof FIELDS)[number],
    read: (value: unknown, at: string) => T,
  ): T | undefined => (fields[key] === undefined ? undefined : read(fields[key], `/${key}`));

  const start = optional('start', (value, at) => reader.text(value, at));
  const before = optional('before', (value, at) => reader.text(value, at));
  const term = optional('term', (value, at) => readTerm(reader, value, at));
  const kind = optional('kind', (value, at) => reader.choice(value, at, KINDS));
  const excluded = optional('excluded', (value, at) => readExcluded(reader, value, at));
  const extensions = optional('extensions', (value, at) => readExtensions(reader, value, at));
  const asOf = optional('asOf', (value, at) => reader.day(value, at));
  const calendar = optional('calendar', (value, at) => reader.text(value, at));
  const knownAt = optional('knownAt', (value, at) => reader.day(value, at));
  const question: DeadlineQuestion = {
    ...given('start', start ?? presence(fields['start'])),
    ...given('before', before ?? presence(fields['before'])),
    ...given('term', term),
    ...given('kind', kind),
    ...given('excluded', excluded),
    ...given('extensions', extensions),
    ...given('asOf', asOf),
    conventions: readConventions(reader, optional, kind),
  };
  return { question, calendar: calendar ?? 'cn', knownAt };
}

type Optional = <T>(key: (typeof FIELDS)[number], read: (value: unknown, at: string) => T) => T | undefined;

function readConventions(
  reader: FieldReader,
  optional: Optional,
  kind: ClockKind | undefined,
): Partial<Conventions> {
  const startDayCounted = optional('startDayCounted', (value, at) => reader.flag(value, at));
  const clearDays = optional('clearDays', (value, at) => reader.flag(value, at));
  const roll = optional('roll', (value, at) => reader.choice(value, at, ['next', 'none'] as const));
  return {
    // Whoever names a local calendar wants it to count.
    workingDays: 'noticeAndLocal',
    startDay: startDayCounted === true ? 'included' : 'excluded',
    backward: clearDays === false ? 'onOrBefore' : 'clearDays',
    restDayEnd: roll === 'none' ? 'none' : 'roll',
    backwardOnRestDay: roll === 'none' ? 'sameDay' : 'lastWorkingDayBefore',
    minimum: roll === 'next' && kind === 'floor' ? 'rollForward' : 'dayAfter',
  };
}

function readTerm(reader: FieldReader, value: unknown, at: string): Term | undefined {
  const fields = reader.object(value, at, ['n', 'unit']);
  if (fields === undefined) return undefined;
  const unit = reader.choice(fields['unit'], `${at}/unit`, UNITS);
  const n = reader.whole(fields['n'], `${at}/n`, 0, TERM_LIMITS[unit ?? 'hour']);
  return unit === undefined || n === undefined ? undefined : { n, unit };
}

function readExcluded(reader: FieldReader, value: unknown, at: string): ExcludedInterval[] {
  const intervals: ExcludedInterval[] = [];
  for (const [index, item] of (reader.list(value, at, LIST_LIMIT) ?? []).entries()) {
    const here = `${at}/${index}`;
    const fields = reader.object(item, here, ['from', 'to']);
    if (fields === undefined) continue;
    const from = reader.day(fields['from'], `${here}/from`);
    const to = fields['to'] === undefined ? undefined : reader.day(fields['to'], `${here}/to`);
    if (from !== undefined && to !== undefined && to < from) {
      reader.add(`${here}/to`, `${to} lies before from, ${from}`);
    } else if (from !== undefined) intervals.push({ from, ...(to !== undefined && { to }) });
  }
  return intervals;
}

function readExtensions(reader: FieldReader, value: unknown, at: string): Term[] {
  const extensions: Term[] = [];
  for (const [index, item] of (reader.list(value, at, LIST_LIMIT) ?? []).entries()) {
    // An unreadable one keeps its place, so that later problems point to the right ones.
    extensions.push(readTerm(reader, item, `${at}/${index}`) ?? { n: 0, unit: 'calendarDay' });
  }
  return extensions;
}

function given<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}

/** An unreadable opening is still there: it must not be reported as missing beside being unreadable. */
function presence(value: unknown): string | undefined {
  return value === undefined ? undefined : '';
}
