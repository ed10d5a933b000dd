import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';
import { createRoles } from '../preflight/create-roles.js';
import { createRecorders } from '../preflight/recorders.js';
import { AUDIT_VIEWS, GUARDS, SCHEMA_CHANGES } from './0008-guards.js';

/**
 * The database as last line (ADR 0010): guards on everything that is appended, a table of what is done to the schema,
 * views for the auditor, and roles that have exactly what `expected-grants.ts` lists. What the migrating role may not
 * do (create roles, create event triggers) is left out; the preflight at the next start says so.
 */
export class Roles1780000000008 implements MigrationInterface {
  readonly name = 'Roles1780000000008';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...GUARDS, ...SCHEMA_CHANGES, ...AUDIT_VIEWS]) await runner.query(statement);
    await createRoles(runner);
    await applyGrants(runner);
    await createRecorders(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the last line of the database is not taken away by a migration'));
  }
}
