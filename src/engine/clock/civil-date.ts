import { Temporal } from 'temporal-polyfill';
import { Defect } from '../defect.js';
import type { CivilDate, Instant, Zone } from './time.js';

/** Whole days since 1970-01-01 (which is 0). The integer face of a `CivilDate`, for counting without allocation. */
export type DayNumber = number;

/** First day that the engine reckons with. */
export const FIRST_DAY = '1000-01-01' as CivilDate;
/** Last day that the engine reckons with. */
export const LAST_DAY = '9999-12-31' as CivilDate;

const HYPHEN = 45;
const LOCAL_DATE_TIME = /^([1-9]\d{3}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** The text as a civil date, or undefined when it is not exactly `YYYY-MM-DD` or names no day (2025-02-30). */
export function parseCivilDate(text: string): CivilDate | undefined {
  if (text.length !== 10 || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return undefined;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  // Not a number fails every comparison.
  if (!(year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)))
    return undefined;
  return text as CivilDate;
}

/** The number that two digits of a text spell, or NaN. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/** Whether the text is a civil date. */
export function isCivilDate(text: unknown): text is CivilDate {
  return typeof text === 'string' && parseCivilDate(text) !== undefined;
}

/**
 * The text as a civil date, where a bad one can only be a bug.
 * @throws Defect when it is none.
 */
export function civilDate(text: string): CivilDate {
  const day = parseCivilDate(text);
  if (day === undefined) throw new Defect(`Not a civil date (YYYY-MM-DD): ${JSON.stringify(text)}.`);
  return day;
}

/** Whether the text is an instant: RFC 3339, UTC, milliseconds, exactly 24 characters, and a real moment. */
export function isInstant(text: unknown): text is Instant {
  if (typeof text !== 'string' || !INSTANT.test(text)) return false;
  return (
    isCivilDate(text.slice(0, 10)) &&
    Number(text.slice(11, 13)) < 24 &&
    Number(text.slice(14, 16)) < 60 &&
    Number(text.slice(17, 19)) < 60
  );
}

/** Number of days in a month (1 to 12) of the Gregorian calendar (民法典200: 公历). */
function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The day's number. The argument must be a valid civil date: nothing is checked here, this is the hot path. */
export function dayNumberOf(day: CivilDate): DayNumber {
  const year =
    (day.charCodeAt(0) - 48) * 1000 +
    (day.charCodeAt(1) - 48) * 100 +
    (day.charCodeAt(2) - 48) * 10 +
    day.charCodeAt(3) -
    48;
  const month = (day.charCodeAt(5) - 48) * 10 + day.charCodeAt(6) - 48;
  return dayNumber(year, month, (day.charCodeAt(8) - 48) * 10 + day.charCodeAt(9) - 48);
}

/** Day number of a year, month (1 to 12) and day. */
export function dayNumber(year: number, month: number, day: number): DayNumber {
  // Years begin in March here, so that the leap day is the last day of the year.
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/**
 * The civil date of a day number.
 * @throws Defect outside the years 1000 to 9999.
 */
export function civilDateOf(number: DayNumber): CivilDate {
  const shifted = number + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  if (!(year >= 1000 && year <= 9999)) throw new Defect(`Day number ${number} lies outside 1000 to 9999.`);
  return `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}` as CivilDate;
}

/** The year of a civil date. */
export function yearOf(day: CivilDate): number {
  return Number(day.slice(0, 4));
}

/** Day of the week of a day number: 0 is Monday, 6 is Sunday. */
export function weekdayOf(number: DayNumber): number {
  return (((number + 3) % 7) + 7) % 7;
}

/** Whether the day number is a Saturday or Sunday. */
export function isWeekend(number: DayNumber): boolean {
  return weekdayOf(number) >= 5;
}

/** The day `days` calendar days later (earlier when negative). */
export function addDays(day: CivilDate, days: number): CivilDate {
  return civilDateOf(dayNumberOf(day) + days);
}

/** Calendar days from one day to another: 1 when `to` is the day after `from`, negative when it lies before. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return dayNumberOf(to) - dayNumberOf(from);
}

/**
 * The corresponding day `months` later (earlier when negative), or the last day of that month when it has no such
 * day (民法典202).
 */
export function addMonths(day: CivilDate, months: number): CivilDate {
  return civilDateOf(correspondingDay(day, months).day);
}

/** As `addMonths`, as a day number, telling whether the month lacked the corresponding day. */
export function correspondingDay(
  day: CivilDate,
  months: number,
): { readonly day: DayNumber; readonly missing: boolean } {
  const monthIndex = yearOf(day) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const year = Math.floor(monthIndex / 12);
  const month = monthIndex - year * 12 + 1;
  const wanted = Number(day.slice(8, 10));
  const last = daysInMonth(year, month);
  return { day: dayNumber(year, month, Math.min(wanted, last)), missing: wanted > last };
}

/** Whether the name is a time zone that this installation can reckon with. */
export function isZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** The day last asked about in each zone: acts come one after another on the same day, and zone rules are slow. */
const lastDays = new Map<Zone, { readonly day: CivilDate; readonly from: Instant; readonly to: Instant }>();

/** The civil day on which an instant falls in a zone. */
export function civilDayOf(instant: Instant, zone: Zone): CivilDate {
  const last = lastDays.get(zone);
  // Instants have one fixed format, so that their text order is their order in time.
  if (last && instant.length === last.from.length && instant >= last.from && instant < last.to)
    return last.day;
  const day = zonedDay(instant, zone);
  lastDays.set(zone, { day, from: startOfDay(day, zone), to: endOfDay(day, zone) });
  return day;
}

function zonedDay(instant: Instant, zone: Zone): CivilDate {
  const day = Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate();
  return day.year > 9999 ? LAST_DAY : (day.toString() as CivilDate);
}

/** The local date-time (`YYYY-MM-DDTHH:mm`, seconds cut off) of an instant in a zone. */
export function localDateTimeOf(instant: Instant, zone: Zone): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime().toString().slice(0, 16);
}

/** The instant as a local time with its offset (`YYYY-MM-DDTHH:mm:ss.sss+08:00`), as XML and spreadsheets have it. */
export function offsetTimeOf(instant: Instant, zone: Zone): string {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never', fractionalSecondDigits: 3 });
}

/** Beginnings of days by zone and day; dropped as a whole when there are too many. */
const beginnings = new Map<string, Instant>();
const MAX_BEGINNINGS = 10_000;

/** The instant at which a civil day begins in a zone (not always local midnight: a clock change may skip it). */
export function startOfDay(day: CivilDate, zone: Zone): Instant {
  const key = `${day} ${zone}`;
  const known = beginnings.get(key);
  if (known !== undefined) return known;
  const begins = instantText(Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant());
  if (beginnings.size >= MAX_BEGINNINGS) beginnings.clear();
  beginnings.set(key, begins);
  return begins;
}

/** What is reckoned with ends here: whatever lies later, in any zone, counts to the last day. */
const LAST_INSTANT = '9999-12-31T23:59:59.999Z' as Instant;

/** The instant at which a civil day is over (民法典203: 二十四时), that is, at which the next one begins. */
export function endOfDay(day: CivilDate, zone: Zone): Instant {
  if (day === LAST_DAY) return LAST_INSTANT;
  return startOfDay(addDays(day, 1), zone);
}

/** The instant of a local time `HH:mm` on a day: the later of two, and where a clock change skips it, as much later. */
export function instantAt(day: CivilDate, time: string, zone: Zone): Instant {
  const local = Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(time));
  return instantText(local.toZonedDateTime(zone, { disambiguation: 'later' }).toInstant());
}

/** Local minutes since 1970-01-01T00:00 of a local date-time `YYYY-MM-DDTHH:mm`, or undefined when it is none. */
export function parseLocalDateTime(text: string): number | undefined {
  const parts = LOCAL_DATE_TIME.exec(text);
  const day = parts?.[1] === undefined ? undefined : parseCivilDate(parts[1]);
  return day === undefined
    ? undefined
    : dayNumberOf(day) * 1440 + Number(parts?.[2]) * 60 + Number(parts?.[3]);
}

function instantText(instant: Temporal.Instant): Instant {
  return instant.toString({ fractionalSecondDigits: 3 }) as Instant;
}
