/** The migrated database that every test database is copied from. */
export const TEMPLATE_DATABASE = 'duecourse_template';

/** Where global setup leaves the server's address for the workers. */
export const SERVER_VARIABLE = 'DUECOURSE_TEST_SERVER';

/** The same server and login, another database. */
export function databaseUrl(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

/** What the run's server does for the sake of speed, or because the tests plant damage: a real one must allow it. */
export const TEST_SERVER_DEVIATIONS = [
  'superuser-login',
  'no-fsync',
  'no-full-page-writes',
  'asynchronous-commit',
] as const;

/** Whether this run tests the machine's own PostgreSQL, of whatever version, and not the embedded one. */
export function ownServer(): boolean {
  return process.env['DUECOURSE_TEST_DATABASE'] === 'postgres';
}
