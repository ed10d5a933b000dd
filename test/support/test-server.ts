import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import {
  binariesIn,
  embeddedBinaries,
  type PostgresBinaries,
} from '../../src/outside/postgres/postgres-binaries.js';
import { startEmbeddedPostgres } from '../../src/outside/postgres/embedded-postgres.js';
import { createDataSource } from '../../src/store/data-source.js';
import { migrate } from '../../src/store/migrate.js';
import { serverFolder } from './server-folder.js';
import { TEMPLATE_DATABASE, databaseUrl, ownServer } from './test-database-url.js';

/** One server for a whole test run, with a migrated template database. */
export interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts the server: the embedded one, or the machine's own PostgreSQL when `DUECOURSE_TEST_DATABASE=postgres`. It
 * keeps nothing, so it may skip every sync.
 */
export async function startTestServer(): Promise<TestServer> {
  const folder = serverFolder('test');
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'postgres'),
    durable: false,
    binaries: testBinaries(),
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  await createTemplate(server.url);
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function createTemplate(url: string): Promise<void> {
  const admin = await createDataSource({ url, poolSize: 1, asApplication: false }).initialize();
  await admin.query(`create database ${TEMPLATE_DATABASE}`);
  if (!ownServer()) await shortenSignIn(admin, decodeURIComponent(new URL(url).password));
  await admin.destroy();
  const template = await createDataSource({
    url: databaseUrl(url, TEMPLATE_DATABASE),
    poolSize: 2,
    asApplication: false,
  }).initialize();
  await migrate(template);
  await template.destroy();
}

/** Against guessing, a password is hashed four thousand times at each connection: some thousand connections in a run. */
async function shortenSignIn(admin: DataSource, password: string): Promise<void> {
  await admin.query('set scram_iterations = 1');
  await admin.query(`alter role current_user password '${password}'`);
}

/** The server that this run tests: the embedded one, or the machine's own. */
export function testBinaries(): PostgresBinaries {
  return ownServer() ? systemBinaries() : embeddedBinaries();
}

function systemBinaries(): PostgresBinaries {
  const ask = (word: string): string => execFileSync('pg_config', [word], { encoding: 'utf8' }).trim();
  const major = /(\d+)/.exec(ask('--version'))?.[1] ?? '';
  return binariesIn(ask('--bindir'), major);
}
