import { recompute } from '../../engine/case/lapse.js';
import type { CivilDate } from '../../engine/clock/time.js';
import type { CalendarDocument } from '../../engine/clock/calendar-document.js';
import { Defect } from '../../engine/defect.js';
import { caseStateOf } from '../cases/act-context.js';
import { adoptDocument, type AdoptionAnswer, type AdoptionPorts } from './adopt-document.js';
import { applyCalendar } from '../clocks/catch-up.js';
import { ContradictoryNotice } from './contradictory-notice.js';
import { caseRecords, procedureOf } from '../cases/case-on-hand.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';

/**
 * Adopts a notice as part of the calendar; days already counted under it are moved by `applyCalendarToCases`.
 *
 * @throws ContradictoryNotice for one that contradicts those adopted before: what is adopted can never be taken back,
 *   and a calendar without one meaning would stop every act. Nothing is written.
 */
export function adoptCalendar(
  ports: AdoptionPorts & Pick<Ports, 'calendars'>,
): (notice: CalendarDocument, by?: Asker) => Promise<AdoptionAnswer> {
  return (notice, by) =>
    adoptDocument(ports, {
      stream: 'calendar',
      kind: 'calendar',
      event: 'calendar.adopted',
      name: `${notice.calendar}/${notice.year}`,
      title: notice.notice.title,
      from: notice.knownFrom,
      document: notice,
      check: () => checkConsistent(ports, notice),
      ...(by && { by: { asker: by, action: 'adoptCalendar' } }),
    });
}

async function checkConsistent(
  ports: Pick<Ports, 'now' | 'calendars'>,
  notice: CalendarDocument,
): Promise<void> {
  try {
    await ports.calendars.knowing([notice], await ports.now.now());
  } catch (problem) {
    if (problem instanceof Defect) throw new ContradictoryNotice(problem.message, { cause: problem });
    throw problem;
  }
}

/** A clock whose days a notice moves. */
export interface MovedClock {
  readonly caseId: string;
  readonly clock: string;
  readonly from?: CivilDate;
  readonly to?: CivilDate;
}

/**
 * Which clocks of the given cases would move if these notices were adopted now, and by how much. Writes nothing.
 * A clock that only loses its provisional mark is not named: its day stays.
 */
export function previewCalendar(
  ports: Ports,
): (notices: readonly CalendarDocument[], cases: AsyncIterable<string>) => Promise<readonly MovedClock[]> {
  return async (notices, cases) => {
    const calendar = await ports.calendars.knowing(notices, await ports.now.now());
    const moved: MovedClock[] = [];
    for await (const caseId of cases) {
      const head = await ports.ledger.head(caseId);
      if (!head) continue;
      const state = caseStateOf(head);
      const after = recompute(await procedureOf(ports, head), state, { calendar });
      for (const { id, dueOn } of after?.event.clocks ?? []) {
        const from = state.clocks[id]?.dueOn;
        if (dueOn !== from)
          moved.push({ caseId, clock: id, ...(from && { from }), ...(dueOn && { to: dueOn }) });
      }
    }
    return moved;
  };
}

/**
 * Brings the running clocks of the given cases into step with the calendar as now known. Each case that moves gets
 * one record; a case that does not move is not touched, so that an interrupted run may simply be repeated.
 */
export function applyCalendarToCases(
  ports: Ports,
): (cases: AsyncIterable<string>) => Promise<{ readonly moved: number }> {
  return async (cases) => {
    let moved = 0;
    for await (const id of cases) moved += await applyToCase(ports, id);
    return { moved };
  };
}

async function applyToCase(ports: Ports, stream: string): Promise<number> {
  const answer = await ports.ledger.transact<number>({ stream, kind: 'case' }, async (head) => {
    const records = await caseRecords(ports, head);
    if (!applyCalendar(records, caseStateOf(head))) return { result: 0 };
    return { append: records.append({}), result: 1 };
  });
  return typeof answer === 'number' ? answer : 0;
}
