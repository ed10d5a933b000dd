import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';
import { createRoles } from '../preflight/create-roles.js';

/**
 * The log over all records: the queue in which records wait for their index, the entries, the tiles of both trees, and
 * what is published of them. Only the sealer writes here; an append reaches the queue through a trigger.
 */
export class Log1780000000022 implements MigrationInterface {
  readonly name = 'Log1780000000022';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...QUEUE, ...TREE, ...PUBLISHED, ...GUARDS]) await runner.query(statement);
    // The login that owns the tables seals too, where there is no other.
    await createRoles(runner);
    await applyGrants(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what has been sealed is not taken back by a migration'));
  }
}

// An append pays for this table: it is short, has one index, and the hashes are read from the records themselves.
const QUEUE: readonly string[] = [
  `create table sequence_queue (
    id bigint generated always as identity,
    stream text collate "C" not null,
    seq integer not null,
    queued_at timestamptz not null,
    constraint sequence_queue_pkey primary key (id)
  )`,
  // The trigger acts as its owner: nobody else can queue anything, and no insert into the records can leave it out.
  `create function duecourse_queue_records() returns trigger language plpgsql security definer as $$
begin
  insert into sequence_queue (stream, seq, queued_at) select n.stream, n.seq, now() from new_records n order by n.stream, n.seq;
  return null;
end $$`,
  `create trigger records_queued after insert on records referencing new table as new_records
    for each statement execute procedure duecourse_queue_records()`,
  `insert into sequence_queue (stream, seq, queued_at)
    select r.stream, r.seq, now() from records r order by r.recorded_at, r.stream, r.seq`,
];

const TREE: readonly string[] = [
  `create table log_entries (
    index bigint not null,
    stream text collate "C" not null,
    seq integer not null,
    sha256 text not null,
    sm3 text not null,
    queued_at timestamptz not null,
    constraint log_entries_pkey primary key (index)
  )`,
  'create unique index log_entries_by_stream on log_entries (stream, seq)',
  `create table log_tiles (
    suite text collate "C" not null,
    level integer not null,
    tile bigint not null,
    bytes bytea not null,
    constraint log_tiles_pkey primary key (suite, level, tile),
    constraint log_tiles_suite check (suite in ('sha256', 'sm3'))
  )`,
  // Hashes do not compress.
  'alter table log_tiles alter column bytes set storage external',
];

const PUBLISHED: readonly string[] = [
  `create table log_checkpoints (
    suite text collate "C" not null,
    size bigint not null,
    note text not null,
    signed_at timestamptz not null,
    constraint log_checkpoints_pkey primary key (suite, size),
    constraint log_checkpoints_suite check (suite in ('sha256', 'sm3'))
  )`,
  `create table log_cosignatures (
    suite text collate "C" not null,
    size bigint not null,
    name text collate "C" not null,
    line text not null,
    received_at timestamptz not null,
    constraint log_cosignatures_pkey primary key (suite, size, name)
  )`,
  `create table log_stamps (
    size bigint not null,
    authority text collate "C" not null,
    token bytea not null,
    stamped_at timestamptz not null,
    constraint log_stamps_pkey primary key (size, authority)
  )`,
];

const frozen = (table: string, events: string): string =>
  `create trigger ${table}_frozen before ${events} on ${table} for each statement execute procedure duecourse_refuse()`;

const GUARDS: readonly string[] = [
  frozen('sequence_queue', 'update or truncate'),
  frozen('log_entries', 'update or delete or truncate'),
  frozen('log_tiles', 'delete or truncate'),
  frozen('log_checkpoints', 'update or delete or truncate'),
  frozen('log_cosignatures', 'update or delete or truncate'),
  frozen('log_stamps', 'update or delete or truncate'),
  // Indexes have no gap, and an entry is the record that it names.
  `create function duecourse_entry_follows() returns trigger language plpgsql as $$
declare
  v_wrong bigint;
begin
  select min(n.index) into v_wrong from new_entries n
  where n.index < 0 or n.index > 0 and not exists (select 1 from log_entries e where e.index = n.index - 1);
  if v_wrong is not null then
    raise exception 'entry % of the log follows no entry', v_wrong using errcode = 'DC403';
  end if;
  select min(n.index) into v_wrong from new_entries n
  where not exists (
    select 1 from records r
    where r.stream = n.stream and r.seq = n.seq and r.sha256 = n.sha256 and r.sm3 = n.sm3
  );
  if v_wrong is not null then
    raise exception 'entry % of the log is no record', v_wrong using errcode = 'DC403';
  end if;
  return null;
end $$`,
  `create trigger log_entries_follow after insert on log_entries referencing new table as new_entries
    for each statement execute procedure duecourse_entry_follows()`,
  // A tile grows at its end until it is full, and never changes otherwise.
  `create function duecourse_tile_grows() returns trigger language plpgsql as $$
begin
  if (new.suite, new.level, new.tile) is distinct from (old.suite, old.level, old.tile)
    or substring(new.bytes from 1 for length(old.bytes)) is distinct from old.bytes then
    raise exception 'tile % of level % (%) only grows', old.tile, old.level, old.suite using errcode = 'DC403';
  end if;
  return new;
end $$`,
  `create trigger log_tiles_grow before update on log_tiles
    for each row execute procedure duecourse_tile_grows()`,
];
