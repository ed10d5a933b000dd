import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadSettings } from '../../../src/outside/settings/load-settings.js';
import { pauseAfter, scheduleSeconds } from '../../../src/usecases/notices/retry-schedule.js';

const { attempts, retryFirst, retryLongest } = loadSettings({}).webhooks;
const shipped = { attempts, firstSeconds: retryFirst, longestSeconds: retryLongest };

describe('the schedule of retries', () => {
  it('grows fourfold up to the longest pause, and ends', () => {
    const pauses = Array.from({ length: attempts }, (_, n) => pauseAfter(shipped, n + 1, 0.5));
    expect(pauses.slice(0, 4)).toEqual([5, 20, 80, 320]);
    expect(pauses.at(-2)).toBe(retryLongest);
    expect(pauses.at(-1)).toBeUndefined();
  });

  it('goes on for more than a day as it is shipped', () => {
    expect(scheduleSeconds(shipped)).toBeGreaterThan(86_400);
  });

  it('differs by a fifth at most, and is never shorter than what the receiver asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: attempts - 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 86_400 }),
        (attempt, chance, asked) => {
          const middle = pauseAfter(shipped, attempt, 0.5) as number;
          const pause = pauseAfter(shipped, attempt, chance) as number;
          expect(Math.abs(pause - middle)).toBeLessThanOrEqual(middle * 0.2 + 1e-9);
          expect(pauseAfter(shipped, attempt, chance, asked)).toBe(Math.max(pause, asked));
        },
      ),
    );
  });
});
