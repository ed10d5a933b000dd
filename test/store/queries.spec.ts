import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseState } from '../../src/engine/case/case-state.js';
import type { Instant } from '../../src/engine/clock/time.js';
import { PostgresDocuments } from '../../src/store/document-store.js';
import { PostgresLedger } from '../../src/store/ledger.js';
import { postgresQueries } from '../../src/store/queries/postgres-queries.js';
import { InvalidCursor } from '../../src/usecases/invalid-cursor.js';
import type { Page, Queries } from '../../src/usecases/queries.js';
import { fakeAppend, fakeState, openTask, runningClock } from '../support/fake-case.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('queries', () => {
  let database: TestDatabase;
  let queries: Queries;
  const opened: string[] = [];

  const write = async (stream: string, state: CaseState): Promise<string> => {
    await new PostgresLedger(database.dataSource).transact(
      { stream, kind: 'case', create: true },
      async (head) => ({
        append: fakeAppend(head, { state, parts: { note: { n: head.seq } } }),
        result: 1,
      }),
    );
    return stream;
  };

  /** Walks through all pages and returns everything seen, in order. */
  async function walk<T>(read: (after?: string) => Promise<Page<T>>): Promise<T[]> {
    const seen: T[] = [];
    for (let page = await read(); ; page = await read(page.endCursor ?? '')) {
      seen.push(...page.items);
      if (!page.hasMore) return seen;
    }
  }

  beforeAll(async () => {
    database = await createTestDatabase();
    const now = { now: () => Promise.resolve('2026-10-20T04:00:00.000Z' as Instant) };
    queries = postgresQueries(database.dataSource, new PostgresDocuments(database.dataSource), now);
    for (let i = 0; i < 12; i++) {
      const due = `2026-10-${String(28 - i).padStart(2, '0')}`;
      const clocks =
        i % 4 === 3
          ? {}
          : {
              decision: runningClock(due),
              floor: runningClock('2026-10-01', { notBefore: '2026-10-02' as never }),
            };
      const tasks = {
        't:post': openTask(i % 2 === 0 ? 'window' : 'reviewer', 'decision'),
        't:party': openTask('applicant'),
      };
      const parties = { applicant: [i < 3 ? 'liu' : 'wang'] };
      opened.push(
        await write(randomUUID(), fakeState({ clocks, tasks, parties, procedure: i < 5 ? 'one' : 'two' })),
      );
    }
    const ended = fakeState({
      status: 'ended',
      outcome: 'granted',
      parties: { applicant: ['liu'] },
      procedure: 'one',
    });
    await write(opened[0] as string, ended);
  });
  afterAll(() => database.drop());

  it('list every case once, page by page, and filter', async () => {
    const all = await walk((after) => queries.cases({}, { limit: 5, ...(after !== undefined && { after }) }));
    expect(all.map(({ id }) => id).sort()).toEqual([...opened].sort());
    const of = async (filter: Parameters<Queries['cases']>[0]) =>
      (await walk((after) => queries.cases(filter, { limit: 2, ...(after !== undefined && { after }) })))
        .length;
    expect(await of({ procedure: 'one' })).toBe(5);
    expect(await of({ status: 'ended' })).toBe(1);
    expect(await of({ status: 'open', procedure: 'one' })).toBe(4);
    expect(await of({ party: 'liu' })).toBe(3);
    expect(await of({ party: 'liu', status: 'open', procedure: 'two' })).toBe(0);
  });

  it('show a case as it stands, with the day by which somebody must act', async () => {
    const found = await queries.case(opened[1] as string);
    expect(found).toMatchObject({
      subject: '开办餐馆',
      applicantName: '刘某',
      status: 'open',
      seq: 1,
      version: 1,
    });
    expect(found?.dueOn).toBe('2026-10-27');
    expect(found?.state.tasks).toHaveProperty(['t:party']);
    expect(await queries.case(opened[0] as string)).toMatchObject({
      status: 'ended',
      outcome: 'granted',
      seq: 2,
    });
    expect(await queries.case('nowhere')).toBeUndefined();
  });

  it('fill the inbox of a holder of posts, the most urgent first, what has no day last', async () => {
    const inbox = (posts: string[], person: string) =>
      walk((after) => queries.inbox({ posts, person }, { limit: 2, ...(after !== undefined && { after }) }));
    const both = await inbox(['reviewer', 'window', 'window'], 'nobody');
    const days = both.map(({ dueOn }) => dueOn ?? '9999');
    expect(both).toHaveLength(11);
    expect(days).toEqual([...days].sort());
    expect(new Set(both.map(({ caseId, key }) => `${caseId} ${key}`)).size).toBe(11);
    expect((await inbox(['window'], 'nobody')).every(({ post }) => post === 'window')).toBe(true);
    expect(await inbox([], 'nobody')).toEqual([]);
  });

  it('show a party the tasks of his own cases and of no other', async () => {
    const { items } = await queries.inbox({ posts: [], person: 'liu' }, { limit: 50 });
    expect(items.map(({ caseId }) => caseId).sort()).toEqual(opened.slice(1, 3).sort());
    expect(items[0]).toMatchObject({
      post: 'applicant',
      acts: ['accept'],
      procedure: 'one',
      subject: '开办餐馆',
    });
  });

  it('read the inbox from the index, not from all open tasks', async () => {
    await database.owner.query(
      `insert into tasks select 'x' || g, 'k', 'post' || g % 50, '[]', '2026-01-01', null, date '2026-01-01' + g % 300
        from generate_series(1, 20000) g`,
    );
    await database.owner.query('analyze tasks');
    const plan = await database.owner.query<Record<string, string>[]>(
      `explain select t.* from (select distinct unnest('{post1,post2}'::text[]) as post) p cross join lateral
        (select * from tasks t where t.post = p.post and (t.order_on, t.case_id, t.key) > ('0001-01-01'::date, '', '')
         order by t.order_on, t.case_id, t.key limit 50) t`,
    );
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toContain('tasks_by_post');
    expect(text).not.toContain('Seq Scan');
    await database.owner.query(`delete from tasks where case_id like 'x%'`);
  });

  it('list streams and the records of one, with their parts', async () => {
    const streams = await walk((after) =>
      queries.streams({ kind: 'case' }, { limit: 5, ...(after !== undefined && { after }) }),
    );
    expect(streams.map(({ stream }) => stream)).toEqual([...opened].sort());
    expect((await queries.streams({ kind: 'calendar' }, { limit: 5 })).items).toEqual([]);
    expect(await queries.stream(opened[0] as string)).toMatchObject({ kind: 'case', seq: 2 });
    expect(await queries.stream('nowhere')).toBeUndefined();
    const first = await queries.records(opened[0] as string, { limit: 1 });
    expect(first).toMatchObject({
      hasMore: true,
      endCursor: '0',
      items: [{ seq: 0, parts: { note: { n: 0 } } }],
    });
    const rest = await queries.records(opened[0] as string, { limit: 10, afterSeq: 0 });
    expect(rest).toMatchObject({ hasMore: false, items: [{ seq: 1, record: { type: 'case.tested' } }] });
  });

  it('refuse a cursor that is not theirs', async () => {
    const foreign = Buffer.from('["x"]').toString('base64url');
    for (const after of ['', '%%%', foreign, Buffer.from('["2026-13-45","x"]').toString('base64url')]) {
      await expect(queries.cases({}, { limit: 5, after })).rejects.toThrow(InvalidCursor);
      await expect(queries.inbox({ posts: [], person: 'x' }, { limit: 5, after })).rejects.toThrow(
        InvalidCursor,
      );
    }
  });

  it('count what operators watch', async () => {
    expect(await queries.figures()).toEqual({
      casesOpen: 11,
      clocksRunning: 9,
      clocksOverdue: 2,
      outboxWaiting: 0,
    });
  });
});
