import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';
import { NOTICE_FUNCTIONS } from './0013-notice-functions.js';

/** Notices out: in the application, by mail, by webhook, as a calendar. */
export class Notices1780000000013 implements MigrationInterface {
  readonly name = 'Notices1780000000013';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...HAPPENINGS, ...WEBHOOKS, ...NOTICES, ...NOTICE_FUNCTIONS, ...KNOWN]) {
      await runner.query(statement);
    }
    await applyGrants(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the append function is replaced by a later migration, not undone'));
  }
}

// An append adds to the first table alone, which is short and has one index; numbering moves the rows to the second.
const HAPPENINGS = [
  `create table happenings_new (
    id bigint generated always as identity,
    stream text collate "C" not null,
    seq integer not null,
    type text collate "C" not null,
    constraint happenings_new_pkey primary key (id)
  )`,
  `create table happenings (
    position bigint not null,
    stream text collate "C" not null,
    seq integer not null,
    type text collate "C" not null,
    constraint happenings_pkey primary key (position)
  )`,
  'create unique index happenings_by_stream on happenings (stream, seq)',
];

const WEBHOOKS = [
  `create table webhooks (
    id text collate "C" not null,
    url text not null,
    types text[],
    note text not null,
    state text not null,
    secret text not null,
    previous_secret text,
    previous_until timestamptz,
    created_by text not null,
    created_at timestamptz not null,
    handed_to bigint not null,
    open_until timestamptz,
    constraint webhooks_pkey primary key (id),
    constraint webhooks_state check (state in ('active', 'paused', 'ended'))
  )`,
  `create table webhook_lanes (
    webhook text collate "C" not null,
    stream text collate "C" not null,
    position bigint not null,
    seq integer not null,
    last_position bigint not null,
    state text not null,
    attempts integer not null,
    free_at timestamptz not null,
    claim text,
    status integer,
    reason text,
    constraint webhook_lanes_pkey primary key (webhook, stream),
    constraint webhook_lanes_state check (state in ('ready', 'parked'))
  ) with (fillfactor = 50)`,
  `create index webhook_lanes_ready on webhook_lanes (webhook, free_at) where state = 'ready'`,
  `create table webhook_attempts (
    id bigint generated always as identity,
    webhook text collate "C" not null,
    position bigint not null,
    stream text collate "C" not null,
    seq integer not null,
    type text not null,
    at timestamptz not null,
    attempt integer not null,
    outcome text not null,
    status integer,
    reason text,
    milliseconds integer not null,
    constraint webhook_attempts_pkey primary key (id),
    constraint webhook_attempts_outcome check (outcome in ('delivered', 'failed', 'parked', 'skipped'))
  )`,
  'create index webhook_attempts_by_webhook on webhook_attempts (webhook, id)',
  'create index webhook_attempts_by_time on webhook_attempts (at)',
];

const NOTICES = [
  `create table notices (
    id bigint generated always as identity,
    person text collate "C" not null,
    cause text collate "C" not null,
    kind text not null,
    case_id text collate "C" not null,
    about text not null,
    at timestamptz not null,
    shown_from timestamptz not null,
    read boolean not null,
    read_at timestamptz,
    constraint notices_pkey primary key (id)
  )`,
  'create unique index notices_by_cause on notices (person, cause)',
  'create index notices_by_person on notices (person, read, id)',
  `create table notice_followers (
    name text collate "C" not null,
    position bigint not null,
    constraint notice_followers_pkey primary key (name)
  )`,
  `create table clock_warnings (
    case_id text collate "C" not null,
    clock text collate "C" not null,
    run integer not null,
    due_on date not null,
    constraint clock_warnings_pkey primary key (case_id, clock, run, due_on)
  )`,
  `create table notice_settings (
    person text collate "C" not null,
    mail text,
    mode text not null,
    constraint notice_settings_pkey primary key (person),
    constraint notice_settings_mode check (mode in ('immediately', 'daily', 'never'))
  )`,
  `create table mail_queue (
    notice bigint not null,
    person text collate "C" not null,
    state text not null,
    attempts integer not null,
    free_at timestamptz not null,
    claim text,
    reason text,
    constraint mail_queue_pkey primary key (notice),
    constraint mail_queue_state check (state in ('waiting', 'sent', 'given up'))
  )`,
  `create index mail_queue_waiting on mail_queue (free_at) where state = 'waiting'`,
  `create table calendar_feeds (
    id text collate "C" not null,
    person text collate "C" not null,
    secret_sha256 text collate "C" not null,
    created_at timestamptz not null,
    constraint calendar_feeds_pkey primary key (id)
  )`,
  'create unique index calendar_feeds_by_secret on calendar_feeds (secret_sha256)',
  'create index calendar_feeds_by_person on calendar_feeds (person, id)',
];

// What was recorded before can be replayed to a subscriber; nobody is told of it as news.
const KNOWN = [
  `insert into happenings (position, stream, seq, type)
    select row_number() over (order by r.recorded_at, r.stream, r.seq), r.stream, r.seq, r.type
    from records r join streams s on s.id = r.stream where s.kind = 'case'`,
  `insert into notice_followers (name, position)
    select 'notices', coalesce(max(position), 0) from happenings`,
];
