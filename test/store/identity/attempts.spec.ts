import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Instant } from '../../../src/engine/clock/time.js';
import { Office } from '../../support/office.js';

const NOW = '2026-09-28T04:00:00.000Z' as Instant;
const LIMITS = { freeForAccount: 9_000, freeForAddress: 9_000, longestSeconds: 900, forgetSeconds: 3_600 };

describe('guesses counted in the database', () => {
  let office: Office;

  beforeAll(async () => {
    office = await Office.open();
  });
  afterAll(() => office.close());

  it('hold up nobody for ever when many people come from one address at once', async () => {
    const { attempts } = office.store;
    const address = 'address:one';
    const rounds = Array.from({ length: 2_000 }, async (_, n) => {
      const keys = { account: `account:${n % 2}`, address };
      const turn = await attempts.take(keys, NOW, LIMITS);
      await attempts.succeeded(keys, NOW);
      return turn.granted;
    });
    expect((await Promise.all(rounds)).every((granted) => granted)).toBe(true);
    const left = await office.rows<{ key: string }>(`select key from sign_in_attempts where failures > 0`);
    expect(left).toEqual([]);
  });
});
