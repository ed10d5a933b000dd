import { describe, expect, it } from '@jest/globals';
import { changesTried, overlaysByPlace } from '../../workflows/overlays-mutation.js';

describe('every term, requirement and separation that an overlay adds or changes', () => {
  it.each(overlaysByPlace())('is noticed by a worked case when it changes: %s', (_place, overlay) => {
    const { tried, unnoticed } = changesTried(overlay);
    expect(tried).toBeGreaterThan(3);
    expect(unnoticed).toEqual([]);
  });
});
