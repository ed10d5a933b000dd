import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';

/** Follow-ups of meetings 议定事项 are tasks: who has them in hand, who is to do the next thing, what ran out. */
export class FollowUps1780000000021 implements MigrationInterface {
  readonly name = 'FollowUps1780000000021';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    await applyGrants(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the append function is replaced by a later migration, not undone'));
  }
}

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
  insert into meeting_follow_ups (stream, follow_up, item, unit, person, until_on, done_on, seq, forum, basis,
    assigned_on, posts, at_unit, holder_person, holder_as, holder_on, reported_on, lapsed_on)
  select p_stream, f.follow_up, f.item, f.unit, f.person, f.until_on, f.done_on, v_seq, f.forum, f.basis,
    f.assigned_on, f.posts, f.at_unit, f.holder_person, f.holder_as, f.holder_on, f.reported_on, f.lapsed_on
  from json_to_recordset(coalesce(p->'followUps', '[]'))
    as f(follow_up integer, item integer, unit text, person text, until_on date, done_on date, forum text, basis text,
      assigned_on date, posts text[], at_unit text, holder_person text, holder_as text, holder_on date,
      reported_on date, lapsed_on date)
  on conflict (stream, follow_up) do update set until_on = excluded.until_on, done_on = excluded.done_on,
    posts = excluded.posts, at_unit = excluded.at_unit, holder_person = excluded.holder_person,
    holder_as = excluded.holder_as, holder_on = excluded.holder_on, reported_on = excluded.reported_on,
    lapsed_on = excluded.lapsed_on;
end $$`;

// A follow-up from before had no posts of its own: it stays in the list of its unit, and is in nobody's inbox.
const COLUMNS = `alter table meeting_follow_ups
  add column forum text collate "C" not null default '',
  add column basis text not null default '',
  add column assigned_on date,
  add column posts text[] not null default '{}',
  add column at_unit text collate "C",
  add column holder_person text collate "C",
  add column holder_as text collate "C",
  add column holder_on date,
  add column reported_on date,
  add column lapsed_on date`;

const TOLD = `create table meeting_follow_ups_told (
  stream text collate "C" not null,
  follow_up integer not null,
  mark text collate "C" not null,
  constraint meeting_follow_ups_told_pkey primary key (stream, follow_up, mark)
)`;

const STATEMENTS: readonly string[] = [
  TOLD,
  COLUMNS,
  'update meeting_follow_ups set assigned_on = until_on, at_unit = unit',
  `alter table meeting_follow_ups alter column forum drop default, alter column basis drop default,
    alter column posts drop default, alter column assigned_on set not null, alter column at_unit set not null`,
  'create index meeting_follow_ups_by_place on meeting_follow_ups (at_unit, until_on, stream, follow_up) ' +
    'where done_on is null',
  'create index meeting_follow_ups_by_holder on meeting_follow_ups (holder_person, until_on) where done_on is null',
  'create index meeting_follow_ups_to_sweep on meeting_follow_ups (until_on, stream, follow_up) ' +
    'where done_on is null and reported_on is null and lapsed_on is null',
  APPEND,
];
