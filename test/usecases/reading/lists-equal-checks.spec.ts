import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';
import { casesListed, tasksListed } from './lists-equal-checks.js';

/** A sample; 100 organisations are in test/matrix/random. */
const TOWNS = 15;

describe('lists', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('of cases hold exactly those that the policies let a person know of', async () => {
    const { counterexample, allowed, refused } = await casesListed(database, TOWNS);
    expect(counterexample).toBeUndefined();
    expect(Math.min(allowed, refused)).toBeGreaterThan(5 * TOWNS);
  }, 300_000);

  it('of tasks hold exactly those that the policies let a person do, and as what', async () => {
    const { counterexample, held, refused } = await tasksListed(database, TOWNS);
    expect(counterexample).toBeUndefined();
    expect(Math.min(refused, ...Object.values(held))).toBeGreaterThan(Math.floor(TOWNS / 50) * 10);
  }, 300_000);
});
