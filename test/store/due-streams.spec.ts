import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CaseState } from '../../src/engine/case/case-state.js';
import type { Instant } from '../../src/engine/clock/time.js';
import { PostgresLedger } from '../../src/store/ledger.js';
import { fakeAppend, fakeState, runningClock } from '../support/fake-case.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('due streams', () => {
  let database: TestDatabase;
  let ledger: PostgresLedger;
  const databases: TestDatabase[] = [];
  beforeEach(async () => {
    database = await createTestDatabase();
    databases.push(database);
    ledger = new PostgresLedger(database.dataSource);
  });
  afterAll(() => Promise.all(databases.map((one) => one.drop())));

  const NOON = '2026-10-20T04:00:00.000Z' as Instant;
  const write = (stream: string, clocks: CaseState['clocks']) =>
    ledger.transact({ stream, kind: 'case', create: true }, async (head) => ({
      append: fakeAppend(head, { state: fakeState({ clocks }) }),
      result: stream,
    }));
  const open = async (clocks: CaseState['clocks']): Promise<string> => {
    const stream = randomUUID();
    await write(stream, clocks);
    return stream;
  };

  it('are those with a running clock whose day has ended, the oldest first', async () => {
    const late = await open({ a: runningClock('2026-10-19'), b: runningClock('2026-11-30') });
    const later = await open({ a: runningClock('2026-10-12') });
    await open({ a: runningClock('2026-10-20') });
    await open({ a: runningClock('2026-10-01', { state: 'suspended' }) });
    await open({ a: runningClock('2026-10-01', { state: 'lapsed' }) });
    await open({ floor: runningClock('2026-10-01', { notBefore: '2026-10-02' as never }) });
    await open({});
    expect(await ledger.dueStreams(NOON, 10)).toEqual([later, late]);
  });

  it('include a broken promise once, and not after it has been reported', async () => {
    const promised = { promisedDueOn: '2026-10-12' as never };
    const stream = await open({ a: runningClock('2026-10-29', promised) });
    expect(await ledger.dueStreams(NOON, 10)).toEqual([stream]);
    await write(stream, { a: runningClock('2026-10-29', { ...promised, promiseBroken: true }) });
    expect(await ledger.dueStreams(NOON, 10)).toEqual([]);
  });

  it('go to one sweeper each, however many sweep at once, each stream once', async () => {
    const streams: string[] = [];
    for (let i = 0; i < 40; i++)
      streams.push(await open({ a: runningClock('2026-10-12'), b: runningClock('2026-10-13') }));
    const rounds = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const taken: string[] = [];
        for (
          let claim = await ledger.dueStreams(NOON, 3);
          claim.length > 0;
          claim = await ledger.dueStreams(NOON, 3)
        ) {
          taken.push(...claim);
        }
        return taken;
      }),
    );
    expect(rounds.flat().sort()).toEqual([...streams].sort());
  });

  it('come back at once when another clock of the stream is due after the claimed one lapsed', async () => {
    const stream = await open({ a: runningClock('2026-10-12'), b: runningClock('2026-10-13') });
    expect(await ledger.dueStreams(NOON, 10)).toEqual([stream]);
    expect(await ledger.dueStreams(NOON, 10)).toEqual([]);
    await write(stream, {
      a: runningClock('2026-10-12', { state: 'lapsed' }),
      b: runningClock('2026-10-13'),
    });
    expect(await ledger.dueStreams(NOON, 10)).toEqual([stream]);
  });

  it('come back when the sweeper that took them died', async () => {
    const stream = await open({ a: runningClock('2026-10-12') });
    expect(await ledger.dueStreams(NOON, 10)).toEqual([stream]);
    expect(await ledger.dueStreams(NOON, 10)).toEqual([]);
    await database.owner.query(`update clocks set claimed_until = clock_timestamp() - interval '1 second'`);
    expect(await ledger.dueStreams(NOON, 10)).toEqual([stream]);
  });
});
