import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';

/** Meetings 会议: what is listed of them, of the cases on their agendas, and of what followed from them. */
export class Meetings1780000000020 implements MigrationInterface {
  readonly name = 'Meetings1780000000020';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    await applyGrants(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the append function is replaced by a later migration, not undone'));
  }
}

const MEETINGS = `create table meetings (
  stream text collate "C" not null,
  forum text collate "C" not null,
  unit text collate "C" not null,
  day date not null,
  time text collate "C" not null,
  status text collate "C" not null,
  held boolean not null,
  items integer not null,
  minutes_on date,
  constraint meetings_pkey primary key (stream)
)`;

const ITEMS = `create table meeting_items (
  stream text collate "C" not null,
  item integer not null,
  case_id text collate "C" not null,
  name text collate "C" not null,
  status text collate "C" not null,
  result text collate "C",
  constraint meeting_items_pkey primary key (stream, item)
)`;

const FOLLOW_UPS = `create table meeting_follow_ups (
  stream text collate "C" not null,
  follow_up integer not null,
  item integer not null,
  unit text collate "C" not null,
  person text collate "C",
  until_on date not null,
  done_on date,
  seq integer not null,
  constraint meeting_follow_ups_pkey primary key (stream, follow_up)
)`;

// A row is there once and then follows its meeting; the sequence of a follow-up is that of the record with its text.
const APPEND = `create or replace function duecourse_append_meetings(p_stream text, p json) returns void
language plpgsql as $$
declare
  v_seq integer;
begin
  select s.seq - 1 into v_seq from streams s where s.id = p_stream;
  insert into meetings (stream, forum, unit, day, time, status, held, items, minutes_on)
  select p_stream, m.forum, m.unit, m.day, m.time, m.status, m.held, m.items, m.minutes_on
  from json_to_record(p->'meeting') as m(forum text, unit text, day date, time text, status text, held boolean,
    items integer, minutes_on date)
  where p->'meeting' is not null
  on conflict (stream) do update set day = excluded.day, time = excluded.time, status = excluded.status,
    held = excluded.held, items = excluded.items, minutes_on = excluded.minutes_on;
  insert into meeting_items (stream, item, case_id, name, status, result)
  select p_stream, i.item, i.case_id, i.name, i.status, i.result
  from json_to_recordset(coalesce(p->'items', '[]'))
    as i(item integer, case_id text, name text, status text, result text)
  on conflict (stream, item) do update set status = excluded.status, result = excluded.result;
  insert into meeting_follow_ups (stream, follow_up, item, unit, person, until_on, done_on, seq)
  select p_stream, f.follow_up, f.item, f.unit, f.person, f.until_on, f.done_on, v_seq
  from json_to_recordset(coalesce(p->'followUps', '[]'))
    as f(follow_up integer, item integer, unit text, person text, until_on date, done_on date)
  on conflict (stream, follow_up) do update set done_on = excluded.done_on;
end $$`;

const STATEMENTS: readonly string[] = [
  MEETINGS,
  'create index meetings_by_day on meetings (unit, forum, day)',
  ITEMS,
  'create index meeting_items_by_case on meeting_items (case_id)',
  FOLLOW_UPS,
  'create index meeting_follow_ups_by_person on meeting_follow_ups (person, until_on) where done_on is null',
  'create index meeting_follow_ups_by_unit on meeting_follow_ups (unit, until_on) where done_on is null',
  ...['meetings', 'meeting_items', 'meeting_follow_ups'].map(
    (table) =>
      `create trigger ${table}_frozen before delete or truncate on ${table} ` +
      'for each statement execute procedure duecourse_refuse()',
  ),
  APPEND,
];
