import { describe, expect, it } from '@jest/globals';
import { CircuitBreaker } from '../../src/jobs/circuit-breaker.js';

describe('CircuitBreaker', () => {
  const breaker = () => new CircuitBreaker({ failures: 3, seconds: 60 });

  it('leaves a receiver alone after so many failures in a row, and only then', () => {
    const one = breaker();
    const results = [false, false, true, false, false, false, false].map((ok) => one.note(ok, false));
    expect(results).toEqual([...Array.from({ length: 5 }, () => undefined), 'leaveAlone', undefined]);
  });

  it('takes a single probe for an answer, either way', () => {
    expect(breaker().note(false, true)).toBe('leaveAlone');
    expect(breaker().note(true, true)).toBe('recovered');
  });
});
