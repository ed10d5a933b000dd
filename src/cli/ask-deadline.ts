import { parseArgs } from 'node:util';
import { buildCalendar } from '../engine/clock/calendar.js';
import type { CalendarDocument } from '../engine/clock/calendar-document.js';
import type { DeadlineProblem } from '../engine/clock/deadline.js';
import type { CivilDate } from '../engine/clock/time.js';
import { calculateDeadlineDocument, type CalendarFor } from '../usecases/clocks/calculate-deadline.js';
import type { Command, Terminal } from './terminal.js';
import { UsageError } from './usage.js';

/** What the question is answered with. */
export interface CalendarDesk {
  /** The day whose knowledge counts when the question names none. */
  readonly today: () => CivilDate;
  readonly readCalendars: (folder: string) => readonly CalendarDocument[];
}

/**
 * `duecourse deadline --json`: the document of `POST /v1/deadline-calculations` on standard input, its answer on
 * standard output. A question that has no answer prints `{ "problems": [{ "at", "problem" }] }` and ends with 2.
 */
export function askDeadline({ today, readCalendars }: CalendarDesk): Command {
  return async (words, terminal) => {
    const { values } = parseArgs({
      args: [...words],
      options: {
        json: { type: 'boolean', default: false },
        calendars: { type: 'string', default: 'config/calendars' },
      },
    });
    if (!values.json) throw new UsageError('deadline --json < question.json');
    const document = readJson(await terminal.input());
    if ('problem' in document) return complain(terminal, [document]);
    const calendarFor = calendarsByName(readCalendars(values.calendars), today);
    const outcome = calculateDeadlineDocument(document.value, calendarFor);
    if (!outcome.ok) return complain(terminal, outcome.problems);
    terminal.out(JSON.stringify(outcome.answer));
    return 0;
  };
}

function complain(terminal: Terminal, problems: readonly DeadlineProblem[]): 2 {
  terminal.out(JSON.stringify({ problems }));
  return 2;
}

function readJson(text: string): { readonly value: unknown } | DeadlineProblem {
  try {
    return { value: JSON.parse(text) };
  } catch (cause) {
    return { at: '', problem: `not JSON: ${(cause as SyntaxError).message}` };
  }
}

/** A local calendar is laid over the one that its notices name. */
function calendarsByName(notices: readonly CalendarDocument[], today: () => CivilDate): CalendarFor {
  return (name, knownAt) => {
    const own = notices.filter(({ calendar }) => calendar === name);
    if (own.length === 0) return undefined;
    const below = new Set(own.map(({ over }) => over));
    const base = notices.filter(({ calendar }) => calendar !== name && below.has(calendar));
    return buildCalendar([...base, ...own], knownAt ?? today());
  };
}
