import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `duecourse_append`: everything that one append writes, in one call, which is one transaction of its own.
 *
 * It answers `recorded`, or `repeated` when the actor's key is known already (then nothing was written). When the
 * stream's head is no longer where the caller saw it, it raises DC409 and everything is undone.
 */
export class Append1780000000003 implements MigrationInterface {
  readonly name = 'Append1780000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(APPEND_CASE);
    await runner.query(APPEND);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the append function is replaced by a later migration, not undone'));
  }
}

// The read model of a case. Each argument is null when there is nothing to change, which is the common case.
const APPEND_CASE = `create function duecourse_append_case(
  p_stream text, p_case json, p_parties json, p_tasks json, p_tasks_closed text[], p_clocks json
) returns void language plpgsql as $$
begin
  if p_case is not null then
    insert into cases (id, procedure, definition, subject, applicant_name, unit, status, outcome, opened_on)
    select p_stream, c.procedure, c.definition, c.subject, c.applicant_name, c.unit, c.status, c.outcome, c.opened_on
    from json_to_record(p_case) as c(procedure text, definition text, subject text, applicant_name text, unit text,
      status text, outcome text, opened_on date)
    where c.procedure is not null;
    if not found then
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
    insert into tasks (case_id, key, post, acts, since, due_on, order_on)
    select p_stream, t.key, t.post, t.acts, t.since, t.due_on, coalesce(t.due_on, date '9999-12-31')
    from json_to_recordset(p_tasks) as t(key text, post text, acts text, since date, due_on date)
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
  p_case_changes boolean, p_case json, p_parties json, p_tasks json, p_tasks_closed text[], p_clocks json
) returns text language plpgsql as $$
declare
  v_count constant integer := cardinality(p_texts);
begin
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
  end if;
  if p_case_changes then
    perform duecourse_append_case(p_stream, p_case, p_parties, p_tasks, p_tasks_closed, p_clocks);
  end if;
  if p_outbox is not null then
    insert into outbox (stream, seq, n, topic, payload, recorded_at)
    select p_stream, o.seq, o.n, o.topic, o.payload, p_recorded_at[v_count]
    from json_to_recordset(p_outbox) as o(seq integer, n integer, topic text, payload text);
  end if;
  return 'recorded';
end $$`;
