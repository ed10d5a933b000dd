import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';

/** Publications 公开: public records, as the acts that made them said, readable without signing in. */
export class Publications1780000000014 implements MigrationInterface {
  readonly name = 'Publications1780000000014';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    await applyGrants(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what was made public is not taken back by a migration'));
  }
}

const STATEMENTS: readonly string[] = [
  `create table publications (
    id uuid not null,
    publication text collate "C" not null,
    case_id text collate "C" not null,
    seq integer not null,
    definition text collate "C" not null,
    procedure text collate "C" not null,
    unit text collate "C" not null,
    published_on date not null,
    fields text not null,
    constraint publications_pkey primary key (id, publication)
  )`,
  'create index publications_by_day on publications (published_on, id, publication)',
  'create index publications_by_procedure on publications (procedure, published_on, id, publication)',
  'create index publications_by_case on publications (case_id, seq)',
  `create or replace function duecourse_append_publications(p_stream text, p json) returns void language plpgsql as $$
begin
  insert into publications (id, publication, case_id, seq, definition, procedure, unit, published_on, fields)
  select r.id, r.publication, p_stream, r.seq, c.definition, c.procedure, c.unit, r.published_on, r.fields
  from json_to_recordset(p) as r(id uuid, publication text, seq integer, published_on date, fields text)
  join cases c on c.id = p_stream;
end $$`,
];
