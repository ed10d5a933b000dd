import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseState } from '../../src/engine/case/case-state.js';
import type { Instant } from '../../src/engine/clock/time.js';
import { PostgresDocuments } from '../../src/store/document-store.js';
import { PostgresLedger } from '../../src/store/ledger.js';
import { allCases, latestCases, listShape } from '../../src/store/queries/listed-cases.js';
import { CANDIDATES } from '../../src/store/queries/inbox.js';
import { postgresQueries } from '../../src/store/queries/postgres-queries.js';
import { waysJson } from '../../src/store/queries/reading-ways.js';
import { InvalidCursor } from '../../src/usecases/invalid-cursor.js';
import { LIBRARY_STREAMS } from '../../src/usecases/law/library-streams.js';
import type { CaseFilter, Page, Queries, ReadingScope, ReadingWay } from '../../src/usecases/queries.js';
import {
  fakeAdoption,
  fakeAppend,
  fakeDocument,
  fakeState,
  openTask,
  runningClock,
} from '../support/fake-case.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const UNIT = 'bureau';
const DEFINITION = fakeDocument('definition', 'one', '2026-01-01', {
  posts: { window: {}, reviewer: { distinctFrom: ['window'] }, applicant: { kind: 'party' } },
});

/** What a person may read who holds these posts in the bureau. */
function scopeOf(person: string, posts: readonly string[], more: Partial<ReadingWay> = {}): ReadingScope {
  const ways = posts.map((post) => ({ post, whole: false, units: [UNIT], barred: [], ...more }));
  return { person, ways, sealed: [], barred: [] };
}

const everything = scopeOf('o-1', ['supervisor'], { whole: true });

