import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';

/** Materials 材料: uploads, what is stored, what was found of it. */
export class Materials1780000000011 implements MigrationInterface {
  readonly name = 'Materials1780000000011';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    await applyGrants(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the append function is replaced by a later migration, not undone'));
  }
}

const STATEMENTS: readonly string[] = [];
