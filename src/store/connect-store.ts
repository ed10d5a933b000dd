import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.js';
import { migrate } from './migrate.js';
import { APPLICATION_ROLE } from './migrations/0004-application-role.js';

/**
 * Brings the schema up to date and connects the service to it, with as little power as the database allows.
 * Several processes may start at once: one migrates, the others wait.
 *
 * @param warn is told, in a sentence for the operator, what the database could not be made to enforce.
 */
export async function connectStore(
  url: string,
  poolSize: number,
  warn: (sentence: string) => void,
): Promise<DataSource> {
  const owner = await createDataSource({ url, poolSize: 2, asApplication: false }).initialize();
  let asApplication: boolean;
  try {
    await migrate(owner);
    asApplication = await mayActAsApplication(owner);
  } finally {
    await owner.destroy();
  }
  if (!asApplication) {
    warn(
      `This database role may not act as ${APPLICATION_ROLE}: UPDATE and DELETE on recorded data are refused by ` +
        `triggers only. Create the role ${APPLICATION_ROLE}, or let the connecting role create it.`,
    );
  }
  return createDataSource({ url, poolSize, asApplication }).initialize();
}

async function mayActAsApplication(owner: DataSource): Promise<boolean> {
  const rows = await owner.query<{ member: boolean; granted: boolean }[]>(
    `select pg_has_role(current_user, oid, 'MEMBER') as member,
            has_table_privilege(oid, 'records', 'INSERT') as granted from pg_roles where rolname = $1`,
    [APPLICATION_ROLE],
  );
  return rows[0]?.member === true && rows[0].granted;
}
