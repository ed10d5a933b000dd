import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dataFolder } from '../../../src/outside/postgres/data-folder.js';
import { startEmbeddedPostgres } from '../../../src/outside/postgres/embedded-postgres.js';
import { serverIdentity } from '../../../src/outside/postgres/server-identity.js';
import { connectStore, inspectStore } from '../../../src/store/connect-store.js';
import type { FindingCode } from '../../../src/store/preflight/finding.js';
import { mendDatabase } from '../../../src/store/preflight/mend-database.js';
import { UnsafeDatabase } from '../../../src/store/preflight/unsafe-database.js';
import { marked } from '../../docs/marked-blocks.js';
import { databaseUrl } from '../../support/test-database-url.js';
import { serverFolder } from '../../support/server-folder.js';
import { testBinaries } from '../../support/test-server.js';
import { connect, startPreflightServer, type PreflightServer } from './preflight-server.js';

const TIMEOUT_MS = 60_000;

/** What stops a start, or nothing. */
async function refusal(start: Promise<{ destroy(): Promise<void> }>): Promise<readonly FindingCode[]> {
  try {
    await (await start).destroy();
    return [];
  } catch (problem) {
    if (!(problem instanceof UnsafeDatabase)) throw problem;
    return problem.findings.map(({ code }) => code);
  }
}

describe('on an operator’s own server', () => {
  let server: PreflightServer;
  beforeAll(async () => {
    server = await startPreflightServer();
  }, TIMEOUT_MS);
  afterAll(() => server.stop(), TIMEOUT_MS);

  const statements = (marker: string): string[] =>
    (marked(marker)[0]?.text ?? '').split(';').flatMap((one) => one.trim() || []);

  it('the set-up of the documents is enough for a real installation that allows nothing', async () => {
    for (const statement of statements('sql setup')) {
      // A server that has another database of the product has these already.
      if (statement.startsWith('create role duecourse_')) continue;
      await server.admin.query(statement);
    }
    const url = databaseUrl(server.url, 'approvals');
    const superuser = await connect(url);
    for (const statement of statements('sql schema')) await superuser.query(statement);
    await superuser.destroy();

    const as = (name: string, password: string): string => {
      const address = new URL(url);
      [address.username, address.password] = [name, password];
      return address.href;
    };
    const options = {
      url: as('approvals_service', 'change me too'),
      migrationUrl: as('approvals_owner', 'change me'),
      poolSize: 4,
    };
    const told: string[] = [];
    const store = await connectStore(options, 'real', (sentence) => told.push(sentence));
    const [acting] = await store.query<[{ role: string; login: string }]>(
      'select current_user as role, session_user as login',
    );
    expect(acting).toEqual({ role: 'duecourse_app', login: 'approvals_service' });
    await expect(store.query('set role approvals_owner')).rejects.toThrow('permission denied');
    await store.destroy();
    expect(told).toEqual([expect.stringContaining('changes-unrecorded')]);

    // The service's login alone may start again while there is nothing to migrate, and never migrate.
    expect(await refusal(connectStore({ ...options, migrationUrl: null }, 'real', () => undefined))).toEqual(
      [],
    );
    const owner = await connect(url);
    await owner.query(`delete from schema_migrations where name like 'Roles%'`);
    await owner.destroy();
    const again = connectStore({ ...options, migrationUrl: null }, 'real', () => undefined);
    await expect(again).rejects.toThrow(/schema-older: .*database\.migrationUrl/);
  });

  it('a superuser’s login is refused, or allowed by name', async () => {
    const { url } = await server.fresh();
    const start = (more: object) =>
      refusal(connectStore({ url, poolSize: 4, ...more }, 'real', () => undefined));
    expect(await start({})).toEqual(['login-superuser']);
    expect(await start({ allow: ['superuser-login'] })).toEqual([]);
    expect(await start({ own: false })).toEqual([]);
  });

  it('what the preflight can mend is mended, and the rest is left to a person', async () => {
    const { url } = await server.fresh();
    const superuser = await connect(url);
    for (const statement of [
      'grant update, delete on records to duecourse_app',
      'revoke insert on records from duecourse_app',
      'grant select on people to public',
      'alter function duecourse_at_head() reset search_path',
      'drop event trigger duecourse_drop',
      'alter event trigger duecourse_change disable',
      'alter table records disable trigger records_frozen',
    ]) {
      await superuser.query(statement);
    }
    const look = async () => {
      const { refused } = await inspectStore({ url, poolSize: 4, own: false }, 'real');
      return [...new Set(refused.map(({ code }) => code))].sort();
    };
    expect(await look()).toEqual([
      ...['changes-recorder-lost', 'function-differs', 'grant-additional', 'grant-missing'],
      ...['grant-to-everybody', 'trigger-disabled'],
    ]);
    await mendDatabase(url);
    expect(await look()).toEqual(['trigger-disabled']);

    const told: string[] = [];
    const options = { url, poolSize: 4, own: false, unsafe: 'tell' as const };
    await (await connectStore(options, 'real', (sentence) => told.push(sentence))).destroy();
    expect(told).toEqual([expect.stringContaining('trigger-disabled: 触发器 records.records_frozen')]);
    await superuser.destroy();
  });

  it('a schema that is older is named, and everything else is left unsaid', async () => {
    const { url } = await server.fresh();
    const superuser = await connect(url);
    await superuser.query(`delete from schema_migrations where name like 'Roles%'`);
    await superuser.query('grant all on all tables in schema public to public');
    await superuser.destroy();
    const { refused } = await inspectStore({ url, poolSize: 4, own: false }, 'real');
    expect(refused.map(({ code, en }) => [code, en])).toEqual([
      ['schema-older', expect.stringMatching(/migration Roles\d+ has not been run/)],
    ]);
  });

  it('a database in another encoding is refused', async () => {
    await server.admin.query(`create database latin encoding 'LATIN1' locale 'C' template template0`);
    const options = { url: databaseUrl(server.url, 'latin'), poolSize: 4, own: false };
    expect(await refusal(connectStore(options, 'real', () => undefined))).toEqual(['encoding']);
  });
});

