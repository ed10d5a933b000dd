import { describe, expect, it } from '@jest/globals';
import { deadlineProperties } from '../../engine/clock/deadline-properties.js';

describe('a deadline', () => {
  it.each(deadlineProperties(1))('$name', ({ counterexample }) => {
    expect(counterexample()).toBeUndefined();
  });
});
