import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';

/** Publications 公开. */
export class Publications1780000000014 implements MigrationInterface {
  readonly name = 'Publications1780000000014';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    await applyGrants(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the append function is replaced by a later migration, not undone'));
  }
}

const STATEMENTS: readonly string[] = [];
