import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';

/** Notices out: in the application, by mail, by webhook, as a calendar. */
export class Notices1780000000013 implements MigrationInterface {
  readonly name = 'Notices1780000000013';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    await applyGrants(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the append function is replaced by a later migration, not undone'));
  }
}

const STATEMENTS: readonly string[] = [];
