import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';
import { APPEND_CASE, APPEND_DESK } from './0010-desk-append.js';
import { fillDeskRows } from './0010-desk-fill.js';

/** The work in hand: who has a task, what was asked of whom, who did what; and the search of cases. */
export class Desk1780000000010 implements MigrationInterface {
  readonly name = 'Desk1780000000010';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TASKS, ...BESIDE]) await runner.query(statement);
    await fillDeskRows(runner);
    for (const statement of [...SEARCH, APPEND_CASE, APPEND_DESK]) await runner.query(statement);
    await applyGrants(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the append function is replaced by a later migration, not undone'));
  }
}

const TASKS: readonly string[] = [
  `alter table tasks add column procedure text collate "C", add column clock text collate "C",
    add column signing text collate "C", add column came text collate "C", add column from_person text collate "C",
    add column waits_for text collate "C", add column holder_person text collate "C",
    add column holder_as text collate "C", add column holder_for text collate "C", add column holder_on date,
    add column passed_by text collate "C", add column urged_on date, add column opened_at timestamptz`,
  `update tasks t set procedure = (select c.procedure from cases c where c.id = t.case_id), waits_for = 'post'`,
  'alter table tasks alter column procedure set not null, alter column waits_for set not null',
  `alter table tasks add constraint tasks_waits_for check (waits_for in ('post', 'holder', 'signers'))`,
  `create index tasks_to_claim on tasks (post, unit, order_on, case_id, key) where waits_for = 'post'`,
  `create index tasks_by_holder on tasks (holder_person, order_on, case_id, key) where holder_person is not null`,
];

const BESIDE: readonly string[] = [
  `create table task_signers (
    person text collate "C" not null,
    case_id text collate "C" not null,
    key text collate "C" not null,
    turn integer not null,
    constraint task_signers_pkey primary key (person, case_id, key)
  )`,
  'create index task_signers_by_case on task_signers (case_id)',
  `create table case_referrals (
    case_id text collate "C" not null,
    id text collate "C" not null,
    kind text not null,
    task text collate "C",
    person text collate "C" not null,
    from_person text collate "C" not null,
    since date not null,
    asked_at timestamptz,
    blocks boolean not null,
    place text,
    clock text collate "C",
    due_on date,
    order_on date not null,
    constraint case_referrals_pkey primary key (case_id, id),
    constraint case_referrals_kind check (kind in ('delegation', 'consultation', 'circulation'))
  )`,
  'create index case_referrals_by_person on case_referrals (person, order_on, case_id, id)',
  `create table case_referred (
    person text collate "C" not null,
    case_id text collate "C" not null,
    kind text collate "C" not null,
    since timestamptz not null,
    from_person text collate "C",
    constraint case_referred_pkey primary key (person, case_id, kind),
    constraint case_referred_kind check (kind in ('delegation', 'consultation', 'circulation', 'copy'))
  )`,
  'create index case_referred_by_time on case_referred (person, kind, since, case_id)',
  'create index case_referred_by_case on case_referred (case_id)',
  `create table case_initiated (
    person text collate "C" not null,
    case_id text collate "C" not null,
    capacity text not null,
    since timestamptz not null,
    constraint case_initiated_pkey primary key (person, case_id),
    constraint case_initiated_capacity check (capacity in ('opener', 'party'))
  )`,
  'create index case_initiated_by_time on case_initiated (person, since, case_id)',
  'create index case_initiated_by_case on case_initiated (case_id)',
  `create table case_doings (
    case_id text collate "C" not null,
    seq integer not null,
    person text collate "C" not null,
    type text not null,
    act text collate "C",
    post text collate "C",
    done_on date not null,
    recorded_at timestamptz not null,
    on_behalf_of text collate "C",
    done_by text collate "C",
    constraint case_doings_pkey primary key (case_id, seq, person)
  )`,
  'create index case_doings_by_person on case_doings (person, recorded_at, case_id, seq)',
  `create table case_follows (
    person text collate "C" not null,
    case_id text collate "C" not null,
    since timestamptz not null,
    constraint case_follows_pkey primary key (person, case_id)
  )`,
  'create index case_follows_by_time on case_follows (person, since, case_id)',
  `alter table cases add column search text not null default '', add column grams text[] not null default '{}',
    add column suspended_on date`,
];

// After the rows are there: an index over many rows is made faster at once.
const SEARCH: readonly string[] = [
  'alter table cases alter column search drop default, alter column grams drop default',
  // Without a list of what is pending: what was just filed is found as fast as the rest.
  'create index cases_by_grams on cases using gin (grams) with (fastupdate = off)',
];
