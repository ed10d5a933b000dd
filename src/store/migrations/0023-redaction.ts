import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';
import { ERASURE } from './0023-erasure.js';

/**
 * Erasure 抹除: the one way in which recorded content leaves the database. No role is given a right for it: inserting
 * the record `audit.part.redacted` is what erases, in the same statement, exactly what that record names.
 */
export class Redaction1780000000023 implements MigrationInterface {
  readonly name = 'Redaction1780000000023';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...ERASURE, ...FOUND]) await runner.query(statement);
    await applyGrants(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what was erased does not come back'));
  }
}

const FOUND: readonly string[] = [
  `create index records_redacting on records (stream, seq) where type = 'audit.part.redacted'`,
];
