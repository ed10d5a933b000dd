import type { DataSource } from 'typeorm';
import type { KeptPart } from '../../../engine/audit/verify-stream.js';
import type { CivilDate } from '../../../engine/clock/time.js';
import type {
  FollowUpRow,
  MeetingReads,
  MeetingRow,
} from '../../../usecases/streams/meeting/meeting-ports.js';
import { runNamed } from '../../named-statement.js';
import { DAY, decodeCursor, encodeCursor, KEY, pageOf } from '../cursor.js';

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

const FOLLOW_UPS = {
  name: 'meeting-follow-ups',
  text: `select f.stream as meeting, f.follow_up, f.item, i.case_id, f.unit, f.person, f.until_on::text as until_on,
      f.done_on::text as done_on, p.value as what
    from meeting_follow_ups f
    join meeting_items i on i.stream = f.stream and i.item = f.item
    left join record_parts p on p.stream = f.stream and p.seq = f.seq and p.name = 'what'
    where f.done_on is null and (f.person = $1 or f.person is null and f.unit = any ($2))
    order by f.until_on, f.stream, f.follow_up limit 200`,
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

interface FollowUpValues {
  readonly meeting: string;
  readonly follow_up: number;
  readonly item: number;
  readonly case_id: string;
  readonly unit: string;
  readonly person: string | null;
  readonly until_on: CivilDate;
  readonly done_on: CivilDate | null;
  readonly what: string | null;
}

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
    async followUps({ person, units }) {
      return (await runNamed<FollowUpValues>(dataSource, FOLLOW_UPS, [person, [...units]])).map(followUpRow);
    },
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

function followUpRow(row: FollowUpValues): FollowUpRow {
  const { meeting, item, unit, person, what } = row;
  return {
    ...{ meeting, item, unit, person, followUp: row.follow_up, caseId: row.case_id },
    ...{ until: row.until_on, doneOn: row.done_on },
    ...(what !== null && { what: JSON.parse(what) as string }),
  };
}
