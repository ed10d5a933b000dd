import type { QueryRunner } from 'typeorm';
import { APPLICATION_ROLE, ROLES } from './database-roles.js';

/**
 * Makes the roles that are missing, as far as the current role may. Roles belong to the server, tables to a database:
 * another database of the same server may have made them already, with the very same meaning. What could not be done
 * is found by the preflight.
 */
export async function createRoles(runner: QueryRunner): Promise<void> {
  for (const role of Object.values(ROLES)) {
    await runner.query(
      attempt(
        `create role ${role} nologin`,
        'duplicate_object or unique_violation or insufficient_privilege',
      ),
    );
  }
  // To act as a role one must be a member of it. Who owns the tables gains nothing by that.
  for (const role of [APPLICATION_ROLE, ROLES.sealer]) {
    await runner.query(
      attempt(
        `execute format('grant ${role} to %I', current_user)`,
        'insufficient_privilege or undefined_object',
      ),
    );
  }
}

function attempt(statement: string, excused: string): string {
  return `do $$ begin ${statement}; exception when ${excused} then null; end $$`;
}
