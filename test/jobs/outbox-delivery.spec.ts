import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PostgresOutbox } from '../../src/store/outbox.js';
import { deliverOutbox, type OutboxNotice } from '../../src/usecases/deliver-outbox.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('delivering the outbox', () => {
  let database: TestDatabase;
  let outbox: PostgresOutbox;
  beforeAll(async () => {
    database = await createTestDatabase();
    outbox = new PostgresOutbox(database.dataSource);
  });
  afterAll(() => database.drop());

  const put = (stream: string, count: number) =>
    database.owner.query(
      `insert into outbox (stream, seq, n, topic, payload, recorded_at)
       select $1, i, 0, 'document.serve', '{"type":"document.serve","document":"d","on":"2026-09-28"}', '2026-09-28T01:00:00Z'
       from generate_series(1, $2) as i`,
      [stream, count],
    );
  const waiting = async (): Promise<number> =>
    Number((await database.owner.query('select count(*) as n from outbox where delivered_at is null'))[0].n);

  it('hands each waiting notice over once, oldest first, and marks it', async () => {
    await put('a', 3);
    const notices: OutboxNotice[] = [];
    const deliver = (notice: OutboxNotice): Promise<void> => Promise.resolve(void notices.push(notice));
    expect(await deliverOutbox({ outbox, deliver })(2)).toEqual({ delivered: 2, failed: 0 });
    expect(await deliverOutbox({ outbox, deliver })(2)).toEqual({ delivered: 1, failed: 0 });
    expect(await deliverOutbox({ outbox, deliver })(2)).toEqual({ delivered: 0, failed: 0 });
    expect(notices.map(({ id }) => id)).toEqual(['a/1/0', 'a/2/0', 'a/3/0']);
    expect(notices[0]).toMatchObject({
      effect: { type: 'document.serve' },
      recordedAt: '2026-09-28T01:00:00.000Z',
    });
  });

  it('leaves a notice waiting that could not be delivered, and delivers the others', async () => {
    await put('b', 3);
    const deliver = ({ seq }: OutboxNotice): Promise<void> =>
      seq === 2 ? Promise.reject(new Error('receiver gone')) : Promise.resolve();
    expect(await deliverOutbox({ outbox, deliver })(10)).toEqual({ delivered: 2, failed: 1 });
    expect(await waiting()).toBe(1);
    expect(await deliverOutbox({ outbox, deliver: () => Promise.resolve() })(10)).toEqual({
      delivered: 1,
      failed: 0,
    });
  });

  it('gives no notice to two processes at once', async () => {
    await put('c', 20);
    const handed: string[] = [];
    let release = (): void => undefined;
    const gate = new Promise<void>((open) => (release = open));
    const first = outbox.deliver(10, async ({ id }) => {
      handed.push(id);
      await gate;
    });
    const second = outbox.deliver(20, ({ id }) => {
      handed.push(id);
      release();
      return Promise.resolve();
    });
    await Promise.all([first, second]);
    expect(new Set(handed).size).toBe(handed.length);
    expect(handed).toHaveLength(20);
  });
});
