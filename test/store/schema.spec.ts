import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectStore } from '../../src/store/connect-store.js';
import { TEST_SERVER_DEVIATIONS } from '../support/test-database-url.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('schema', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase({ empty: true });
  });
  afterAll(() => database.drop());

  it('is built from nothing by migrations, also when several processes start at once', async () => {
    const stores = await Promise.all(
      [1, 2, 3].map(() =>
        connectStore(
          { url: database.url, poolSize: 2, allow: TEST_SERVER_DEVIATIONS },
          'real',
          () => undefined,
        ),
      ),
    );
    const roles = await Promise.all(
      stores.map((store) => store.query<{ role: string }[]>('select current_user as role')),
    );
    expect(roles.flat().map(({ role }) => role)).toEqual(['duecourse_app', 'duecourse_app', 'duecourse_app']);
    await Promise.all(stores.map((store) => store.destroy()));
    const applied = await database.owner.query<{ name: string }[]>(
      'select name from schema_migrations order by id',
    );
    expect(applied.map(({ name }) => name)).toEqual(database.owner.migrations.map(({ name }) => name));
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

  it('serves a login that may not act as the application only where that is allowed, and says so', async () => {
    const login = `plain_${randomBytes(6).toString('hex')}`;
    const other = await createTestDatabase({ empty: true });
    await other.owner.query(`create role ${login} login password 'secret'`);
    await other.owner.query(`grant all on schema public to ${login}`);
    const url = new URL(other.url);
    url.username = login;
    url.password = 'secret';
    const options = { url: url.href, poolSize: 2, allow: TEST_SERVER_DEVIATIONS };
    const refused = connectStore(options, 'real', () => undefined);
    await expect(refused).rejects.toThrow(/role-not-application.*[^]*database\.allow: \[weak-roles\]/);

    const warnings: string[] = [];
    const warn = (sentence: string) => warnings.push(sentence);
    const allowed = { ...options, allow: [...TEST_SERVER_DEVIATIONS, 'weak-roles' as const] };
    const store = await connectStore(allowed, 'real', warn);
    const roles = await store.query<{ role: string }[]>('select current_user as role');
    expect(roles).toEqual([{ role: login }]);
    expect(warnings.join()).toContain('triggers alone protect what is recorded');
    expect(warnings.join()).toContain('changes of the schema are not recorded');
    await expect(store.query('delete from records')).rejects.toThrow('never changes');
    await store.destroy();

    const simulated = await connectStore({ ...options, allow: [] }, 'simulated', warn);
    await simulated.destroy();
    await other.owner.query(`drop owned by ${login}`);
    await other.owner.query(`drop role ${login}`);
    await other.drop();
  });
});
