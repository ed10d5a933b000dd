import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';
import { RESTRICTING } from './0029-restricting.js';

/**
 * Restriction of processing 限制处理: content that must be kept and may not be processed lies apart from what everything
 * reads. Inserting the record `audit.part.restricted` is what moves it, `audit.part.released` what brings it back.
 */
export class Restriction1780000000029 implements MigrationInterface {
  readonly name = 'Restriction1780000000029';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...RESTRICTING]) await runner.query(statement);
    await applyGrants(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what lies apart does not come back by a migration'));
  }
}

// `copies`: what the lists said before, so that a release brings back exactly that.
const TABLES: readonly string[] = [
  `create table restricted_parts (
    stream text collate "C" not null,
    seq integer not null,
    name text collate "C" not null,
    salt text not null,
    value text not null,
    copies jsonb,
    constraint restricted_parts_pkey primary key (stream, seq, name)
  )`,
  `create table restricted_files (
    stream text collate "C" not null,
    sha256 text collate "C" not null,
    constraint restricted_files_pkey primary key (stream, sha256)
  )`,
];
