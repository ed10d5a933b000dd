import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CalendarDocument } from '../../src/engine/clock/calendar.js';
import type { CivilDate, Instant } from '../../src/engine/clock/time.js';
import type { CompiledProcedure } from '../../src/engine/statechart/compiled-procedure.js';
import { LOG_HASHES } from '../../src/outside/crypto/log-hashes.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { openStore, type Store } from '../../src/store/open-store.js';
import { LIBRARY_STREAMS } from '../../src/usecases/law/library-streams.js';
import type { NewDocument } from '../../src/usecases/queries.js';
import { fakeAdoption, fakeDocument, NOW } from '../support/fake-case.js';
import { TEST_SERVER_DEVIATIONS } from '../support/test-database-url.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const notice = (year: number, knownFrom: string, work: readonly string[] = []): CalendarDocument => ({
  calendar: 'cn',
  year,
  notice: {
    number: `国办发明电〔${year - 1}〕7号`,
    date: knownFrom as CivilDate,
    title: '放假安排',
    issuer: '国务院办公厅',
  },
  knownFrom: knownFrom as CivilDate,
  off: [{ from: `${year}-10-01` as CivilDate, to: `${year}-10-08` as CivilDate, name: '国庆节' }],
  work: work as CivilDate[],
});

describe('library', () => {
  const databases: TestDatabase[] = [];
  const stores: Store[] = [];
  const compiled: string[] = [];
  let store: Store;

  const open = async (url: string, mode: 'real' | 'simulated' = 'real'): Promise<Store> => {
    const opened = await openStore({
      url,
      poolSize: 2,
      allow: TEST_SERVER_DEVIATIONS,
      installation: {
        log: 'test.example/log',
        mode,
        zone: 'Asia/Shanghai',
        engine: 'test',
        ...(mode === 'simulated' && { simulatedStart: NOW }),
      },
      compile: (text, digest) => {
        compiled.push(digest.sha256);
        return { definition: JSON.parse(text), digest } as unknown as CompiledProcedure;
      },
      hash: nodeHash,
      logHashes: LOG_HASHES,
      realNow: { now: () => Promise.resolve(NOW) },
      warn: () => undefined,
    });
    stores.push(opened);
    return opened;
  };
  beforeEach(async () => {
    const database = await createTestDatabase();
    databases.push(database);
    compiled.length = 0;
    store = await open(database.url);
  });
  afterAll(async () => {
    await Promise.all(stores.map((one) => one.close()));
    await Promise.all(databases.map((one) => one.drop()));
  });

  const adopt = (kind: keyof typeof LIBRARY_STREAMS, document: NewDocument, by = store) =>
    by.ledger.transact({ stream: LIBRARY_STREAMS[kind], kind, create: true }, async (head) => ({
      append: fakeAdoption(head, document),
      result: document.digest.sha256,
    }));
  const version = (from: string, n: number) => fakeDocument('definition', 'licence', from, { n });

  it('finds the version in force on a day; of two for one day, the one published last', async () => {
    const [old, current, corrected, coming] = [
      version('2019-04-23', 1),
      version('2026-01-01', 2),
      version('2026-01-01', 3),
      version('2027-01-01', 4),
    ];
    for (const one of [current, coming, old, corrected]) await adopt('procedures', one);
    const inForce = async (on: string) => (await store.catalogue.inForce('licence', on))?.digest.sha256;
    expect(await inForce('2019-04-22')).toBeUndefined();
    expect(await inForce('2020-01-01')).toBe(old.digest.sha256);
    expect(await inForce('2026-06-01')).toBe(corrected.digest.sha256);
    expect(await inForce('2027-01-01')).toBe(coming.digest.sha256);
    expect(await store.catalogue.inForce('other', '2027-01-01')).toBeUndefined();
    expect((await store.catalogue.byDigest(current.digest.sha256))?.definition).toEqual({ n: 2 });
    const versions = await store.queries.versions('licence');
    expect(versions.map(({ inForceFrom }) => inForceFrom)).toEqual([
      '2027-01-01',
      '2026-01-01',
      '2026-01-01',
      '2019-04-23',
    ]);
  });

  it('compiles a version once', async () => {
    const one = version('2026-01-01', 1);
    await adopt('procedures', one);
    for (let i = 0; i < 3; i++) await store.catalogue.byDigest(one.digest.sha256);
    await store.catalogue.inForce('licence', '2026-02-01');
    expect(compiled).toEqual([one.digest.sha256]);
    expect(await store.catalogue.byDigest('0'.repeat(64))).toBeUndefined();
  });

  it('knows a calendar as of a day, and tells calendars apart by digest', async () => {
    await adopt('calendar', fakeDocument('calendar', 'cn/2025', '2024-11-12', notice(2025, '2024-11-12')));
    await adopt(
      'calendar',
      fakeDocument('calendar', 'cn/2026', '2025-11-04', notice(2026, '2025-11-04', ['2026-10-10'])),
    );
    const before = await store.calendars.knownAt('2025-11-03T12:00:00.000Z' as Instant);
    const after = await store.calendars.knownAt('2025-11-04T01:00:00.000Z' as Instant);
    expect(before.calendar.knownYears).toEqual([2025]);
    expect(after.calendar.knownYears).toEqual([2025, 2026]);
    expect(after.calendar.isWorkingDay('2026-10-10' as CivilDate)).toBe(true);
    expect(after.digest).not.toEqual(before.digest);
    // The day begins in the authority's zone.
    expect((await store.calendars.knownAt('2025-11-03T16:00:00.000Z' as Instant)).digest).toEqual(
      after.digest,
    );
    expect((await store.queries.calendarVersions()).map(({ year }) => year)).toEqual([2026, 2025]);
  });

  it('sees at once what this process adopts, and soon what another one does', async () => {
    const other = await open(databases.at(-1)?.url ?? '');
    expect((await store.calendars.knownAt(NOW)).calendar.knownYears).toEqual([]);
    await adopt('calendar', fakeDocument('calendar', 'cn/2026', '2025-11-04', notice(2026, '2025-11-04')));
    expect((await store.calendars.knownAt(NOW)).calendar.knownYears).toEqual([2026]);
    expect((await other.documents.list('calendar')).map(({ name }) => name)).toEqual(['cn/2026']);
  });

  it('stores a document once, whatever comes after under the same digest', async () => {
    const one = version('2026-01-01', 1);
    await store.documents.put(one);
    await store.documents.put({ ...one, text: '{"n":99}' });
    expect(await store.documents.get(one.digest.sha256)).toMatchObject({
      kind: 'definition',
      text: '{"n":1}',
    });
    expect(await store.documents.list('definition')).toEqual([one]);
  });

  it('has a clock of its own in simulation, which only a record moves', async () => {
    const database = await createTestDatabase();
    databases.push(database);
    const simulated = await open(database.url, 'simulated');
    expect(await simulated.now.now()).toBe(NOW);
    const later = '2026-12-01T00:00:00.000Z';
    const stream = LIBRARY_STREAMS.installation;
    await simulated.ledger.transact({ stream, kind: 'installation', create: true }, async (head) => {
      const append = fakeAdoption(head, version('2026-01-01', 1));
      return { append: { ...append, stateText: `{"now":"${later}"}`, documents: [] }, result: 1 };
    });
    expect(await simulated.now.now()).toBe(later);
    expect(simulated.installation).toEqual({
      log: 'test.example/log',
      mode: 'simulated',
      zone: 'Asia/Shanghai',
      engine: 'test',
    });
  });
});
