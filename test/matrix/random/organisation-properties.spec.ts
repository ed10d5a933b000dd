import { describe, expect, it } from '@jest/globals';
import { organisationProperties } from '../../engine/organisation/organisation-properties.js';

describe('an organisation', () => {
  it.each(organisationProperties(1))('$name', ({ tried, least }) => {
    const { counterexample, hits } = tried();
    expect(counterexample).toBeUndefined();
    expect(hits).toBeGreaterThan(least);
  });
});
