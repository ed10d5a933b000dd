import { describe, expect, it } from '@jest/globals';
import { deliverNotices } from '../../src/jobs/deliver-notices.js';
import { sweepDueClocks } from '../../src/jobs/sweep-due-clocks.js';
import type { SweepResult } from '../../src/usecases/clocks/lapse-due-clocks.js';

const quiet = { info: () => undefined, error: () => undefined };

function rounds<T>(...answers: readonly T[]): { readonly limits: number[]; next(limit: number): Promise<T> } {
  const left = [...answers];
  const limits: number[] = [];
  return {
    limits,
    next: (limit) => {
      limits.push(limit);
      const answer = left.shift();
      return answer === undefined ? Promise.reject(new Error('one round too many')) : Promise.resolve(answer);
    },
  };
}

const round = (streams: number, lapsed: number): SweepResult => ({ streams, lapsed, failures: [] });

describe('sweepDueClocks', () => {
  it('goes on until a round is not full', async () => {
    const sweep = rounds(round(5, 7), round(5, 5), round(2, 2));
    await sweepDueClocks((limit) => sweep.next(limit), 5, quiet)();
    expect(sweep.limits).toEqual([5, 5, 5]);
  });

  it('ends when a full round moved nothing, rather than going on for ever', async () => {
    const sweep = rounds(round(5, 0));
    await sweepDueClocks((limit) => sweep.next(limit), 5, quiet)();
    expect(sweep.limits).toEqual([5]);
  });

  it('names the cases that could not be swept', async () => {
    const sweep = rounds({ ...round(2, 1), failures: [{ stream: 'case-1', error: new Error('no state') }] });
    const logged: unknown[] = [];
    const log = { ...quiet, error: (fields: object) => void logged.push(fields) };
    await sweepDueClocks((limit) => sweep.next(limit), 5, log)();
    expect(logged).toEqual([{ stream: 'case-1', error: 'Error: no state' }]);
  });
});

describe('deliverNotices', () => {
  it('goes on until the outbox is empty', async () => {
    const outbox = rounds({ delivered: 3, failed: 0 }, { delivered: 0, failed: 0 });
    await deliverNotices((limit) => outbox.next(limit), 3, quiet)();
    expect(outbox.limits).toEqual([3, 3]);
  });

  it('leaves what cannot be delivered for the next time', async () => {
    const outbox = rounds({ delivered: 2, failed: 1 });
    const logged: unknown[] = [];
    const log = { ...quiet, error: (fields: object) => void logged.push(fields) };
    await deliverNotices((limit) => outbox.next(limit), 3, log)();
    expect(logged).toEqual([{ failed: 1 }]);
  });
});
