import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openInstallation, OtherInstallation } from '../../src/store/installation.js';
import { PostgresLedger } from '../../src/store/ledger.js';
import { fakeAdoption, fakeAppend, fakeDocument, fakeState } from '../support/fake-case.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('what is recorded', () => {
  let database: TestDatabase;
  const stream = randomUUID();
  const wanted = { log: 'test.example/log', mode: 'real', zone: 'Asia/Shanghai', engine: 'test' } as const;
  beforeAll(async () => {
    database = await createTestDatabase();
    const ledger = new PostgresLedger(database.dataSource);
    const answer = { key: 'k', actor: 'zhang', stored: { requestDigest: 'd', body: '{}' } };
    await ledger.transact({ stream, kind: 'case', create: true }, async (head) => ({
      append: fakeAppend(head, { state: fakeState(), parts: { name: '刘某' }, answer }),
      result: 1,
    }));
    await ledger.transact({ stream: 'library', kind: 'calendar', create: true }, async (head) => ({
      append: fakeAdoption(head, fakeDocument('calendar', 'cn/2026', '2025-11-04', { year: 2026 })),
      result: 1,
    }));
    await openInstallation(database.dataSource, wanted);
  });
  afterAll(() => database.drop());

  const frozen = ['records', 'record_parts', 'idempotency', 'documents', 'installation'];
  const column: Record<string, string> = {
    records: 'text',
    record_parts: 'value',
    idempotency: 'body',
    documents: 'body',
    installation: 'mode',
  };

  it.each(frozen)('in %s cannot be changed, not even by the owner of the database', async (table) => {
    const { owner } = database;
    const count = () => owner.query<object[]>(`select * from ${table}`);
    const before = await count();
    expect(before.length).toBeGreaterThan(0);
    for (const statement of [
      `update ${table} set ${column[table]} = 'x'`,
      `delete from ${table}`,
      `truncate ${table}`,
      `truncate ${table} cascade`,
    ]) {
      await expect(owner.query(statement)).rejects.toThrow('what is recorded never changes');
    }
    expect(await count()).toEqual(before);
  });

  it.each(frozen)('in %s cannot be changed by the application, for want of the right', async (table) => {
    for (const statement of [
      `update ${table} set ${column[table]} = 'x'`,
      `delete from ${table}`,
      `truncate ${table}`,
    ]) {
      await expect(database.dataSource.query(statement)).rejects.toThrow(
        `permission denied for table ${table}`,
      );
    }
  });

  it('gives the application no way to disable a guard or to drop a table', async () => {
    const { dataSource } = database;
    await expect(dataSource.query('alter table records disable trigger all')).rejects.toThrow(
      'must be owner',
    );
    await expect(dataSource.query('drop table records')).rejects.toThrow('must be owner');
    await expect(dataSource.query('drop function duecourse_refuse() cascade')).rejects.toThrow(
      'must be owner',
    );
    await expect(dataSource.query('create table mine (id integer)')).rejects.toThrow('permission denied');
  });

  it('keeps streams from being deleted', async () => {
    await expect(database.owner.query('delete from streams')).rejects.toThrow('never changes');
    await expect(database.owner.query('truncate streams')).rejects.toThrow('never changes');
    await expect(database.dataSource.query('delete from streams')).rejects.toThrow('permission denied');
  });

  it.each([
    ['past the head', 5],
    ['before the beginning', -1],
  ])('accepts no record %s', async (_where, seq) => {
    const insert = `insert into records (stream, seq, id, type, recorded_at, text, sha256, sm3)
      values ($1, $2, $3, 't', '2026-01-01Z', '{}', '', '')`;
    const values = [stream, seq, randomUUID()];
    await expect(database.owner.query(insert, values)).rejects.toThrow('is not at its head');
    await expect(database.dataSource.query(insert, values)).rejects.toThrow('is not at its head');
  });

  it('accepts no second record in a place', async () => {
    const again = database.owner.query('insert into records select * from records where stream = $1', [
      stream,
    ]);
    await expect(again).rejects.toThrow('duplicate key');
  });

  it('stays what it was set up as: mode, log and zone of an installation', async () => {
    const { dataSource } = database;
    await expect(openInstallation(dataSource, { ...wanted, engine: 'newer' })).resolves.toMatchObject({
      engine: 'newer',
    });
    const simulated = {
      ...wanted,
      mode: 'simulated',
      simulatedStart: '2026-01-01T00:00:00.000Z' as never,
    } as const;
    await expect(openInstallation(dataSource, simulated)).rejects.toThrow(OtherInstallation);
    await expect(openInstallation(dataSource, { ...wanted, log: 'other' })).rejects.toThrow(
      OtherInstallation,
    );
    await expect(openInstallation(dataSource, { ...wanted, zone: 'UTC' })).rejects.toThrow(OtherInstallation);
  });
});
