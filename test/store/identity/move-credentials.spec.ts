import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StoredSessions } from '../../../src/store/identity/stored-sessions.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';

describe('the migration of identity', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase({ empty: true });
  });
  afterAll(() => database.drop());

  it('makes the tokens that were issued before into tokens among the sessions', async () => {
    const { owner } = database;
    const runner = owner.createQueryRunner();
    const last = owner.migrations.findIndex(({ name }) => name === 'Identity1780000000006');
    for (const migration of owner.migrations.slice(0, last + 1)) {
      if (migration.name === 'Identity1780000000006') {
        const values = [1, 2, 3].map((i) => `('${String(i).repeat(64)}', 'o-10${i}')`).join(', ');
        await runner.query(`insert into credentials (token_sha256, person) values ${values}`);
        await runner.query(
          `insert into people (person, name, kind, standing) values ('o-102', '二', 'officer', 'active')`,
        );
      }
      await migration.up(runner);
    }
    await runner.release();
    const sessions = new StoredSessions(owner);
    expect(await sessions.find('2'.repeat(64))).toMatchObject({
      ...{
        person: 'o-102',
        personName: '二',
        kind: 'token',
        signIn: 'bearer',
        scopes: null,
        expiresAt: null,
      },
    });
    expect(await sessions.ofPerson('o-103')).toHaveLength(1);
    await expect(owner.query('select * from credentials')).rejects.toThrow('does not exist');
  });
});
