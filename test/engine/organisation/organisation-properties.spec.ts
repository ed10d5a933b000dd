import { describe, expect, it } from '@jest/globals';
import { organisationProperties } from './organisation-properties.js';

// A sample; as many as prove it are in test/matrix/random.
describe('an organisation', () => {
  it.each(organisationProperties(0.2))('$name', ({ tried, least }) => {
    const { counterexample, hits } = tried();
    expect(counterexample).toBeUndefined();
    expect(hits).toBeGreaterThan(least);
  });
});
