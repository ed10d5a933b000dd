/**
 * What the database itself demands of everything that is appended, as SQL. All of it holds for every role, the owner
 * included, unless somebody disables it on purpose, which the preflight then finds.
 *
 * A hash here is no proof against somebody who may write: he can compute one. It stops what is back-dated, what fills
 * a gap, what follows no head, and what a mistake of ours would write.
 */
export const GUARDS: readonly string[] = [
  // A record is the one that the head of its stream names, has the hash of its own text, and follows the one before.
  // The head moves first, within the same transaction.
  `create or replace function duecourse_at_head() returns trigger language plpgsql as $$
declare
  v_head record;
  v_before record;
begin
  select s.seq, s.leaf_sha256, s.leaf_sm3, s.last_recorded_at into v_head from streams s where s.id = new.stream;
  if not found or new.seq < 0 or new.seq >= v_head.seq then
    raise exception 'record % of stream % is not at its head', new.seq, new.stream using errcode = 'DC403';
  end if;
  if new.seq = v_head.seq - 1 and (new.sha256, new.sm3, new.recorded_at)
    is distinct from (v_head.leaf_sha256, v_head.leaf_sm3, v_head.last_recorded_at) then
    raise exception 'record % of stream % is not the one that its head names', new.seq, new.stream
      using errcode = 'DC403';
  end if;
  if new.sha256 <> encode(sha256('\\x00'::bytea || convert_to(new.text, 'UTF8')), 'hex') then
    raise exception 'record % of stream % has not the hash of its text', new.seq, new.stream using errcode = 'DC403';
  end if;
  if new.seq > 0 then
    select r.sha256, r.sm3 into v_before from records r where r.stream = new.stream and r.seq = new.seq - 1;
    if not found then
      raise exception 'record % of stream % is not at its head', new.seq, new.stream using errcode = 'DC403';
    end if;
    -- The text is canonical, so there is one way to write it; parsing it would cost ten times as much.
    if strpos(new.text, '"prev":{"sha256":"' || v_before.sha256 || '","sm3":"' || v_before.sm3 || '"}') = 0 then
      raise exception 'record % of stream % does not follow the one before it', new.seq, new.stream
        using errcode = 'DC403';
    end if;
  end if;
  return new;
end $$`,

  // Looked at when the transaction ends: the head is written first, so that who was slower loses at once.
  `create function duecourse_head_has_record() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if new.seq <= old.seq or (new.id, new.kind, new.definition) is distinct from (old.id, old.kind, old.definition) then
      raise exception 'the head of stream % only moves forward', old.id using errcode = 'DC403';
    end if;
  end if;
  if not exists (
    select 1 from records r where r.stream = new.id and r.seq = new.seq - 1
      and r.sha256 = new.leaf_sha256 and r.sm3 = new.leaf_sm3 and r.recorded_at = new.last_recorded_at
  ) then
    raise exception 'the head of stream % has moved without its record', new.id using errcode = 'DC403';
  end if;
  return null;
end $$`,
  `create constraint trigger streams_head_has_record after insert or update on streams
    deferrable initially deferred for each row execute procedure duecourse_head_has_record()`,

  `create function duecourse_part_of_record() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from records r where r.stream = new.stream and r.seq = new.seq and strpos(r.text,
      '"' || new.name || '":{"sha256":"' || encode(sha256(convert_to(E'audit-part/v1\\n' || new.name || E'\\n', 'UTF8')
        || decode(new.salt, 'hex') || convert_to(new.value, 'UTF8')), 'hex') || '"') > 0
  ) then
    raise exception 'part % is not what record % of stream % names', new.name, new.seq, new.stream
      using errcode = 'DC403';
  end if;
  return new;
end $$`,
  `create trigger record_parts_of_record before insert on record_parts
    for each row execute procedure duecourse_part_of_record()`,
];

/** A table of all that is ever done to the schema, and how it is filled. The functions act as their owner. */
export const SCHEMA_CHANGES: readonly string[] = [
  `create table schema_changes (
    n bigint generated always as identity,
    changed_at timestamptz not null default clock_timestamp(),
    login text not null,
    role text not null,
    command text not null,
    object text,
    statement text,
    constraint schema_changes_pkey primary key (n)
  )`,
  `create trigger schema_changes_frozen before update or delete or truncate on schema_changes
    for each statement execute procedure duecourse_refuse()`,
  `create function duecourse_note_change() returns event_trigger language plpgsql security definer as $$
begin
  insert into schema_changes (login, role, command, object, statement)
  select session_user, current_setting('role'), c.command_tag, c.object_identity, left(current_query(), 4000)
  from pg_event_trigger_ddl_commands() c where c.schema_name is distinct from 'pg_temp';
end $$`,
  `create function duecourse_note_drop() returns event_trigger language plpgsql security definer as $$
begin
  insert into schema_changes (login, role, command, object, statement)
  select session_user, current_setting('role'), tg_tag, d.object_identity, left(current_query(), 4000)
  from pg_event_trigger_dropped_objects() d where d.original and not d.is_temporary;
end $$`,
];

/**
 * What the auditor's role may read: no state, no names, no answers, no secrets. They run with their owner's rights,
 * which is the only kind that PostgreSQL 12 to 18 share (`security_invoker` came with 15 and would need grants on the
 * tables themselves); `security_barrier` keeps a reader's own functions away from the rows that are not shown.
 */
export const AUDIT_VIEWS: readonly string[] = [
  view('records', 'stream, seq, id, type, recorded_at, text, sha256, sm3'),
  view('streams', 'id, kind, seq, version, leaf_sha256, leaf_sm3, last_recorded_at, definition'),
  view('cases', 'id, procedure, definition, unit, status, outcome, opened_on'),
  view('outbox', 'stream, seq, n, topic, recorded_at, delivered_at'),
  view('installation', 'log, mode, zone, simulated_start'),
  view('schema_changes', 'n, changed_at, login, role, command, object, statement'),
  view('schema_migrations', 'id, "timestamp", name'),
  // A document of an organisation may name people.
  `create view audit_documents with (security_barrier = true) as
    select sha256, sm3, kind, name, valid_from, title, case when kind <> 'organisation' then body end as body,
      stored_at, seq from documents`,
];

function view(table: string, columns: string): string {
  return `create view audit_${table} with (security_barrier = true) as select ${columns} from ${table}`;
}
