import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyStream } from '../../src/engine/audit/verify-stream.js';
import type { CaseState } from '../../src/engine/case/case-state.js';
import { Defect } from '../../src/engine/defect.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { PostgresLedger } from '../../src/store/ledger.js';
import { NoSuchStream } from '../../src/usecases/no-such-stream.js';
import type { RepeatedAnswer, StreamHead, Work } from '../../src/usecases/ports.js';
import { StaleHead } from '../../src/usecases/stale-head.js';
import { DAY, fakeAppend, fakeState, openTask, runningClock, type FakeAct } from '../support/fake-case.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('ledger', () => {
  let database: TestDatabase;
  let ledger: PostgresLedger;
  beforeAll(async () => {
    database = await createTestDatabase();
    ledger = new PostgresLedger(database.dataSource);
  });
  afterAll(() => database.drop());

  const act = (stream: string, what: FakeAct | ((head: StreamHead) => FakeAct), by = ledger) =>
    by.transact<number>({ stream, kind: 'case', create: true }, async (head) => ({
      append: fakeAppend(head, typeof what === 'function' ? what(head) : what),
      result: head.seq,
    }));
  const rows = (sql: string, values: unknown[] = []) =>
    database.owner.query<Record<string, unknown>[]>(sql, values);
  const opened = async (what: Partial<FakeAct> = {}): Promise<string> => {
    const stream = randomUUID();
    await act(stream, { state: fakeState(), ...what });
    return stream;
  };

  it('creates a stream at its first append and reads back where it stands', async () => {
    const stream = randomUUID();
    expect(await ledger.head(stream)).toBeUndefined();
    await act(stream, { state: fakeState(), parts: { name: '刘某' }, records: 2 });
    const head = await ledger.head(stream);
    const records = await ledger.records(stream, 0, 10);
    expect(head).toMatchObject({ stream, kind: 'case', seq: 2, version: 2, definition: 'f'.repeat(64) });
    expect(head?.leaf).toEqual(records[1]?.leaf);
    expect(head?.lastRecordedAt).toBe('2026-09-28T04:00:00.000Z');
    expect(JSON.parse(head?.stateText ?? '')).toEqual(fakeState());
    expect(verifyStream(records, nodeHash).findings).toEqual([]);
    expect(
      await rows('select seq, name, value from record_parts where stream = $1 order by seq', [stream]),
    ).toEqual([
      { seq: 0, name: 'name', value: '"刘某"' },
      { seq: 1, name: 'name', value: '"刘某"' },
    ]);
  });

  it('refuses a stream that does not exist and one of another kind', async () => {
    const nothing = async (): Promise<Work<number>> => ({ result: 1 });
    await expect(ledger.transact({ stream: randomUUID(), kind: 'case' }, nothing)).rejects.toThrow(
      NoSuchStream,
    );
    const stream = await opened();
    await expect(ledger.transact({ stream, kind: 'calendar' }, nothing)).rejects.toThrow(Defect);
  });

  it('writes nothing when the work has nothing to append', async () => {
    const stream = randomUUID();
    const result = await ledger.transact({ stream, kind: 'case', create: true }, async () => ({
      result: 'looked',
    }));
    expect(result).toBe('looked');
    expect(await ledger.head(stream)).toBeUndefined();
  });

  it('keeps case, tasks, clocks, parties and outbox in step, writing only what changed', async () => {
    const first = fakeState({
      clocks: { decision: runningClock('2026-10-29', { promisedDueOn: '2026-10-16' as never }) },
      tasks: { 'a:window': openTask('window', 'decision'), 'a:head': openTask('head') },
    });
    const stream = await opened({ state: first });
    const second: CaseState = {
      ...first,
      clocks: { ...first.clocks, hearing: runningClock('2026-10-12') },
      tasks: { 'a:head': openTask('head'), 'b:reviewer': openTask('reviewer') },
      parties: { ...first.parties, agent: ['wang'] },
    };
    await act(stream, { state: second, effects: [{ type: 'document.serve', document: 'notice', on: DAY }] });
    expect(
      await rows('select key, post, due_on::text as due from tasks where case_id = $1 order by key', [
        stream,
      ]),
    ).toEqual([
      { key: 'a:head', post: 'head', due: '2026-10-12' },
      { key: 'b:reviewer', post: 'reviewer', due: '2026-10-12' },
    ]);
    const clocks = await rows('select clock, state, sweep_at from clocks where case_id = $1 order by clock', [
      stream,
    ]);
    expect(clocks).toEqual([
      { clock: 'decision', state: 'running', sweep_at: new Date('2026-10-16T16:00:00.000Z') },
      { clock: 'hearing', state: 'running', sweep_at: new Date('2026-10-12T16:00:00.000Z') },
    ]);
    expect(
      await rows('select person, post from case_parties where case_id = $1 order by 1', [stream]),
    ).toEqual([
      { person: 'liu', post: 'applicant' },
      { person: 'wang', post: 'agent' },
    ]);
    expect(await rows('select seq, n, topic, payload from outbox where stream = $1', [stream])).toEqual([
      {
        seq: 1,
        n: 0,
        topic: 'document.serve',
        payload: '{"document":"notice","on":"2026-09-28","type":"document.serve"}',
      },
    ]);
    await act(stream, { state: { ...second, status: 'ended', outcome: 'granted', tasks: {}, clocks: {} } });
    expect(await rows('select status, outcome, subject from cases where id = $1', [stream])).toEqual([
      { status: 'ended', outcome: 'granted', subject: '开办餐馆' },
    ]);
    expect(await rows('select 1 from tasks where case_id = $1', [stream])).toEqual([]);
  });

  it('stays dense when fifty appends on one stream run at once, through several processes', async () => {
    const stream = await opened();
    const others = [1, 2, 3, 4].map(() => new PostgresLedger(database.dataSource));
    const places = await Promise.all(
      Array.from({ length: 50 }, (_, i) => act(stream, { state: fakeState() }, others[i % others.length])),
    );
    expect([...(places as number[])].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, i) => i + 1),
    );
    const records = await ledger.records(stream, 0, 100);
    expect(records).toHaveLength(51);
    expect(verifyStream(records, nodeHash).findings).toEqual([]);
  });

  it('gives up after many lost races, with nothing half-written', async () => {
    const stream = await opened();
    const rival = new PostgresLedger(database.dataSource);
    const attempt = ledger.transact({ stream, kind: 'case' }, async (head) => {
      await act(stream, { state: fakeState() }, rival);
      return { append: fakeAppend(head, { state: fakeState({ value: 'loser' }) }), result: 1 };
    });
    await expect(attempt).rejects.toThrow(StaleHead);
    const records = await ledger.records(stream, 0, 100);
    expect(records.every(({ text }) => !text.includes('loser'))).toBe(true);
    expect(verifyStream(records, nodeHash).findings).toEqual([]);
  });

  describe('idempotency', () => {
    const keyed = (stream: string, key: string, requestDigest: string, calls: { n: number }) =>
      ledger.transact<string>(
        { stream, kind: 'case', create: true, key: { key, actor: 'zhang', requestDigest } },
        async (head) => {
          calls.n++;
          const answer = { key, actor: 'zhang', stored: { requestDigest, body: `{"seq":${head.seq}}` } };
          return { append: fakeAppend(head, { state: fakeState(), answer }), result: 'fresh' };
        },
      );

    it('answers a repeated key word for word and does not act again', async () => {
      const [stream, key] = [randomUUID(), randomUUID()];
      const calls = { n: 0 };
      expect(await keyed(stream, key, 'd1', calls)).toBe('fresh');
      expect(await keyed(stream, key, 'd1', calls)).toEqual({
        repeated: { requestDigest: 'd1', body: '{"seq":0}' },
      });
      // An opening makes a new stream key each time: the answer belongs to the actor's key all the same.
      const other = randomUUID();
      expect(await keyed(other, key, 'd1', calls)).toEqual({
        repeated: { requestDigest: 'd1', body: '{"seq":0}' },
      });
      expect(calls.n).toBe(1);
      expect(await ledger.head(other)).toBeUndefined();
    });

    it('shows the first request to a caller who uses the key for another one', async () => {
      const [stream, key] = [randomUUID(), randomUUID()];
      await keyed(stream, key, 'd1', { n: 0 });
      const second = (await keyed(stream, key, 'd2', { n: 0 })) as RepeatedAnswer;
      expect(second.repeated.requestDigest).toBe('d1');
      expect((await ledger.head(stream))?.seq).toBe(1);
    });

    it('acts once when the same request arrives twenty times at once on different streams', async () => {
      const key = randomUUID();
      const streams = Array.from({ length: 20 }, () => randomUUID());
      const answers = await Promise.all(streams.map((stream) => keyed(stream, key, 'd1', { n: 0 })));
      expect(answers.filter((answer) => answer === 'fresh')).toHaveLength(1);
      const heads = await Promise.all(streams.map((stream) => ledger.head(stream)));
      expect(heads.filter((head) => head !== undefined)).toHaveLength(1);
    });
  });

  describe('half-written appends', () => {
    const counts = () =>
      rows(`select (select count(*) from streams)::int as streams, (select count(*) from records)::int as records,
        (select count(*) from record_parts)::int as parts, (select count(*) from outbox)::int as outbox,
        (select count(*) from idempotency)::int as keys, (select count(*) from tasks)::int as tasks`);
    const spoilt: readonly (readonly [string, Partial<FakeAct>])[] = [
      [
        'a clock that the schema refuses',
        { state: fakeState({ clocks: { c: runningClock('x') } }), dueAt: {} },
      ],
      [
        'a task without a day',
        { state: fakeState({ tasks: { t: { ...openTask('p'), since: 'never' as never } } }) },
      ],
    ];
    it.each(spoilt)('leave nothing: %s', async (_what, broken) => {
      const before = await counts();
      const stream = randomUUID();
      const answer = { key: stream, actor: 'zhang', stored: { requestDigest: 'd', body: '{}' } };
      await expect(act(stream, { state: fakeState(), parts: { p: 1 }, answer, ...broken })).rejects.toThrow();
      expect(await counts()).toEqual(before);
    });

    it('are not even tried when the records do not follow the head', async () => {
      const stream = await opened();
      const wrong = ledger.transact({ stream, kind: 'case' }, async (head) => {
        const append = fakeAppend(head, { state: fakeState() });
        return { append: { ...append, head: { ...head, seq: head.seq + 1 } }, result: 1 };
      });
      await expect(wrong).rejects.toThrow('does not follow');
    });
  });
});
