import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../../src/outside/postgres/embedded-postgres.js';
import { serverFolder } from '../../support/server-folder.js';

const ROUNDS = 4;
const TIMEOUT_MS = 60_000;

// Zombies, and who works where, are seen in /proc.
(process.platform === 'linux' ? describe : describe.skip)('a server killed with kill -9', () => {
  let folder: string;
  let dataDir: string;
  let lock: string;
  const holders: ChildProcess[] = [];
  const backends: number[] = [];
  beforeEach(() => {
    folder = serverFolder('killed');
    dataDir = join(folder, 'postgres');
    lock = join(dataDir, 'postmaster.pid');
  });
  afterEach(() => {
    for (const pid of backends.splice(0)) kill(pid);
    for (const holder of holders.splice(0)) holder.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (more: object = {}) => startEmbeddedPostgres({ dataDir, durable: false, ...more });
  const postmaster = (): number => Number(readFileSync(lock, 'utf8').split('\n')[0]);
  const isThere = (pid: number): boolean => existsSync(`/proc/${pid}`);
  const stateOf = (pid: number): string | undefined =>
    isThere(pid) ? /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] : undefined;

  function kill(pid: number): void {
    if (isThere(pid)) process.kill(pid, 'SIGKILL');
  }

  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await pause(5);
  }

  async function startElsewhere(): Promise<{ holder: ChildProcess; client: pg.Client; backend: number }> {
    const holder = spawn(process.execPath, ['test/support/own-server.mjs', dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    holders.push(holder);
    const [line] = (await once(holder.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    const client = new pg.Client({ connectionString: line.toString().trim() });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const backend = rows[0]?.pid ?? 0;
    backends.push(backend);
    return { holder, client, backend };
  }

  /** Kills the server while nobody collects its remains, as in a container whose first process never does. */
  async function killUncollected(holder: ChildProcess): Promise<number> {
    const pid = postmaster();
    holder.kill('SIGSTOP');
    await until(() => stateOf(holder.pid as number) === 'T');
    process.kill(pid, 'SIGKILL');
    await until(() => stateOf(pid) === 'Z');
    return pid;
  }

  async function rowsKept(url: string): Promise<number | undefined> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from kept');
    await client.end();
    return rows[0]?.n;
  }

  it(
    'is replaced at once although its remains stay for ever, with every acknowledged commit',
    async () => {
      for (let round = 1; round <= ROUNDS; round++) {
        const { holder, client } = await startElsewhere();
        await client.query('create table if not exists kept (n integer)');
        await client.query(`insert into kept values (${round})`);
        const killed = await killUncollected(holder);
        const again = await start();
        expect(stateOf(killed)).toBe('Z');
        expect(await rowsKept(again.url)).toBe(round);
        await again.stop();
      }
    },
    TIMEOUT_MS,
  );

  it(
    'is not replaced while a part of it may still write, and its lock file stays until then',
    async () => {
      const { holder, backend } = await startElsewhere();
      process.kill(backend, 'SIGSTOP');
      const killed = await killUncollected(holder);
      await expect(start({ patienceMs: 300 })).rejects.toThrow(`is still in use by ${backend} (postgres: `);
      expect(postmaster()).toBe(killed);
      kill(backend);
      const again = await start();
      expect(postmaster()).not.toBe(killed);
      await again.stop();
    },
    TIMEOUT_MS,
  );

  it(
    'is not replaced either when its remains were collected, and its place is taken as soon as it is free',
    async () => {
      const { client, backend } = await startElsewhere();
      await client.query('create table kept as select 1 as n');
      process.kill(backend, 'SIGSTOP');
      const killed = postmaster();
      kill(killed);
      await until(() => !isThere(killed));
      await expect(start({ patienceMs: 1 })).rejects.toThrow(/parts of one, hold it:[^]*shared memory block/);
      const log: string[] = [];
      const again = start({ onLog: (line: string) => log.push(line) });
      await until(() => log.some((line) => line.includes('shared memory block')));
      kill(backend);
      const server = await again;
      expect(await rowsKept(server.url)).toBe(1);
      await server.stop();
    },
    TIMEOUT_MS,
  );

  it(
    'is replaced although it was killed before it had written its lock file',
    async () => {
      await (await start()).stop();
      writeFileSync(lock, '');
      await (await start()).stop();
      expect(existsSync(lock)).toBe(false);
    },
    TIMEOUT_MS,
  );
});
