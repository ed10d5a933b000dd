import type { MigrationInterface, QueryRunner } from 'typeorm';

/** All tables of the first version. Names and types are what PostgreSQL 12 to 18 and its descendants share. */
export class Tables1780000000001 implements MigrationInterface {
  readonly name = 'Tables1780000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...LEDGER, ...READ_MODEL, ...LIBRARY]) await runner.query(statement);
  }

  /** A ledger is never undone: going back means restoring a backup. */
  down(): Promise<void> {
    return Promise.reject(new Error('the first migration cannot be undone; restore a backup instead'));
  }
}

const LEDGER = [
  `create table streams (
    id text collate "C" not null,
    kind text not null,
    seq integer not null,
    version integer not null,
    leaf_sha256 text not null,
    leaf_sm3 text not null,
    last_recorded_at timestamptz not null,
    state text not null,
    definition text,
    constraint streams_pkey primary key (id),
    constraint streams_id_length check (length(id) between 1 and 64)
  ) with (fillfactor = 50)`,
  'create index streams_by_kind on streams (kind, id)',
  `create table records (
    stream text collate "C" not null,
    seq integer not null,
    id uuid not null,
    type text not null,
    recorded_at timestamptz not null,
    text text not null,
    sha256 text not null,
    sm3 text not null,
    constraint records_pkey primary key (stream, seq)
  )`,
  `create table record_parts (
    stream text collate "C" not null,
    seq integer not null,
    name text collate "C" not null,
    salt text not null,
    value text not null,
    constraint record_parts_pkey primary key (stream, seq, name)
  )`,
  `create table idempotency (
    actor text collate "C" not null,
    key text collate "C" not null,
    digest text not null,
    body text not null,
    stream text collate "C" not null,
    seq integer not null,
    constraint idempotency_pkey primary key (actor, key)
  )`,
  `create table outbox (
    stream text collate "C" not null,
    seq integer not null,
    n integer not null,
    topic text not null,
    payload text not null,
    recorded_at timestamptz not null,
    delivered_at timestamptz,
    constraint outbox_pkey primary key (stream, seq, n)
  )`,
  'create index outbox_waiting on outbox (recorded_at, stream, seq, n) where delivered_at is null',
];

const READ_MODEL = [
  `create table cases (
    id text collate "C" not null,
    procedure text collate "C" not null,
    definition text not null,
    subject text not null,
    applicant_name text not null,
    unit text,
    status text not null,
    outcome text,
    opened_on date not null,
    constraint cases_pkey primary key (id),
    constraint cases_status check (status in ('open', 'ended'))
  )`,
  'create index cases_by_day on cases (opened_on, id)',
  'create index cases_by_procedure on cases (procedure, opened_on, id)',
  `create index cases_open on cases (opened_on, id) where status = 'open'`,
  `create table case_parties (
    person text collate "C" not null,
    case_id text collate "C" not null,
    post text collate "C" not null,
    constraint case_parties_pkey primary key (person, case_id, post)
  )`,
  'create index case_parties_by_case on case_parties (case_id)',
  `create table tasks (
    case_id text collate "C" not null,
    key text collate "C" not null,
    post text collate "C" not null,
    acts text not null,
    since date not null,
    due_on date,
    order_on date not null,
    constraint tasks_pkey primary key (case_id, key)
  )`,
  'create index tasks_by_post on tasks (post, order_on, case_id, key)',
  `create table clocks (
    case_id text collate "C" not null,
    clock text collate "C" not null,
    run integer not null,
    state text not null,
    due_on date,
    promised_due_on date,
    provisional boolean not null,
    sweep_at timestamptz,
    claimed_until timestamptz,
    constraint clocks_pkey primary key (case_id, clock),
    constraint clocks_state check (state in ('running', 'suspended', 'stopped', 'lapsed')),
    constraint clocks_sweep check (sweep_at is null or state = 'running')
  )`,
  'create index clocks_to_sweep on clocks (sweep_at, case_id, clock) where sweep_at is not null',
];

const LIBRARY = [
  `create table documents (
    sha256 text collate "C" not null,
    sm3 text not null,
    kind text collate "C" not null,
    name text collate "C" not null,
    valid_from date not null,
    title text not null,
    body text not null,
    stored_at timestamptz not null,
    seq integer not null,
    constraint documents_pkey primary key (sha256),
    constraint documents_kind check (kind in ('definition', 'calendar', 'organisation'))
  )`,
  'create index documents_by_name on documents (kind, name, valid_from)',
  `create table credentials (
    token_sha256 text collate "C" not null,
    person text not null,
    constraint credentials_pkey primary key (token_sha256)
  )`,
  `create table installation (
    id smallint not null,
    log text not null,
    mode text not null,
    zone text not null,
    simulated_start timestamptz,
    constraint installation_pkey primary key (id),
    constraint installation_is_one check (id = 1),
    constraint installation_mode check (mode in ('real', 'simulated'))
  )`,
];
