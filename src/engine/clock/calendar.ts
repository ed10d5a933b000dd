import { Defect } from '../defect.js';
import { CalendarTable, type ClassifiedDay } from './calendar-table.js';
import type { CalendarDocument } from './calendar-document.js';
import type { DayNumber } from './civil-date.js';
import { noticesInForce } from './notices-in-force.js';
import type { CivilDate } from './time.js';

export type { CalendarDocument } from './calendar-document.js';

/**
 * The working-day calendar as known on one day: immutable, free of zones and clocks. Years without a notice known by
 * then are *unknown*: their days are classed by weekday, provisionally. Ranks and numbers take O(1).
 */
export interface Calendar {
  readonly name: string;
  /** The day whose knowledge the calendar holds. */
  readonly knownAt: CivilDate;
  /** Years with a notice, ascending. */
  readonly knownYears: readonly number[];
  /** The notice calendar alone, without the local one laid over it (itself, when there is none). */
  readonly withoutLocal: Calendar;
  classify(day: CivilDate): ClassifiedDay;
  isWorkingDay(day: CivilDate): boolean;
  /** The n-th working day after `after` (n at least 1), or the n-th before it when n is negative. */
  nthWorkingDay(after: CivilDate, n: number): CivilDate;
  /** Working days in (from, to], that is, after `from` and up to `to`. Negative when `to` lies before `from`. */
  workingDaysBetween(from: CivilDate, to: CivilDate): number;
  /** As `classify`, by day number. */
  classifyNumber(day: DayNumber): ClassifiedDay;
  /** Whether the day is a working day, by day number. */
  isWorking(day: DayNumber): boolean;
  /** Working days up to and including the day, from a fixed but arbitrary origin: only differences mean anything. */
  workingRank(day: DayNumber): number;
  /** The working day of a rank: the smallest day whose `workingRank` is `rank`. */
  workingDayOfRank(rank: number): DayNumber;
  /** Days of unknown class up to and including the day, from an arbitrary origin. */
  unknownRank(day: DayNumber): number;
}

/**
 * The calendar that follows from the notices known on `knownAt`. Of several notices for one year the latest known
 * counts: as a whole when it supersedes the earlier one, for the days it names when it amends it. Documents with
 * `over` form the local calendar, which is laid over the other one.
 * @throws Defect when the documents are of several calendars, or contradict each other (see `checkNotices`).
 */
export function buildCalendar(documents: readonly CalendarDocument[], knownAt: CivilDate): Calendar {
  const local = documents.filter((document) => document.over !== undefined);
  const national = documents.filter((document) => document.over === undefined);
  const name = oneName(national) ?? local[0]?.over ?? 'cn';
  const localName = oneName(local);
  if (local.some((document) => document.over !== name)) {
    throw new Defect(`Calendar ${localName} is laid over ${local[0]?.over}, not over ${name}.`);
  }
  const notices = noticesInForce(national, knownAt);
  const base = new CalendarTable(name, knownAt, notices, []);
  if (localName === undefined) return base;
  return new CalendarTable(localName, knownAt, notices, noticesInForce(local, knownAt), base);
}

function oneName(documents: readonly CalendarDocument[]): string | undefined {
  const names = new Set(documents.map((document) => document.calendar));
  if (names.size > 1)
    throw new Defect(`One calendar is built from one name, not from ${[...names].join(', ')}.`);
  return documents[0]?.calendar;
}
