import { civilDayOf, parseCivilDate } from '../../engine/clock/civil-date.js';
import type { CivilDate, Instant, Zone } from '../../engine/clock/time.js';

const WITH_OFFSET = /^\d{4}-\d{1,2}-\d{1,2}[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:Z|[+-]\d{2}:?\d{2})$/i;
/** Days that a log of work can mean; terms that begin with them stay within what is reckoned. */
const [EARLIEST, LATEST] = ['1900-01-01', '2199-12-31'];

const YEAR_FIRST = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]|$)/;

/**
 * The legal day that a time in an outside log means: with an offset it is an instant and falls on a day of the zone;
 * without one it is taken as the authority's own clock. Undefined for what begins with no year: whether 03/04 is a day in
 * March or in April nobody can tell; and for a day that no log of work can mean.
 */
export function readDay(text: string, zone: Zone): CivilDate | undefined {
  const day = dayIn(text, zone);
  return day !== undefined && day >= EARLIEST && day <= LATEST ? day : undefined;
}

function dayIn(text: string, zone: Zone): CivilDate | undefined {
  const trimmed = text.trim();
  if (WITH_OFFSET.test(trimmed)) {
    const at = Date.parse(trimmed.replace(' ', 'T').replace(/\s+/g, ''));
    return Number.isNaN(at) ? undefined : civilDayOf(new Date(at).toISOString() as Instant, zone);
  }
  const [, year, month, day] = YEAR_FIRST.exec(trimmed) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return parseCivilDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}
