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
