import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/store/data-source.js';
import { databaseUrl, ownServer, SERVER_VARIABLE, TEMPLATE_DATABASE } from './test-database-url.js';

/** As the service has it: its statements are short, and compiling one takes longer than running it. */
const SHORT_STATEMENTS = { jit: 'off' } as const;

// Takes a quarter of the time of logging each page, which is the default. Servers before 15 know nothing else, and no word for it.
const COPYING = ownServer() ? '' : 'strategy file_copy';

/** A database of its own for one test file. */
export interface TestDatabase {
  readonly url: string;
  /** Connected as the service is: as the application's role. */
  readonly dataSource: DataSource;
  /** Connected as the superuser, to plant what must not be. */
  readonly owner: DataSource;
  /** Closes both and drops the database. */
  drop(): Promise<void>;
}

/** Creates a fresh, migrated database on the run's server. `empty` leaves it without any schema. */
export async function createTestDatabase(options: { readonly empty?: boolean } = {}): Promise<TestDatabase> {
  const server = process.env[SERVER_VARIABLE];
  if (!server) throw new Error('no test server: was global setup skipped for this path?');
  const name = `t_${randomBytes(8).toString('hex')}`;
  const template = options.empty ? 'template0' : TEMPLATE_DATABASE;
  await asAdmin(server, `create database ${name} template ${template} ${COPYING}`);
  const url = databaseUrl(server, name);
  const owner = await createDataSource({ url, poolSize: 4, asApplication: false }).initialize();
  const dataSource = options.empty
    ? owner
    : await createDataSource({
        url,
        poolSize: 8,
        asApplication: true,
        settings: SHORT_STATEMENTS,
      }).initialize();
  return {
    url,
    dataSource,
    owner,
    drop: async () => {
      if (dataSource !== owner) await dataSource.destroy();
      await owner.destroy();
      await asAdmin(server, `drop database ${name} with (force)`);
    },
  };
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}
