import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';

/**
 * What keeps time stamps good after their certificates have ended: when they end, what they rest on, which certificates had been
 * revoked when they were made, and which record renewed them.
 */
export class Renewals1780000000028 implements MigrationInterface {
  readonly name = 'Renewals1780000000028';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    await applyGrants(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what has been sealed is not taken back by a migration'));
  }
}

const STATEMENTS: readonly string[] = [
  // Of stamps that were made before this nobody noted when they end: they are renewed as soon as there is a later one.
  `alter table log_stamps
    add column ends_at timestamptz,
    add column algorithms text[] not null default '{}',
    add column lists text[] not null default '{}'`,
  'create index log_stamps_ending on log_stamps (ends_at)',
  `create table log_revocation_lists (
    sha256 text collate "C" not null,
    list bytea not null,
    fetched_at timestamptz not null,
    constraint log_revocation_lists_pkey primary key (sha256)
  )`,
  `create table log_stamp_renewals (
    record_seq integer not null,
    position integer not null,
    size bigint not null,
    authority text collate "C" not null,
    sha256 text not null,
    sm3 text not null,
    constraint log_stamp_renewals_pkey primary key (record_seq, position)
  )`,
  'create index log_stamp_renewals_by_stamp on log_stamp_renewals (size, authority)',
  ...['log_revocation_lists', 'log_stamp_renewals'].map(
    (table) =>
      `create trigger ${table}_frozen before update or delete or truncate on ${table}
        for each statement execute procedure duecourse_refuse()`,
  ),
];
