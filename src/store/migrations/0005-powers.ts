import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What powers rest on: people with their names, the unit that handles a case, who acted in it, and an append that is
 * refused (DC409) when the organisation or the actor's account has changed since the decision was made.
 */
export class Powers1780000000005 implements MigrationInterface {
  readonly name = 'Powers1780000000005';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...PUBLISHED, ...DROP_OLD, APPEND_CASE, APPEND, GRANTS])
      await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the append function is replaced by a later migration, not undone'));
  }
}

/** Key of the advisory lock that orders changes of powers and acts. Arbitrary, but one for all processes for ever. */
const POWERS_LOCK = '713200405';

/** The organisation's stream: `LIBRARY_STREAMS.organisation`, written out because a migration never changes. */
const ORGANISATION = '00000000-0000-8000-8000-000000000002';

const TABLES = [
  `create table people (
    person text collate "C" not null,
    name text not null,
    kind text not null,
    standing text not null,
    constraint people_pkey primary key (person),
    constraint people_kind check (kind in ('officer', 'expert', 'public')),
    constraint people_standing check (standing in ('active', 'suspended', 'ended'))
  )`,
  `create table case_performers (
    person text collate "C" not null,
    case_id text collate "C" not null,
    post text collate "C" not null,
    constraint case_performers_pkey primary key (person, case_id, post)
  )`,
  'create index case_performers_by_case on case_performers (case_id)',
  `create table vacancies (
    case_id text collate "C" not null,
    task text collate "C" not null,
    post text collate "C" not null,
    since date not null,
    constraint vacancies_pkey primary key (case_id, task)
  )`,
  `update cases set unit = 'authority' where unit is null`,
  'alter table cases alter column unit set not null, alter column unit type text collate "C"',
  'alter table cases alter column definition type text collate "C"',
  'create index cases_by_unit on cases (unit, definition, opened_on, id)',
  `create index cases_open_by_unit on cases (unit, definition, opened_on, id) where status = 'open'`,
  'alter table tasks add column unit text collate "C"',
  'update tasks t set unit = (select c.unit from cases c where c.id = t.case_id)',
  'alter table tasks alter column unit set not null',
  'drop index tasks_by_post',
  'create index tasks_by_place on tasks (post, unit, order_on, case_id, key)',
  `create table case_relations (
    case_id text collate "C" not null,
    relation text collate "C" not null,
    other text collate "C" not null,
    constraint case_relations_pkey primary key (case_id, relation, other)
  )`,
  `create table procedure_posts (
    definition text collate "C" not null,
    procedure text collate "C" not null,
    post text collate "C" not null,
    constraint procedure_posts_pkey primary key (definition, post)
  )`,
  `create table procedure_separations (
    definition text collate "C" not null,
    post text collate "C" not null,
    other text collate "C" not null,
    relation text collate "C" not null,
    constraint procedure_separations_pkey primary key (definition, post, other, relation)
  )`,
];

// What earlier versions published: the same that an append writes beside a definition.
const PUBLISHED = [
  `insert into procedure_posts (definition, procedure, post)
    select d.sha256, d.name, p.key from documents d cross join lateral json_each(d.body::json->'posts') p
    where d.kind = 'definition' and p.value->>'kind' is distinct from 'party'`,
  `insert into procedure_separations (definition, post, other, relation)
    select d.sha256, x.post, x.other, '' from documents d cross join lateral json_each(d.body::json->'posts') p
    cross join lateral json_array_elements_text(p.value->'distinctFrom') o(other)
    cross join lateral (values (p.key, o.other), (o.other, p.key)) x(post, other)
    where d.kind = 'definition' and p.key <> o.other on conflict do nothing`,
];

// The role may be missing where the migrating role could not create it.
const GRANTS = `do $$
begin
  if exists (select 1 from pg_roles where rolname = 'duecourse_app') then
    grant select, insert on case_performers, case_relations, procedure_posts, procedure_separations
      to duecourse_app;
    grant select, insert, delete on vacancies to duecourse_app;
    grant select, insert, update on people to duecourse_app;
  end if;
end $$`;

const DROP_OLD = [
  `drop function duecourse_append(text, text, boolean, integer, integer, text, text, uuid[], text[], timestamptz[],
    text[], text[], text[], integer[], text[], text[], text[], text, text, text, text, json, json, boolean, json, json,
    json, text[], json)`,
];

