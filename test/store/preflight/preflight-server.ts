import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { startEmbeddedPostgres } from '../../../src/outside/postgres/embedded-postgres.js';
import { createDataSource } from '../../../src/store/data-source.js';
import { migrate } from '../../../src/store/migrate.js';
import { serverFolder } from '../../support/server-folder.js';
import { databaseUrl } from '../../support/test-database-url.js';
import { testBinaries } from '../../support/test-server.js';

/** A server of its own, set up as it should be: what is done to it harms no other test. */
export interface PreflightServer {
  readonly url: string;
  /** As superuser, in the database `postgres`. */
  readonly admin: DataSource;
  /** A migrated database, good in every respect; its address. */
  fresh(): Promise<{ readonly name: string; readonly url: string }>;
  stop(): Promise<void>;
}

/** Starts one; a role `stranger` (password `secret`) may log in and has no rights. */
export async function startPreflightServer(): Promise<PreflightServer> {
  const folder = serverFolder('preflight');
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'postgres'),
    durable: false,
    binaries: testBinaries(),
  });
  const admin = await connect(server.url);
  await admin.query(`create role stranger login password 'secret'`);
  await admin.query('create database good');
  const template = await connect(databaseUrl(server.url, 'good'));
  await migrate(template);
  await template.destroy();
  let databases = 0;
  return {
    url: server.url,
    admin,
    fresh: async () => {
      const name = `copy_${databases++}`;
      await admin.query(`create database ${name} template good`);
      return { name, url: databaseUrl(server.url, name) };
    },
    stop: async () => {
      await admin.destroy();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As the login of the address. */
export function connect(url: string): Promise<DataSource> {
  return createDataSource({ url, poolSize: 2, asApplication: false }).initialize();
}
