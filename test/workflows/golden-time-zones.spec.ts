import { expect, it } from '@jest/globals';
import { goldenInTimeZone } from './golden-in-time-zone.js';

// A sample; the whole library in three time zones is in test/matrix/golden.
it('the worked cases of overlays are played and decided anew as they always were, far from where the law is kept', async () => {
  const { otherwise, digest } = await goldenInTimeZone('America/New_York', 'workflows/overlays/quzhou');
  expect(otherwise).toEqual([]);
  expect(digest).not.toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
}, 60_000);