describe('queries', () => {
  let database: TestDatabase;
  let queries: Queries;
  const opened: string[] = [];

  const write = async (stream: string, state: CaseState): Promise<string> => {
    await new PostgresLedger(database.dataSource).transact(
      { stream, kind: 'case', create: true },
      async (head) => {
        const definition = DEFINITION.digest.sha256;
        const append = fakeAppend(head, { state, definition, parts: { note: { n: head.seq } } });
        const { opened: first, ...change } = append.caseChange as NonNullable<typeof append.caseChange>;
        const caseChange = { ...change, ...(first && { opened: { ...first, unit: state.unit } }) };
        return { append: { ...append, caseChange }, result: 1 };
      },
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

  const casesOf = (scope: ReadingScope, filter: CaseFilter = {}, limit = 2) =>
    walk((after) => queries.cases(scope, filter, { limit, ...(after !== undefined && { after }) }));

  beforeAll(async () => {
    database = await createTestDatabase();
    const now = { now: () => Promise.resolve('2026-10-20T04:00:00.000Z' as Instant) };
    queries = postgresQueries(database.dataSource, new PostgresDocuments(database.dataSource), now);
    await new PostgresLedger(database.dataSource).transact(
      { stream: LIBRARY_STREAMS.procedures, kind: 'procedures', create: true },
      async (head) => ({ append: fakeAdoption(head, DEFINITION), result: 1 }),
    );
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
      const state = fakeState({ clocks, tasks, parties, unit: UNIT, procedure: i < 5 ? 'one' : 'two' });
      opened.push(await write(randomUUID(), state));
    }
    const ended = fakeState({
      ...{ status: 'ended', outcome: 'granted', unit: UNIT, procedure: 'one' },
      parties: { applicant: ['liu'] },
    });
    await write(opened[0] as string, ended);
  });
  afterAll(() => database.drop());

  it('list every case once, page by page, and filter', async () => {
    const all = await casesOf(everything, {}, 5);
    expect(all.map(({ id }) => id).sort()).toEqual([...opened].sort());
    const of = async (filter: CaseFilter, scope = everything) => (await casesOf(scope, filter)).length;
    expect(await of({ procedure: 'one' })).toBe(5);
    expect(await of({ status: 'ended' })).toBe(1);
    expect(await of({ status: 'open', procedure: 'one' })).toBe(4);
    expect(await of({}, scopeOf('liu', []))).toBe(3);
    expect(await of({ status: 'open', procedure: 'two' }, scopeOf('liu', []))).toBe(0);
  });

  it('list for nobody more than his posts serve and the definition names', async () => {
    expect(await casesOf(scopeOf('o-1', ['reviewer']))).toHaveLength(12);
    expect(await casesOf(scopeOf('o-1', ['stranger']))).toEqual([]);
    expect(await casesOf(scopeOf('o-1', ['reviewer'], { units: ['elsewhere'] }))).toEqual([]);
    expect(await casesOf(scopeOf('o-1', ['reviewer'], { procedures: ['two'] }))).toHaveLength(7);
    const one = opened[7] as string;
    expect(await casesOf({ ...everything, sealed: [one], barred: [opened[8] as string] })).toHaveLength(10);
    expect(await casesOf(scopeOf('o-1', ['reviewer'], { barred: [one] }))).toHaveLength(11);
    const [listed] = await casesOf(scopeOf('liu', ['reviewer'], { cases: [one] }));
    expect(listed).toMatchObject({ unit: UNIT, asParty: expect.any(Boolean) });
  });

  it('give the ids of all open cases, whoever may know of them', async () => {
    const ids = await walk((after) => queries.openCases({ limit: 5, ...(after !== undefined && { after }) }));
    expect(ids.toSorted()).toEqual(opened.slice(1).toSorted());
  });

  it('show a case as it stands, with the day by which somebody must act', async () => {
    const found = await queries.case(opened[1] as string);
    expect(found).toMatchObject({
      ...{ subject: '开办餐馆', applicantName: '刘某', status: 'open', seq: 1, version: 1 },
      dueOn: '2026-10-27',
    });
    expect(found?.state.tasks).toHaveProperty(['t:party']);
    expect(await queries.case(opened[0] as string)).toMatchObject({
      ...{ status: 'ended', outcome: 'granted', seq: 2 },
    });
    expect(await queries.case('nowhere')).toBeUndefined();
  });

  it('fill the inbox of a holder of posts, the most urgent first, what has no day last', async () => {
    const inbox = (scope: ReadingScope) =>
      walk((after) => queries.inbox(scope, { limit: 2, ...(after !== undefined && { after }) }));
    const both = await inbox(scopeOf('nobody', ['reviewer', 'window', 'window']));
    const days = both.map(({ dueOn }) => dueOn ?? '9999');
    expect(both).toHaveLength(11);
    expect(days).toEqual([...days].sort());
    expect(new Set(both.map(({ caseId, key }) => `${caseId} ${key}`)).size).toBe(11);
    const window = await inbox(scopeOf('nobody', ['window']));
    expect(window.every(({ post }) => post === 'window')).toBe(true);
    expect(await inbox(scopeOf('nobody', []))).toEqual([]);
    const deputy = { principal: 'o-9', substitution: 'substitution-1' };
    const [task] = await inbox(scopeOf('nobody', ['window'], { deputy }));
    expect(task).toMatchObject({
      capacity: { kind: 'deputy', ...deputy },
      unit: UNIT,
      applicantName: '刘某',
    });
    expect(await inbox(scopeOf('nobody', ['window'], { deputy, acts: ['decide'] }))).toEqual([]);
    expect(await inbox(scopeOf('wang', ['window']))).toHaveLength(1 + 9);
  });

  it('show a party the tasks of his own cases and of no other', async () => {
    const { items } = await queries.inbox(scopeOf('liu', []), { limit: 50 });
    expect(items.map(({ caseId }) => caseId).sort()).toEqual(opened.slice(1, 3).sort());
    expect(items[0]).toMatchObject({
      ...{ post: 'applicant', acts: ['accept'], procedure: 'one', subject: '开办餐馆' },
      capacity: { kind: 'party' },
    });
  });

  it('read lists from the indexes, not from all cases and tasks', async () => {
    await database.owner.query(
      `insert into cases select 'x' || g, 'p' || g % 40, 'd' || g % 80, 's', 'n', 'u' || g % 500, 'ended', null,
          date '2020-01-01' + g % 2000, '', '{}', null from generate_series(1, 40000) g`,
    );
    await database.owner.query(
      `insert into tasks (case_id, key, post, acts, since, order_on, unit, procedure, waits_for)
        select 'x' || g, 'k', 'post' || g % 5, '[]', '2026-01-01', date '2026-01-01' + g % 300, 'u' || g % 500, 'p', 'post'
        from generate_series(1, 20000) g`,
    );
    await database.owner.query('analyze cases, tasks');
    const scope = scopeOf('o-1', ['post1', 'post2'], { units: ['u1', 'u2', 'u3'] });
    const shape = listShape(scope, {}, false);
    const plan = async (text: string, values: readonly unknown[]): Promise<string> => {
      const rows = await database.owner.query<Record<string, string>[]>(`explain ${text}`, [...values]);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    const values = [waysJson(scope), 51, 'o-1', [], [], 2_000, null, null, null];
    const [latest, all] = [
      await plan(latestCases(shape).text, values),
      await plan(allCases(shape).text, values),
    ];
    const inbox = await plan(CANDIDATES.text, [waysJson(scope), 'o-1', [], [], '0001-01-01', '', '', 100]);
    expect(latest).toContain('cases_by_day');
    expect(all).toContain('cases_by_unit');
    expect(inbox).toContain('tasks_by_place');
    for (const text of [latest, all, inbox]) expect(text).not.toMatch(/Seq Scan on (cases|tasks)/);
    await database.owner.query(`delete from tasks where case_id like 'x%'`);
    await database.owner.query(`delete from cases where id like 'x%'`);
  });

  it('list streams of some kinds and the records of one, with their parts', async () => {
    const streams = await walk((after) =>
      queries.streams({ kinds: ['case'] }, { limit: 5, ...(after !== undefined && { after }) }),
    );
    expect(streams.map(({ stream }) => stream)).toEqual([...opened].sort());
    const library = await queries.streams({ kinds: ['calendar', 'procedures'] }, { limit: 5 });
    expect(library.items.map(({ stream }) => stream)).toEqual([LIBRARY_STREAMS.procedures]);
    expect((await queries.streams({ kinds: [] }, { limit: 5 })).items).toEqual([]);
    expect(await queries.stream(opened[0] as string)).toMatchObject({ kind: 'case', seq: 2 });
    expect(await queries.stream('nowhere')).toBeUndefined();
    const first = await queries.records(opened[0] as string, { limit: 1 });
    expect(first).toMatchObject({
      ...{ hasMore: true, endCursor: '0' },
      items: [{ seq: 0, parts: { note: { n: 0 } } }],
    });
    const rest = await queries.records(opened[0] as string, { limit: 10, afterSeq: 0 });
    expect(rest).toMatchObject({ hasMore: false, items: [{ seq: 1, record: { type: 'case.tested' } }] });
  });

  it('refuse a cursor that is not theirs', async () => {
    const foreign = Buffer.from('["x"]').toString('base64url');
    for (const after of ['', '%%%', foreign, Buffer.from('["2026-13-45","x"]').toString('base64url')]) {
      await expect(queries.cases(everything, {}, { limit: 5, after })).rejects.toThrow(InvalidCursor);
      await expect(queries.openCases({ limit: 5, after })).rejects.toThrow(InvalidCursor);
      await expect(queries.inbox(everything, { limit: 5, after })).rejects.toThrow(InvalidCursor);
    }
  });

  it('count what operators watch', async () => {
    expect(await queries.figures()).toEqual({
      ...{ casesOpen: 11, clocksRunning: 9, clocksOverdue: 2, outboxWaiting: 0 },
      ...{ logUnstampedSeconds: 0, logUnwitnessedSeconds: 0 },
      // Nobody seals here: what was recorded waits.
      ...{ logSize: 0, logUnsealedSeconds: expect.any(Number) },
    });
  });
});
