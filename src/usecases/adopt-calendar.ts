import type { Actor } from '../engine/case/command.js';
import type { CalendarDocument } from '../engine/clock/calendar-document.js';
import type { ActContext } from './act-context.js';
import { caseStateOf, readContext } from './act-context.js';
import { adoptDocument, type AdoptionAnswer } from './adopt-document.js';
import { CaseRecords } from './case-records.js';
import { applyCalendar } from './catch-up.js';
import { procedureOf } from './perform-act.js';
import type { Ports } from './ports.js';

/** Adopts a notice as part of the calendar; days already counted under it are moved by `applyCalendarToCases`. */
export function adoptCalendar(
  ports: Pick<Ports, 'ledger' | 'now' | 'hash' | 'ids' | 'installation'>,
): (notice: CalendarDocument, actor?: Actor) => Promise<AdoptionAnswer> {
  return (notice, actor) =>
    adoptDocument(ports, {
      stream: 'calendar',
      kind: 'calendar',
      event: 'calendar.adopted',
      name: `${notice.calendar}/${notice.year}`,
      title: notice.notice.title,
      from: notice.knownFrom,
      document: notice,
      ...(actor && { actor }),
    });
}

/**
 * Brings the running clocks of the given cases into step with the calendar as now known. Each case that moves gets
 * one record; a case that does not move is not touched, so that an interrupted run may simply be repeated.
 */
export function applyCalendarToCases(
  ports: Ports,
): (cases: Iterable<string>) => Promise<{ readonly moved: number }> {
  return async (cases) => {
    const context = await readContext(ports);
    let moved = 0;
    for (const id of cases) moved += await applyToCase(ports, context, id);
    return { moved };
  };
}

async function applyToCase(ports: Ports, context: ActContext, stream: string): Promise<number> {
  const answer = await ports.ledger.transact<number>({ stream, kind: 'case' }, async (head) => {
    const state = caseStateOf(head);
    const records = new CaseRecords(ports, head, await procedureOf(ports, head), context, state);
    if (!applyCalendar(records, state)) return { result: 0 };
    return { append: records.append({}), result: 1 };
  });
  return typeof answer === 'number' ? answer : 0;
}
