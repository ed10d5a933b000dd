import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';

/** Documents 文书: what was issued, under which number, and what of it still has to take effect. */
export class Papers1780000000012 implements MigrationInterface {
  readonly name = 'Papers1780000000012';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    await applyGrants(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the append function is replaced by a later migration, not undone'));
  }
}

const NUMBERS = `create table document_numbers (
  unit text collate "C" not null,
  word text collate "C" not null,
  year integer not null,
  n integer not null,
  case_id text collate "C" not null,
  document text collate "C" not null,
  constraint document_numbers_pkey primary key (unit, word, year, n)
)`;

const DOCUMENTS = `create table case_documents (
  case_id text collate "C" not null,
  id text collate "C" not null,
  document text collate "C" not null,
  title text not null,
  organ text not null,
  number text,
  issued_on date not null,
  seq integer not null,
  sha256 text collate "C" not null,
  sm3 text collate "C" not null,
  receipt text collate "C" not null,
  served_on date,
  takes_effect_at timestamptz,
  constraint case_documents_pkey primary key (case_id, id)
)`;

// A number is given only as the next of its register: who was overtaken reads again. Whoever takes the same number at
// the same time waits here for the other, and takes it when the other gave up; so the register has no gap.
const APPEND = `create or replace function duecourse_append_papers(p_stream text, p json) returns void
language plpgsql as $$
declare
  v record;
begin
  for v in
    select * from json_to_recordset(coalesce(p->'numbers', '[]'))
      as x(unit text, word text, year integer, n integer, document text)
  loop
    insert into document_numbers (unit, word, year, n, case_id, document)
    select v.unit, v.word, v.year, v.n, p_stream, v.document
    where v.n = 1 + coalesce(
      (select max(d.n) from document_numbers d where d.unit = v.unit and d.word = v.word and d.year = v.year), 0
    )
    on conflict do nothing;
    if not found then raise exception 'the number is taken' using errcode = 'DC409'; end if;
  end loop;
  insert into case_documents (case_id, id, document, title, organ, number, issued_on, seq, sha256, sm3, receipt)
  select p_stream, i.id, i.document, i.title, i.organ, i.number, i.issued_on, i.seq, i.sha256, i.sm3, i.receipt
  from json_to_recordset(coalesce(p->'issued', '[]')) as i(id text, document text, title text, organ text,
    number text, issued_on date, seq integer, sha256 text, sm3 text, receipt text);
  update case_documents d set served_on = s.served_on, takes_effect_at = s.takes_effect_at
  from json_to_recordset(coalesce(p->'served', '[]')) as s(id text, served_on date, takes_effect_at timestamptz)
  where d.case_id = p_stream and d.id = s.id;
end $$`;

const STATEMENTS: readonly string[] = [
  NUMBERS,
  'create unique index document_numbers_of_document on document_numbers (case_id, document)',
  'create trigger document_numbers_frozen before update or delete or truncate on document_numbers ' +
    'for each statement execute procedure duecourse_refuse()',
  DOCUMENTS,
  'create unique index case_documents_receipt on case_documents (receipt)',
  'create index case_documents_pending on case_documents (takes_effect_at) where takes_effect_at is not null',
  'create trigger case_documents_frozen before delete or truncate on case_documents ' +
    'for each statement execute procedure duecourse_refuse()',
  APPEND,
];
