import type { DataSource } from 'typeorm';

/** Any number that no other program takes a lock on. */
const MIGRATION_LOCK = 7_302_177_401;

/** Runs the migrations that are missing, under a lock that belongs to the whole database. */
export async function migrate(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    // The lock may have to wait for another process's migrations, however long those take.
    await runner.query('set lock_timeout = 0');
    await runner.query('set statement_timeout = 0');
    await runner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await dataSource.runMigrations();
    await runner.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await runner.query('reset lock_timeout');
    await runner.query('reset statement_timeout');
  } finally {
    await runner.release();
  }
}
