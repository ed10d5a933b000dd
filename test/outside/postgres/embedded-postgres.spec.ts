import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { embeddedBinaries } from '../../../src/outside/postgres/postgres-binaries.js';
import { startEmbeddedPostgres } from '../../../src/outside/postgres/embedded-postgres.js';
import { serverFolder } from '../../support/server-folder.js';

describe('embedded PostgreSQL', () => {
  let folder: string;
  let dataDir: string;
  const children: ChildProcess[] = [];
  beforeEach(() => {
    folder = serverFolder('embedded');
    dataDir = join(folder, 'deep', 'postgres');
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (more: object = {}) => startEmbeddedPostgres({ dataDir, durable: false, ...more });
  const query = async (url: string, sql: string): Promise<unknown[]> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(sql);
    await client.end();
    return rows;
  };
  const startElsewhere = async (): Promise<{ child: ChildProcess; url: string }> => {
    const child = spawn(process.execPath, ['test/support/own-server.mjs', dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    return { child, url: line.toString().trim() };
  };

  it('starts on an empty place, keeps its data, and shuts nobody out but strangers', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select 42 as answer');
    await expect(query(first.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow('password');
    await first.stop();
    expect(statSync(`${dataDir}.password`).mode & 0o777).toBe(0o600);
    const second = await start();
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    expect(await query(second.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    await second.stop();
    expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(false);
  });

  it('goes on after its process was killed, with every acknowledged commit', async () => {
    const { child, url } = await startElsewhere();
    await query(url, 'create table kept (n integer)');
    for (let n = 0; n < 5; n++) await query(url, `insert into kept values (${n})`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const again = await start();
    expect(await query(again.url, 'select count(*)::int as n from kept')).toEqual([{ n: 5 }]);
    await again.stop();
  });

  it('refuses a folder that another process uses, or attaches to it when asked', async () => {
    const { child, url } = await startElsewhere();
    await expect(start()).rejects.toThrow(`is in use by process ${child.pid}`);
    const attached = await start({ attach: true });
    expect(attached.url).toBe(url);
    await attached.stop();
    expect(await query(url, 'select 1 as alive')).toEqual([{ alive: 1 }]);
  });

  it('makes a new start of a creation that was killed half-way', async () => {
    mkdirSync(`${dataDir}.unfinished/base`, { recursive: true });
    const server = await start();
    expect(readdirSync(join(folder, 'deep')).sort()).toEqual([
      'postgres',
      'postgres.owner',
      'postgres.password',
    ]);
    await server.stop();
  });

  it('is not misled by a lock file whose process number now belongs to somebody else', async () => {
    await (await start()).stop();
    writeFileSync(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n0\n5432\n`);
    const server = await start();
    expect(await query(server.url, 'select 1 as alive')).toEqual([{ alive: 1 }]);
    await server.stop();
  });

  it('says plainly what is wrong with a folder', async () => {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'letter.txt'), 'mine');
    await expect(start()).rejects.toThrow('exists but holds no database');
    expect(readFileSync(join(dataDir, 'letter.txt'), 'utf8')).toBe('mine');
    writeFileSync(join(dataDir, 'PG_VERSION'), '12\n');
    await expect(start()).rejects.toThrow('was written by PostgreSQL 12');
    writeFileSync(join(dataDir, 'PG_VERSION'), `${embeddedBinaries().major}\n`);
    await expect(start()).rejects.toThrow('postgres.password is missing');
  });

  it('tells when the server is lost, and gives its last words when it cannot start', async () => {
    const server = await start();
    const [{ pid }] = (await query(server.url, 'select pg_backend_pid() as pid')) as [{ pid: number }];
    const postmaster = Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
    expect(pid).not.toBe(postmaster);
    process.kill(postmaster, 'SIGQUIT');
    await server.lost;
    await server.stop();
    await expect(start({ settings: { shared_buffers: 'much' } })).rejects.toThrow('shared_buffers');
  });

  it('restores the links that an install without scripts leaves out', async () => {
    const library = join(embeddedBinaries().postgres, '..', '..', 'lib');
    // A library that the server does not load: other tests start theirs at the same time.
    const link = readdirSync(library, { withFileTypes: true }).find(
      (entry) => entry.isSymbolicLink() && entry.name.startsWith('libecpg'),
    );
    if (process.platform !== 'linux' || !link) return expect(process.platform).not.toBe('linux');
    unlinkSync(join(library, link.name));
    embeddedBinaries();
    expect(existsSync(join(library, link.name))).toBe(true);
  });
});