describe('on a server that somebody else made', () => {
  const folder = serverFolder('checksums');
  let url: string;
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(
    'without checksums a real installation is refused, or allowed by name; a simulated one is told',
    async () => {
      const server = await startEmbeddedPostgres({
        dataDir: clusterWithoutChecksums(folder),
        binaries: testBinaries(),
        durable: false,
      });
      const options = { url: server.url, poolSize: 4, own: false };
      const told: string[] = [];
      try {
        expect(await refusal(connectStore(options, 'real', () => undefined))).toEqual(['data-checksums']);
        const allowed = { ...options, allow: ['no-checksums' as const] };
        expect(await refusal(connectStore(allowed, 'real', () => undefined))).toEqual([]);
        expect(await refusal(connectStore(options, 'simulated', (sentence) => told.push(sentence)))).toEqual(
          [],
        );
      } finally {
        await server.stop();
      }
      expect(told).toEqual([expect.stringContaining('data_checksums is off')]);
      url = server.url;
    },
    TIMEOUT_MS,
  );

  it(
    'as a standby of another one, it is refused',
    async () => {
      const path = join(folder, 'postgres');
      writeFileSync(join(path, 'standby.signal'), '', { mode: 0o644 });
      let ready: () => void = () => undefined;
      const readOnly = new Promise<void>((settle) => (ready = settle));
      // It never becomes a server that accepts writes, which is what the launcher waits for.
      const starting = startEmbeddedPostgres({
        ...{ dataDir: path, binaries: testBinaries(), durable: false },
        onLog: (line) => (line.includes('read-only connections') ? ready() : undefined),
      });
      const [pid, , , port] = await readOnly.then(() =>
        readFileSync(join(path, 'postmaster.pid'), 'utf8').split('\n'),
      );
      const address = new URL(url);
      address.port = port ?? '';
      const options = { url: address.href, poolSize: 4, own: false, allow: ['no-checksums' as const] };
      try {
        expect(await refusal(connectStore(options, 'real', () => undefined))).toEqual(['standby']);
      } finally {
        process.kill(Number(pid), 'SIGINT');
        await expect(starting).rejects.toThrow('does not start');
      }
    },
    TIMEOUT_MS,
  );
});

/** A data folder such as somebody else's tools may have made. */
function clusterWithoutChecksums(parent: string): string {
  const { initdb, major } = testBinaries();
  const { path, passwordFile } = dataFolder(join(parent, 'postgres'));
  const identity = serverIdentity(false);
  mkdirSync(path, { mode: 0o700 });
  writeFileSync(passwordFile, 'secret\n', { mode: 0o644 });
  const words = [
    ...identity.prefix,
    initdb,
    ...[`--pgdata=${path}`, '--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
    ...['--encoding=UTF8', '--locale=C', '--no-sync'],
    // Checksums are the default from 18 on.
    ...(Number(major) >= 18 ? ['--no-data-checksums'] : []),
  ];
  const run = spawnSync(words[0] as string, words.slice(1), { ...identity.ids, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`initdb failed: ${run.stderr}`);
  return path;
}
