import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../src/outside/postgres/embedded-postgres.js';
import { binariesIn } from '../src/outside/postgres/postgres-binaries.js';

/** A PostgreSQL of the benchmark's own, with everything that makes a commit durable switched on. */
export interface BenchDatabase {
  readonly url: string;
  /** Folder of `pgbench`. */
  readonly binaries: string;
  readonly version: string;
  stop(): Promise<void>;
}

/** Settings under which peer and product are compared. Nothing here makes a commit less durable. */
const SETTINGS: Readonly<Record<string, string>> = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '2GB',
  max_wal_size: '16GB',
  checkpoint_timeout: '15min',
  wal_buffers: '64MB',
  max_connections: '120',
};

/**
 * Starts it on a temporary folder from the machine's own PostgreSQL, because only that brings `pgbench`.
 *
 * @throws when the machine has none: the peer cannot be measured then.
 */
export async function startBenchDatabase(): Promise<BenchDatabase> {
  const ask = (word: string): string => execFileSync('pg_config', [word], { encoding: 'utf8' }).trim();
  const binaries = ask('--bindir');
  const version = ask('--version');
  const folder = mkdtempSync(join(tmpdir(), 'duecourse-bench-'));
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'postgres'),
    binaries: binariesIn(binaries, /(\d+)/.exec(version)?.[1] ?? ''),
    settings: SETTINGS,
  });
  return {
    url: server.url,
    binaries,
    version,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
