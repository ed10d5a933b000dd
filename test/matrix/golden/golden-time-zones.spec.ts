import { expect, it } from '@jest/globals';
import { goldenInTimeZone } from '../../workflows/golden-in-time-zone.js';

it('every worked case is played and decided anew to the same bytes wherever the machine keeps its time', async () => {
  // Two at a time: as many as the smallest machine has processors.
  const [utc, shanghai] = await Promise.all([goldenInTimeZone('UTC'), goldenInTimeZone('Asia/Shanghai')]);
  const newYork = await goldenInTimeZone('America/New_York');
  expect(utc.otherwise).toEqual([]);
  expect(utc.digest).toMatch(/^[0-9a-f]{64}$/);
  expect([shanghai, newYork]).toEqual([utc, utc]);
}, 240_000);
