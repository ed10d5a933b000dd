import type { DataSource } from 'typeorm';
import type { KeptPart } from '../../../engine/audit/verify-stream.js';
import type { CivilDate } from '../../../engine/clock/time.js';
import type { MeetingReads, MeetingRow } from '../../../usecases/streams/meeting/meeting-ports.js';
import { runNamed } from '../../named-statement.js';
import { DAY, decodeCursor, encodeCursor, KEY, pageOf } from '../cursor.js';
import { postgresFollowUps } from './postgres-follow-ups.js';

const LIST = {
  name: 'meetings-of-unit',
  text: `select stream as id, forum, unit, day::text as day, time, status, items, minutes_on::text as minutes_on
    from meetings where unit = $1 and forum = any ($2) and (day, stream) < ($3::date, $4)
    order by day desc, stream desc limit $5`,
};

const LAST_HELD = {
  name: 'meeting-last-held',
  text: 'select max(day)::text as day from meetings where unit = $1 and forum = $2 and held',
};

const OF_CASE = {
  name: 'meetings-of-case',
  text: `select t.stream as meeting, t.item from meeting_items t join meetings m on m.stream = t.stream
    where t.case_id = $1 order by m.day, t.stream, t.item`,
};

const PARTS = {
  name: 'kept-parts',
  text: `select seq, name, salt, value from record_parts where stream = $1 and seq = any ($2) order by seq, name`,
};

/** After every meeting. */
const FIRST = ['9999-12-31', '\u{10FFFF}'];

type ListValues = Omit<MeetingRow, 'minutesOn'> & { readonly minutes_on: CivilDate | null };

/** Meetings, on PostgreSQL. */
export function postgresMeetings(dataSource: DataSource): MeetingReads {
  return {
    async list({ unit, forums }, page) {
      const after = page.after === undefined ? FIRST : decodeCursor(page.after, [DAY, KEY]);
      const values = [unit, [...forums], ...after, page.limit + 1];
      const rows = await runNamed<ListValues>(dataSource, LIST, values);
      return pageOf(rows, page.limit, meetingRow, ({ day, id }) => encodeCursor([day, id]));
    },
    async lastHeld(unit, forum) {
      const [row] = await runNamed<{ readonly day: CivilDate | null }>(dataSource, LAST_HELD, [unit, forum]);
      return row?.day ?? undefined;
    },
    ...postgresFollowUps(dataSource),
    ofCase: (caseId) => runNamed(dataSource, OF_CASE, [caseId]),
    async keptParts(stream, seqs) {
      const rows = await runNamed<KeptPart & { readonly seq: number }>(dataSource, PARTS, [
        stream,
        [...seqs],
      ]);
      const kept = new Map<number, KeptPart[]>();
      for (const { seq, ...part } of rows) kept.set(seq, [...(kept.get(seq) ?? []), part]);
      return kept;
    },
  };
}

function meetingRow({ minutes_on: minutesOn, ...row }: ListValues): MeetingRow {
  return { ...row, minutesOn };
}
