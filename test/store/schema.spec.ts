import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectStore } from '../../src/store/connect-store.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('schema', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase({ empty: true });
  });
  afterAll(() => database.drop());

  it('is built from nothing by migrations, also when several processes start at once', async () => {
    const warnings: string[] = [];
    const stores = await Promise.all(
      [1, 2, 3].map(() => connectStore(database.url, 2, (sentence) => warnings.push(sentence))),
    );
    const roles = await Promise.all(
      stores.map((store) => store.query<{ role: string }[]>('select current_user as role')),
    );
    expect(roles.flat().map(({ role }) => role)).toEqual(['duecourse_app', 'duecourse_app', 'duecourse_app']);
    expect(warnings).toEqual([]);
    await Promise.all(stores.map((store) => store.destroy()));
    const applied = await database.owner.query<{ name: string }[]>(
      'select name from schema_migrations order by id',
    );
    expect(applied).toHaveLength(4);
  });

  it('has not drifted from the rows that the code knows', async () => {
    const { upQueries } = await database.owner.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('would be caught drifting', async () => {
    await database.owner.query('alter table tasks add column drifted integer');
    const { upQueries } = await database.owner.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query).join()).toContain('drifted');
    await database.owner.query('alter table tasks drop column drifted');
  });

  it('serves a login that may not create roles, and says what is not enforced then', async () => {
    const login = `plain_${randomBytes(6).toString('hex')}`;
    const other = await createTestDatabase({ empty: true });
    await other.owner.query(`create role ${login} login password 'secret'`);
    await other.owner.query(`grant all on schema public to ${login}`);
    const url = new URL(other.url);
    url.username = login;
    url.password = 'secret';
    const warnings: string[] = [];
    const store = await connectStore(url.href, 2, (sentence) => warnings.push(sentence));
    const roles = await store.query<{ role: string }[]>('select current_user as role');
    expect(roles).toEqual([{ role: login }]);
    expect(warnings.join()).toContain('refused by triggers only');
    await expect(store.query('delete from records')).rejects.toThrow('never changes');
    await store.destroy();
    await other.owner.query(`drop owned by ${login}`);
    await other.owner.query(`drop role ${login}`);
    await other.drop();
  });
});
