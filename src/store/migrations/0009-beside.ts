import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';

/**
 * An append also writes what lies beside where a case stands in law: the desk, materials, documents, notices,
 * publications. Each has a function of its own, given one JSON argument; later migrations replace them.
 */
export class Beside1780000000009 implements MigrationInterface {
  readonly name = 'Beside1780000000009';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...EMPTY, DROP_OLD, APPEND]) await runner.query(statement);
    await applyGrants(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the append function is replaced by a later migration, not undone'));
  }
}

const EMPTY = ['desk', 'materials', 'papers', 'notices', 'publications'].map(
  (
    part,
  ) => `create function duecourse_append_${part}(p_stream text, p json) returns void language plpgsql as $$
begin
  raise exception 'nothing is known of % beside case %', '${part}', p_stream;
end $$`,
);

const DROP_OLD = `drop function duecourse_append(text, text, boolean, integer, integer, text, text, uuid[], text[], timestamptz[],
    text[], text[], text[], integer[], text[], text[], text[], text, text, text, text, json, json, boolean, json, json,
    json, text[], json, json, integer, text, text, json, json, json)`;

/** Key of the advisory lock that orders changes of powers and acts, as in 0005. */
const POWERS_LOCK = '713200405';

/** The organisation's stream, as in 0005. */
const ORGANISATION = '00000000-0000-8000-8000-000000000002';

/** The append of that version; what a later one changes of it, it says itself. */
export const APPEND = `create function duecourse_append(
  p_stream text, p_kind text, p_create boolean, p_seq integer, p_version integer, p_state text, p_definition text,
  p_record_ids uuid[], p_types text[], p_recorded_at timestamptz[], p_texts text[], p_sha256 text[], p_sm3 text[],
  p_part_seqs integer[], p_part_names text[], p_part_salts text[], p_part_values text[],
  p_actor text, p_key text, p_digest text, p_body text,
  p_outbox json, p_documents json,
  p_case_changes boolean, p_case json, p_parties json, p_tasks json, p_tasks_closed text[], p_clocks json,
  p_performers json, p_organisation_version integer, p_actor_person text, p_actor_standing text,
  p_people json, p_standings json, p_vacancies json, p_beside json
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
  -- What people do with the work in hand, beside where the case stands in law.
  if p_beside is not null then
    if p_beside->'desk' is not null then perform duecourse_append_desk(p_stream, p_beside->'desk'); end if;
    if p_beside->'materials' is not null then
      perform duecourse_append_materials(p_stream, p_beside->'materials');
    end if;
    if p_beside->'papers' is not null then perform duecourse_append_papers(p_stream, p_beside->'papers'); end if;
    if p_beside->'notices' is not null then perform duecourse_append_notices(p_stream, p_beside->'notices'); end if;
    if p_beside->'publications' is not null then
      perform duecourse_append_publications(p_stream, p_beside->'publications');
    end if;
  end if;
  return 'recorded';
end $$`;