// The read model of a case. Each argument is null when there is nothing to change, which is the common case.
const APPEND_CASE = `create or replace function duecourse_append_case(
  p_stream text, p_case json, p_parties json, p_tasks json, p_tasks_closed text[], p_clocks json
) returns void language plpgsql as $$
begin
  if p_case is not null then
    insert into cases (id, procedure, definition, subject, applicant_name, unit, status, outcome, opened_on)
    select p_stream, c.procedure, c.definition, c.subject, c.applicant_name, c.unit, c.status, c.outcome, c.opened_on
    from json_to_record(p_case) as c(procedure text, definition text, subject text, applicant_name text, unit text,
      status text, outcome text, opened_on date)
    where c.procedure is not null;
    if found then
      insert into case_relations (case_id, relation, other)
      select p_stream, r.relation, r.other
      from json_to_recordset(p_case->'relations') as r(relation text, other text);
    else
      update cases set status = p_case->>'status', outcome = p_case->>'outcome' where id = p_stream;
    end if;
  end if;
  if p_parties is not null then
    insert into case_parties (person, case_id, post)
    select p.person, p_stream, p.post from json_to_recordset(p_parties) as p(person text, post text)
    on conflict do nothing;
  end if;
  if p_tasks_closed is not null then
    delete from tasks where case_id = p_stream and key = any (p_tasks_closed);
  end if;
  if p_tasks is not null then
    insert into tasks (case_id, key, post, unit, acts, since, due_on, order_on)
    select p_stream, t.key, t.post, t.unit, t.acts, t.since, t.due_on, coalesce(t.due_on, date '9999-12-31')
    from json_to_recordset(p_tasks) as t(key text, post text, unit text, acts text, since date, due_on date)
    on conflict (case_id, key) do update set post = excluded.post, acts = excluded.acts, since = excluded.since,
      due_on = excluded.due_on, order_on = excluded.order_on;
  end if;
  if p_clocks is not null then
    insert into clocks (case_id, clock, run, state, due_on, promised_due_on, provisional, sweep_at)
    select p_stream, c.clock, c.run, c.state, c.due_on, c.promised_due_on, c.provisional, c.sweep_at
    from json_to_recordset(p_clocks) as c(clock text, run integer, state text, due_on date, promised_due_on date,
      provisional boolean, sweep_at timestamptz)
    on conflict (case_id, clock) do update set run = excluded.run, state = excluded.state, due_on = excluded.due_on,
      promised_due_on = excluded.promised_due_on, provisional = excluded.provisional, sweep_at = excluded.sweep_at,
      claimed_until = null;
  end if;
end $$`;

