import { describe, expect, it } from '@jest/globals';
import { changesTried, overlaysByPlace } from './overlays-mutation.js';

// A sample; every overlay is in test/matrix/mutation.
describe('every term, requirement and separation that an overlay adds or changes', () => {
  it.each(overlaysByPlace(2))('is noticed by a worked case when it changes: %s', (_place, overlay) => {
    const { tried, unnoticed } = changesTried(overlay);
    expect(tried).toBeGreaterThan(3);
    expect(unnoticed).toEqual([]);
  });
});
