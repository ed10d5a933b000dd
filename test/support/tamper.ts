import type { DataSource } from 'typeorm';

/**
 * Runs a statement as somebody who goes past every guard of the database: a superuser whose session calls itself a
 * replica. For tests that show how damage is found.
 */
export async function tamper(
  superuser: DataSource,
  statement: string,
  values: readonly unknown[] = [],
): Promise<void> {
  const runner = superuser.createQueryRunner();
  try {
    await runner.query('set session_replication_role = replica');
    await runner.query(statement, [...values]);
  } finally {
    await runner.query('reset session_replication_role');
    await runner.release();
  }
}
