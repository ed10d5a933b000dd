import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { verifyStream } from '../../src/engine/audit/verify-stream.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/outside/postgres/embedded-postgres.js';
import { connectStore } from '../../src/store/connect-store.js';
import { PostgresLedger } from '../../src/store/ledger.js';
import { isOutage } from '../../src/store/named-statement.js';
import { Unavailable } from '../../src/usecases/unavailable.js';
import { fakeAppend, fakeState } from '../support/fake-case.js';
import { serverFolder } from '../support/server-folder.js';

describe('when the database goes away', () => {
  const folder = serverFolder('outage');
  let server: EmbeddedPostgres;
  let dataSource: DataSource;
  beforeAll(async () => {
    server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), durable: false });
    dataSource = await connect(server.url, 4);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const connect = (url: string, poolSize: number) =>
    connectStore({ url, poolSize, own: false }, 'real', () => undefined);
  const stream = randomUUID();
  const act = (ledger: PostgresLedger) =>
    ledger.transact({ stream, kind: 'case', create: true }, async (head) => ({
      append: fakeAppend(head, { state: fakeState() }),
      result: head.seq,
    }));

  it('in the middle of acts, every act ends as done or as unavailable, and what was done is there', async () => {
    const ledger = new PostgresLedger(dataSource);
    await act(ledger);
    const outcomes = { done: 1, unavailable: 0, other: [] as unknown[] };
    const client = async (): Promise<void> => {
      for (let i = 0; i < 60; i++) {
        await act(ledger).then(
          () => outcomes.done++,
          (problem: unknown) =>
            problem instanceof Unavailable ? outcomes.unavailable++ : outcomes.other.push(problem),
        );
      }
    };
    const clients = Promise.all([client(), client(), client(), client()]);
    await act(ledger).then(() => outcomes.done++);
    await server.stop();
    await clients;
    expect(outcomes.other).toEqual([]);
    expect(outcomes.unavailable).toBeGreaterThan(0);
    await expect(ledger.head(stream)).rejects.toThrow(Unavailable);

    server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
    const again = await connect(server.url, 2);
    const records = await new PostgresLedger(again).records(stream, 0, 1_000);
    await again.destroy();
    expect(records.length).toBeGreaterThanOrEqual(outcomes.done);
    expect(verifyStream(records, nodeHash).findings).toEqual([]);
  });

  it.each([
    ['ECONNREFUSED', true],
    ['ECONNRESET', true],
    ['57P01', true],
    ['57P03', true],
    ['53300', true],
    ['53100', true],
    ['25006', true],
    ['55P03', true],
    ['23505', false],
    ['DC409', false],
    ['42P01', false],
    ['22P02', false],
  ])('code %s is an outage: %s', (code, outage) => {
    expect(isOutage(Object.assign(new Error('x'), { code }))).toBe(outage);
  });

  it('a connection that breaks without a code is an outage, a mistake of ours is not', () => {
    expect(isOutage(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(isOutage(new Error('timeout exceeded when trying to connect'))).toBe(true);
    expect(isOutage(new TypeError('undefined is not a function'))).toBe(false);
    expect(isOutage(null)).toBe(false);
  });
});
