import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PostgresLedger } from '../../src/store/ledger.js';
import { listEntries } from '../../src/store/queries/inbox/case-entries.js';
import { searchHits } from '../../src/store/queries/inbox/search-hits.js';
import type { InboxScope } from '../../src/usecases/inbox/inbox-reads.js';
import { SystemIds } from '../../src/outside/crypto/ids.js';
import { DAY, NOW, fakeAdoption, fakeAppend, fakeDocument, fakeState } from '../support/fake-case.js';
import { LIBRARY_STREAMS } from '../../src/usecases/law/library-streams.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const ids = new SystemIds();
const DEFINITION = fakeDocument('definition', 'one', '2026-01-01', {
  posts: { applicant: { kind: 'party' } },
});
const HORIZON = { today: DAY, soon: DAY };
/** The applicant of every case. */
const LIU: InboxScope = {
  ...{ person: 'liu', ways: [], sealed: [], barred: [], holdTask: false, readCase: true },
};
/** Subject and applicant of so many cases each. */
const CASES: readonly (readonly [string, string, number])[] = [
  ['食品经营许可', '王伟', 6],
  ['食品经营许可', '李娜', 180],
  ['道路运输许可', '𠮷川', 3],
  ['道路运输许可', '张强', 111],
];

describe('a search of the inbox', () => {
  let database: TestDatabase;
  const hits = async (query: string): Promise<number | undefined> =>
    (await searchHits(database.dataSource, query)).hits?.length;
  const found = async (q: string): Promise<number> => {
    const asked = { view: 'initiated', filter: { q }, horizon: HORIZON } as const;
    return (await listEntries(database.dataSource, LIU, asked, { limit: 200 })).items.length;
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    const ledger = new PostgresLedger(database.dataSource);
    await ledger.transact(
      { stream: LIBRARY_STREAMS.procedures, kind: 'procedures', create: true },
      async (head) => ({ append: fakeAdoption(head, DEFINITION), result: 1 }),
    );
    for (const [subject, applicantName, count] of CASES) {
      for (let n = 0; n < count; n++) {
        const request = { stream: ids.uuid(NOW), kind: 'case', create: true } as const;
        await ledger.transact(request, async (head) => {
          const append = fakeAppend(head, {
            state: fakeState(),
            definition: DEFINITION.digest.sha256,
            data: { opened: { parties: { applicant: ['liu'] } } },
          });
          const change = append.caseChange as NonNullable<typeof append.caseChange>;
          const opened = { ...(change.opened as NonNullable<typeof change.opened>), subject, applicantName };
          return { append: { ...append, caseChange: { ...change, opened } }, result: 1 };
        });
      }
    }
  });
  afterAll(() => database.drop());

  it('takes every hit from the index while nothing is known of how common the words are', async () => {
    expect(await hits('食品')).toBe(186);
    expect(await hits('王伟')).toBe(6);
  });

  it('does not ask the index for what many cases have, and finds the same', async () => {
    const before = await Promise.all(['食品', '王伟', '食品 王伟', '道路 王伟'].map(found));
    await database.owner.query('analyze cases');
    expect(await hits('食品')).toBeUndefined();
    expect(await hits('食品 李娜')).toBeUndefined();
    expect(await Promise.all(['食品', '王伟', '食品 王伟', '道路 王伟'].map(found))).toEqual(before);
    expect(before).toEqual([186, 6, 6, 0]);
  });

  it('asks the index for what few have, also together, and for what it never counted', async () => {
    expect(await hits('𠮷')).toBe(3);
    expect(await hits('食品 王伟')).toBe(6);
    expect(await hits('没有此名')).toBe(0);
  });
});