const APPEND = `create function duecourse_append(
  p_stream text, p_kind text, p_create boolean, p_seq integer, p_version integer, p_state text, p_definition text,
  p_record_ids uuid[], p_types text[], p_recorded_at timestamptz[], p_texts text[], p_sha256 text[], p_sm3 text[],
  p_part_seqs integer[], p_part_names text[], p_part_salts text[], p_part_values text[],
  p_actor text, p_key text, p_digest text, p_body text,
  p_outbox json, p_documents json,
  p_case_changes boolean, p_case json, p_parties json, p_tasks json, p_tasks_closed text[], p_clocks json,
  p_performers json, p_organisation_version integer, p_actor_person text, p_actor_standing text,
  p_people json, p_standings json, p_vacancies json
) returns text language plpgsql as $$
declare
  v_count constant integer := cardinality(p_texts);
begin
  -- Who changes powers waits for the acts under way; whoever acts afterwards sees the change, or has lost the race.
  if p_kind = 'organisation' or p_standings is not null then
    perform pg_advisory_xact_lock(${POWERS_LOCK});
  elsif p_organisation_version is not null or p_actor_person is not null then
    perform pg_advisory_xact_lock_shared(${POWERS_LOCK});
  end if;
  if p_organisation_version is not null and p_organisation_version <> coalesce(
    (select s.version from streams s where s.id = '${ORGANISATION}'), 0
  ) then
    raise exception 'the organisation has changed' using errcode = 'DC409';
  end if;
  if p_actor_person is not null and p_actor_standing is distinct from (
    select p.standing from people p where p.person = p_actor_person
  ) then
    raise exception 'the account has changed' using errcode = 'DC409';
  end if;
  if p_key is not null then
    insert into idempotency (actor, key, digest, body, stream, seq)
    values (p_actor, p_key, p_digest, p_body, p_stream, p_seq + v_count - 1) on conflict do nothing;
    if not found then return 'repeated'; end if;
  end if;
  if p_create then
    insert into streams (id, kind, seq, version, leaf_sha256, leaf_sm3, last_recorded_at, state, definition)
    values (p_stream, p_kind, v_count, p_version, p_sha256[v_count], p_sm3[v_count], p_recorded_at[v_count], p_state,
      p_definition)
    on conflict do nothing;
  else
    update streams set seq = p_seq + v_count, version = p_version, leaf_sha256 = p_sha256[v_count],
      leaf_sm3 = p_sm3[v_count], last_recorded_at = p_recorded_at[v_count], state = p_state
    where id = p_stream and seq = p_seq;
  end if;
  if not found then raise exception 'stale head' using errcode = 'DC409'; end if;
  insert into records (stream, seq, id, type, recorded_at, text, sha256, sm3)
  select p_stream, p_seq + r.n::integer - 1, r.id, r.type, r.recorded_at, r.text, r.sha256, r.sm3
  from unnest(p_record_ids, p_types, p_recorded_at, p_texts, p_sha256, p_sm3) with ordinality
    as r(id, type, recorded_at, text, sha256, sm3, n)
  order by r.n;
  if p_part_names is not null then
    insert into record_parts (stream, seq, name, salt, value)
    select p_stream, r.seq, r.name, r.salt, r.value
    from unnest(p_part_seqs, p_part_names, p_part_salts, p_part_values) as r(seq, name, salt, value);
  end if;
  if p_documents is not null then
    insert into documents (sha256, sm3, kind, name, valid_from, title, body, stored_at, seq)
    select d.sha256, d.sm3, d.kind, d.name, d.valid_from, d.title, d.body, d.stored_at, p_seq + v_count - 1
    from json_to_recordset(p_documents) as d(sha256 text, sm3 text, kind text, name text, valid_from date, title text,
      body text, stored_at timestamptz)
    on conflict do nothing;
    insert into procedure_posts (definition, procedure, post)
    select d.sha256, d.name, p.post from json_to_recordset(p_documents) as d(sha256 text, name text, posts json)
    cross join lateral json_array_elements_text(d.posts) p(post)
    on conflict do nothing;
    insert into procedure_separations (definition, post, other, relation)
    select d.sha256, s.post, s.other, s.relation from json_to_recordset(p_documents) as d(sha256 text, separations json)
    cross join lateral json_to_recordset(d.separations) as s(post text, other text, relation text)
    on conflict do nothing;
  end if;
  if p_case_changes then
    perform duecourse_append_case(p_stream, p_case, p_parties, p_tasks, p_tasks_closed, p_clocks);
  end if;
  if p_performers is not null then
    insert into case_performers (person, case_id, post)
    select p.person, p_stream, p.post from json_to_recordset(p_performers) as p(person text, post text)
    on conflict do nothing;
  end if;
  if p_vacancies is not null then
    delete from vacancies where case_id = p_stream;
    insert into vacancies (case_id, task, post, since)
    select p_stream, v.task, v.post, v.since from json_to_recordset(p_vacancies) as v(task text, post text, since date);
  end if;
  if p_people is not null then
    insert into people (person, name, kind, standing)
    select p.person, p.name, p.kind, 'active' from json_to_recordset(p_people) as p(person text, name text, kind text)
    on conflict (person) do update set name = excluded.name, kind = excluded.kind;
  end if;
  if p_standings is not null then
    update people p set standing = s.standing
    from json_to_recordset(p_standings) as s(person text, standing text) where p.person = s.person;
  end if;
  if p_outbox is not null then
    insert into outbox (stream, seq, n, topic, payload, recorded_at)
    select p_stream, o.seq, o.n, o.topic, o.payload, p_recorded_at[v_count]
    from json_to_recordset(p_outbox) as o(seq integer, n integer, topic text, payload text);
  end if;
  return 'recorded';
end $$`;
