import { bad, type Deviation } from './deviation.js';

/** Guards that are switched off, gone or replaced. */
export const BAD_GUARDS: readonly Deviation[] = [
  bad('a guard is disabled', 'trigger-disabled', 'alter table records disable trigger records_frozen'),
  bad(
    'all guards of a table are disabled',
    ['trigger-disabled', 'trigger-disabled', 'trigger-disabled'],
    ['alter table record_parts disable trigger user', 'alter table installation disable trigger user'],
  ),
  bad('a guard fires on replicas only', 'trigger-disabled', [
    'alter table records enable replica trigger records_at_head',
  ]),
  bad('a guard is dropped', 'trigger-missing', 'drop trigger idempotency_frozen on idempotency'),
  bad('the guard of heads is dropped', 'trigger-missing', 'drop trigger streams_head_has_record on streams'),
  bad('a guard is replaced by one that never fires', 'trigger-differs', [
    'drop trigger documents_frozen on documents',
    `create trigger documents_frozen before update or delete or truncate on documents
      for each statement when (false) execute procedure duecourse_refuse()`,
  ]),
  bad(
    'a strange trigger stands before records',
    ['function-additional', 'trigger-additional'],
    [
      `create function swallow() returns trigger language plpgsql as 'begin return null; end'`,
      'create trigger swallow before insert on records for each row execute procedure swallow()',
    ],
  ),
  bad('a guard has been made to let everything pass', 'function-differs', [
    `create or replace function duecourse_refuse() returns trigger language plpgsql set search_path = public, pg_temp
      as 'begin return null; end'`,
  ]),
  bad('the append writes something else', 'function-differs', [
    `do $do$ begin execute (select replace(pg_get_functiondef(oid), 'return ''recorded''', 'return ''repeated''')
      from pg_proc where proname = 'duecourse_append'); end $do$`,
  ]),
  bad('a function may be told which tables it means', 'function-differs', [
    'alter function duecourse_at_head() reset search_path',
  ]),
  bad('a function acts with its owner’s rights', 'function-differs', [
    'alter function duecourse_append_case security definer',
  ]),
  bad(
    'a function is missing',
    ['function-missing', 'grant-missing'],
    ['drop function duecourse_append_case'],
  ),
  bad(
    'a second function answers to the same name',
    ['function-additional', 'grant-to-everybody'],
    [`create function duecourse_append(text) returns text language sql as 'select $1'`],
  ),
  bad('a strange function lies in the schema', 'function-additional', [
    `create function public.strpos(varchar, varchar) returns integer language sql as 'select 1'`,
  ]),
  bad('a rule turns appends into nothing', 'rule-additional', [
    'create rule nothing as on insert to records do instead nothing',
  ]),
  bad('row-level security hides records', 'row-security', 'alter table records enable row level security'),
  bad('a strange table adds its rows to records', 'child-table', [
    'create table more_records () inherits (records)',
  ]),
  bad('changes of the schema are no longer recorded', 'changes-recorder-lost', [
    'alter event trigger duecourse_change disable',
  ]),
  bad('dropped things are no longer recorded', 'changes-recorder-lost', 'drop event trigger duecourse_drop'),
  bad(
    'event triggers are switched off',
    'event-triggers-off',
    'alter database $db set event_triggers = off',
    {
      since: 17,
    },
  ),
];

/** Tables that are not as they ship. */
export const BAD_TABLES: readonly Deviation[] = [
  bad('the schema is newer than the build', 'schema-newer', [
    `insert into schema_migrations ("timestamp", name) values (1990000000000, 'Future1990000000000')`,
  ]),
  bad('keys may repeat', 'table-differs', 'alter table idempotency drop constraint idempotency_pkey'),
  bad('a check is missing', 'table-differs', 'alter table clocks drop constraint clocks_sweep'),
  bad('an index is missing', 'table-differs', 'drop index clocks_to_sweep'),
  bad('a column has come', 'table-differs', 'alter table cases add column note text'),
  bad(
    'a column is of another type',
    'table-differs',
    'alter table people alter column standing type varchar(20)',
  ),
  bad('a column may be empty', 'table-differs', 'alter table records alter column sha256 drop not null'),
  bad('a table does not survive a crash', 'table-differs', 'alter table outbox set unlogged'),
  bad(
    'a table is missing',
    ['grant-missing', 'grant-missing', 'grant-missing', 'table-missing'],
    ['drop table vacancies'],
  ),
  bad('a view shows the auditor something else', 'view-differs', [
    'create or replace view audit_streams as select *, now() as more from (table audit_streams) as s',
  ]),
];
