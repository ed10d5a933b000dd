import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';

/** The work in hand: who has a task, what was asked of whom, who did what; and the search of cases. */
export class Desk1780000000010 implements MigrationInterface {
  readonly name = 'Desk1780000000010';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    await applyGrants(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the append function is replaced by a later migration, not undone'));
  }
}

const STATEMENTS: readonly string[] = [];
