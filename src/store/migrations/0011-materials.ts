import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';

/** Materials 材料: uploads, what is stored, what was found of it, and the rows by which cases are listed. */
export class Materials1780000000011 implements MigrationInterface {
  readonly name = 'Materials1780000000011';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    await applyGrants(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the append function is replaced by a later migration, not undone'));
  }
}

const STATEMENTS: readonly string[] = [
  `create table uploads (
    id text collate "C" not null,
    person text collate "C" not null,
    name text not null,
    media_type text not null,
    size bigint not null,
    received bigint not null,
    state text not null,
    sha256 text collate "C",
    sm3 text,
    true_type text,
    findings text not null,
    writer text collate "C",
    claimed_until timestamptz,
    expires_at timestamptz not null,
    constraint uploads_pkey primary key (id),
    constraint uploads_state check (state in ('open', 'settled', 'refused')),
    constraint uploads_received check (received between 0 and size)
  )`,
  'create index uploads_by_person on uploads (person)',
  'create index uploads_by_end on uploads (expires_at, id)',
  'create index uploads_by_content on uploads (sha256) where sha256 is not null',
  `create table blobs (
    sha256 text collate "C" not null,
    sm3 text not null,
    size bigint not null,
    media_type text not null,
    standing text not null,
    filed boolean not null,
    stored_at timestamptz not null,
    constraint blobs_pkey primary key (sha256),
    constraint blobs_standing check (standing in ('quarantined', 'clean', 'infected')),
    constraint blobs_size check (size > 0)
  )`,
  `create table case_materials (
    case_id text collate "C" not null,
    id text collate "C" not null,
    item text collate "C",
    standing text not null,
    versions integer not null,
    constraint case_materials_pkey primary key (case_id, id),
    constraint case_materials_standing check (standing in ('missing', 'filed', 'sound', 'defective', 'waived'))
  )`,
  `create table case_material_versions (
    case_id text collate "C" not null,
    id text collate "C" not null,
    n integer not null,
    sha256 text collate "C" not null,
    size bigint not null,
    media_type text not null,
    filed_on date not null,
    constraint case_material_versions_pkey primary key (case_id, id, n)
  )`,
  'create index case_material_versions_by_content on case_material_versions (sha256)',
  // What is filed was found clean, and from then on nobody clears it away.
  `create or replace function duecourse_append_materials(p_stream text, p json) returns void language plpgsql as $$
declare
  v_contents constant text[] := array(
    select distinct v.sha256 from json_to_recordset(p->'versions') as v(sha256 text)
  );
  v_found integer;
begin
  insert into case_materials (case_id, id, item, standing, versions)
  select p_stream, m.id, m.item, m.standing, m.versions
  from json_to_recordset(p->'rows') as m(id text, item text, standing text, versions integer)
  on conflict (case_id, id) do update set item = excluded.item, standing = excluded.standing,
    versions = excluded.versions;
  if cardinality(v_contents) = 0 then return; end if;
  update blobs set filed = true where sha256 = any (v_contents) and standing = 'clean';
  get diagnostics v_found = row_count;
  if v_found <> cardinality(v_contents) then
    raise exception 'a material of case % is not stored, or was not found clean', p_stream;
  end if;
  insert into case_material_versions (case_id, id, n, sha256, size, media_type, filed_on)
  select p_stream, v.id, v.n, v.sha256, v.size, v.media_type, v.filed_on
  from json_to_recordset(p->'versions')
    as v(id text, n integer, sha256 text, size bigint, media_type text, filed_on date);
end $$`,
];
