/** The read model of a case, as in 0005, with who has a task in hand and what a search finds the case by. */
export const APPEND_CASE = `create or replace function duecourse_append_case(
  p_stream text, p_case json, p_parties json, p_tasks json, p_tasks_closed text[], p_clocks json
) returns void language plpgsql as $$
begin
  if p_case is not null then
    insert into cases (id, procedure, definition, subject, applicant_name, unit, status, outcome, opened_on, search,
      grams)
    select p_stream, c.procedure, c.definition, c.subject, c.applicant_name, c.unit, c.status, c.outcome, c.opened_on,
      c.search, c.grams
    from json_to_record(p_case) as c(procedure text, definition text, subject text, applicant_name text, unit text,
      status text, outcome text, opened_on date, search text, grams text[])
    where c.procedure is not null;
    if found then
      insert into case_relations (case_id, relation, other)
      select p_stream, r.relation, r.other
      from json_to_recordset(p_case->'relations') as r(relation text, other text);
    else
      update cases set status = p_case->>'status', outcome = p_case->>'outcome',
        suspended_on = (p_case->>'suspended_on')::date
      where id = p_stream;
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
    insert into tasks (case_id, key, post, unit, procedure, acts, since, due_on, order_on, clock, signing, came,
      from_person, waits_for, holder_person, holder_as, holder_for, holder_on, passed_by, urged_on, opened_at)
    select p_stream, t.key, t.post, t.unit, t.procedure, t.acts, t.since, t.due_on,
      coalesce(t.due_on, date '9999-12-31'), t.clock, t.signing, t.came, t.from_person, t.waits_for, t.holder_person,
      t.holder_as, t.holder_for, t.holder_on, t.passed_by, t.urged_on, t.opened_at
    from json_to_recordset(p_tasks) as t(key text, post text, unit text, procedure text, acts text, since date,
      due_on date, clock text, signing text, came text, from_person text, waits_for text, holder_person text,
      holder_as text, holder_for text, holder_on date, passed_by text, urged_on date, opened_at timestamptz)
    on conflict (case_id, key) do update set post = excluded.post, acts = excluded.acts, since = excluded.since,
      due_on = excluded.due_on, order_on = excluded.order_on, clock = excluded.clock, signing = excluded.signing,
      came = excluded.came, from_person = excluded.from_person, waits_for = excluded.waits_for,
      holder_person = excluded.holder_person, holder_as = excluded.holder_as, holder_for = excluded.holder_for,
      holder_on = excluded.holder_on, passed_by = excluded.passed_by, urged_on = excluded.urged_on,
      -- Of the record that opened it: one that only changes it says nothing of that.
      opened_at = coalesce(excluded.opened_at, tasks.opened_at);
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

/** What people do with the work in hand. Each member of `p` is absent when there is nothing to change. */
export const APPEND_DESK = `create or replace function duecourse_append_desk(p_stream text, p json)
returns void language plpgsql as $$
begin
  if p->'doings' is not null then
    insert into case_doings (case_id, seq, person, type, act, post, done_on, recorded_at, on_behalf_of, done_by)
    select p_stream, d.seq, d.person, d.type, d.act, d.post, d.done_on, d.recorded_at, d.on_behalf_of, d.done_by
    from json_to_recordset(p->'doings') as d(seq integer, person text, type text, act text, post text, done_on date,
      recorded_at timestamptz, on_behalf_of text, done_by text);
  end if;
  if p->'initiated' is not null then
    insert into case_initiated (person, case_id, capacity, since)
    select i.person, p_stream, i.capacity, i.since
    from json_to_recordset(p->'initiated') as i(person text, capacity text, since timestamptz);
  end if;
  if p->'referred' is not null then
    insert into case_referred (person, case_id, kind, since, from_person)
    select r.person, p_stream, r.kind, r.since, r.from_person
    from json_to_recordset(p->'referred') as r(person text, kind text, since timestamptz, from_person text)
    on conflict (person, case_id, kind) do update set since = excluded.since, from_person = excluded.from_person;
  end if;
  if p->'referralsOver' is not null then
    delete from case_referrals where case_id = p_stream
      and id in (select o.id from json_array_elements_text(p->'referralsOver') o(id));
  end if;
  if p->'referrals' is not null then
    insert into case_referrals (case_id, id, kind, task, person, from_person, since, asked_at, blocks, place, clock,
      due_on, order_on)
    select p_stream, r.id, r.kind, r.task, r.person, r.from_person, r.since, r.asked_at, r.blocks, r.place, r.clock, r.due_on,
      coalesce(r.due_on, date '9999-12-31')
    from json_to_recordset(p->'referrals') as r(id text, kind text, task text, person text, from_person text,
      since date, asked_at timestamptz, blocks boolean, place text, clock text, due_on date)
    on conflict (case_id, id) do update set kind = excluded.kind, task = excluded.task, person = excluded.person,
      from_person = excluded.from_person, since = excluded.since, blocks = excluded.blocks, place = excluded.place,
      clock = excluded.clock, due_on = excluded.due_on, order_on = excluded.order_on,
      asked_at = coalesce(excluded.asked_at, case_referrals.asked_at);
  end if;
  if p->'signers' is not null then
    delete from task_signers where case_id = p_stream;
    insert into task_signers (person, case_id, key, turn)
    select s.person, p_stream, s.key, s.turn
    from json_to_recordset(p->'signers') as s(person text, key text, turn integer);
  end if;
  if p->'search' is not null then
    update cases c set search = c.search || (p->'search'->>'text'), grams = array(
      select g from unnest(c.grams) g union select json_array_elements_text(p->'search'->'grams')
    ) where c.id = p_stream;
  end if;
end $$`;
