import { describe, expect, it } from '@jest/globals';
import { deadlineProperties } from './deadline-properties.js';

// A sample; as many as prove it are in test/matrix/random.
describe('a deadline', () => {
  it.each(deadlineProperties(0.25))('$name', ({ counterexample }) => {
    expect(counterexample()).toBeUndefined();
  });
});
