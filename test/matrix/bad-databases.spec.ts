import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectStore, type DatabaseOptions } from '../../src/store/connect-store.js';
import type { FindingCode } from '../../src/store/preflight/finding.js';
import { UnsafeDatabase } from '../../src/store/preflight/unsafe-database.js';
import { testBinaries } from '../support/test-server.js';
import { BAD_GUARDS, BAD_TABLES } from '../store/preflight/bad-guards.js';
import { BAD_GRANTS, BAD_ROLES } from '../store/preflight/bad-rights.js';
import { BAD_SERVERS } from '../store/preflight/bad-servers.js';
import type { Deviation } from '../store/preflight/deviation.js';
import { connect, startPreflightServer, type PreflightServer } from '../store/preflight/preflight-server.js';

const ALL: Readonly<Record<string, readonly Deviation[]>> = {
  'because of a role': BAD_ROLES,
  'because of a right': BAD_GRANTS,
  'because of a guard': BAD_GUARDS,
  'because of a table': BAD_TABLES,
  'because of the server': BAD_SERVERS,
};

const MAJOR = Number(testBinaries().major);

describe('a real installation', () => {
  let server: PreflightServer;
  beforeAll(async () => {
    server = await startPreflightServer();
  }, 60_000);
  afterAll(() => server.stop(), 60_000);

  /** The test's login is the superuser, which an operator would have to allow by name. */
  const options = (url: string): DatabaseOptions => ({ url, poolSize: 4, allow: ['superuser-login'] });

  /** Starts on the database as the service does: what stops it, or nothing. */
  async function start(given: DatabaseOptions): Promise<readonly FindingCode[]> {
    try {
      await (await connectStore(given, 'real', () => undefined)).destroy();
      return [];
    } catch (problem) {
      if (!(problem instanceof UnsafeDatabase)) throw problem;
      for (const { zh, en } of problem.findings) expect([zh, en]).not.toContain('');
      return problem.findings.map(({ code }) => code).sort();
    }
  }

  async function run(url: string, statements: readonly string[], database: string): Promise<void> {
    const superuser = await connect(url);
    try {
      for (const statement of statements) await superuser.query(statement.replaceAll('$db', database));
    } finally {
      await superuser.destroy();
    }
  }

  function addressOf(url: string, { login, address = '' }: Deviation): string {
    const changed = new URL(url);
    if (login !== undefined) [changed.username, changed.password] = [login, 'secret'];
    return changed.href + address;
  }

  describe.each(Object.entries(ALL))('does not start %s:', (_kind, deviations) => {
    // Every database here is a copy of the same good one, before and after all that is done to the server.
    const startsOnAGoodOne = async () => expect(await start(options((await server.fresh()).url))).toEqual([]);
    it('but starts on what each of these was before', startsOnAGoodOne);

    it.each(deviations.filter(({ since = 0 }) => since <= MAJOR))('$name', async (deviation) => {
      const { name, url } = await server.fresh();
      try {
        await run(url, deviation.make, name);
        const found = await start({ ...options(addressOf(url, deviation)), migrationUrl: url });
        expect([...new Set(found)]).toEqual([...new Set(deviation.finds)].sort());
      } finally {
        await run(server.url, deviation.undo ?? [], name);
      }
    });

    it('and starts again afterwards', startsOnAGoodOne);
  });

  it('is refused on more than forty bad databases, each with a name of its own', () => {
    const names = Object.values(ALL).flatMap((list) => list.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(90);
  });
});
