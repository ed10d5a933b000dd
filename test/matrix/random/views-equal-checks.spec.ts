import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';
import { rowsAstray, viewsShown } from '../../usecases/inbox/views-equal-checks.js';

const TOWNS = 60;

describe('the views of the inbox', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('hold what a simple count of every case says, and the counts say how much', async () => {
    const { counterexample, rows } = await viewsShown(database, TOWNS);
    expect(counterexample).toBeUndefined();
    // In few organisations nothing may have been returned, say.
    expect(Math.min(...Object.values(rows))).toBeGreaterThanOrEqual(Math.floor(TOWNS / 15));
  }, 600_000);

  it('rest on rows that follow from the records and nothing else', async () => {
    expect(await rowsAstray(database)).toEqual([]);
  });
});
