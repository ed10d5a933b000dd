import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The role as which the service works, where the migrating role may create one. */
export const APPLICATION_ROLE = 'duecourse_app';

/**
 * A role without UPDATE or DELETE on what is append-only. Where the migrating role may not create roles, nothing is
 * made: the triggers remain, and the boot check says so.
 */
export class ApplicationRole1780000000004 implements MigrationInterface {
  readonly name = 'ApplicationRole1780000000004';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await mayCreateRoles(runner))) return;
    await runner.query(CREATE_ROLE);
    // A superuser is a member of every role; anybody else must be one to take it on, if whoever made it allows that.
    await runner.query(TAKE_ON);
    for (const grant of GRANTS) await runner.query(grant);
  }

  /** Takes the grants back. The role itself stays: it belongs to the whole server. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`revoke all on ${TABLES} from ${APPLICATION_ROLE}`);
  }
}

async function mayCreateRoles(runner: QueryRunner): Promise<boolean> {
  const rows = (await runner.query(
    `select exists (select 1 from pg_roles where rolname = $1) as there,
            (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) as may`,
    [APPLICATION_ROLE],
  )) as [{ there: boolean; may: boolean }];
  return rows[0].may;
}

// Roles belong to the server, tables to a database: another database of the same server may have made it already.
const CREATE_ROLE = `do $$
begin
  create role ${APPLICATION_ROLE} nologin;
exception when duplicate_object or unique_violation then null;
end $$`;

const TAKE_ON = `do $$
begin
  execute format('grant ${APPLICATION_ROLE} to %I', current_user);
exception when insufficient_privilege then null;
end $$`;

const TABLES =
  'records, record_parts, idempotency, documents, installation, streams, cases, outbox, tasks, clocks, case_parties, credentials';

const GRANTS = [
  `grant select, insert on records, record_parts, idempotency, documents, installation to ${APPLICATION_ROLE}`,
  `grant select, insert, update on streams, cases, outbox to ${APPLICATION_ROLE}`,
  `grant select, insert, update, delete on tasks, clocks, case_parties, credentials to ${APPLICATION_ROLE}`,
];
