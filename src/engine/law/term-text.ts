import type { Term, TermUnit } from '../clock/deadline.js';

const UNITS: Readonly<Record<string, TermUnit>> = {
  'working day': 'workingDay',
  'calendar day': 'calendarDay',
  month: 'month',
  year: 'year',
  hour: 'hour',
};

/** How a term is written: `20 working days`, `30 calendar days`, `6 months`, `2 years`, `48 hours`. */
export const TERM_PATTERN = /^(0|[1-9]\d{0,4}) (working day|calendar day|month|year|hour)s?$/;

/** The term that a text means, or undefined. A bare "days" is refused: the law must say which kind it counts. */
export function readTerm(text: string): Term | undefined {
  const match = TERM_PATTERN.exec(text);
  const unit = match?.[2] === undefined ? undefined : UNITS[match[2]];
  return match?.[1] === undefined || unit === undefined ? undefined : { n: Number(match[1]), unit };
}
