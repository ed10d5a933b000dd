import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { RepeatingJob } from '../../src/jobs/repeating-job.js';

interface Run {
  readonly end: () => void;
  readonly fail: (error: Error) => void;
}

describe('RepeatingJob', () => {
  const runs: Run[] = [];
  const logged: unknown[] = [];
  const log = { info: () => undefined, error: (fields: object) => void logged.push(fields) };
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => runs.push({ end: resolve, fail: reject }));
  const end = async (index: number): Promise<void> => {
    runs[index]?.end();
    await jest.advanceTimersByTimeAsync(0);
  };

  beforeEach(() => {
    jest.useFakeTimers();
    runs.length = 0;
    logged.length = 0;
  });
  afterEach(() => void jest.useRealTimers());

  it('runs at once, then pauses after each end, so that runs never overlap', async () => {
    const job = new RepeatingJob('test', 10, work, log);
    job.start();
    job.start();
    expect(runs).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(runs).toHaveLength(1);
    await end(0);
    await jest.advanceTimersByTimeAsync(9_999);
    expect(runs).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(runs).toHaveLength(2);
    await end(1);
    await job.stop();
  });

  it('joins the run under way instead of beginning another', async () => {
    const job = new RepeatingJob('test', 10, work, log);
    const both = [job.runNow(), job.runNow()];
    expect(runs).toHaveLength(1);
    await end(0);
    await Promise.all(both);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(runs).toHaveLength(1);
  });

  it('logs a failure and tries again', async () => {
    const job = new RepeatingJob('test', 10, work, log);
    job.start();
    runs[0]?.fail(new Error('database gone'));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(logged).toEqual([{ job: 'test', error: 'Error: database gone' }]);
    expect(runs).toHaveLength(2);
    await end(1);
    await job.stop();
  });

  it('stops only when the run under way has ended, and begins none after it', async () => {
    const job = new RepeatingJob('test', 10, work, log);
    job.start();
    let stopped = false;
    const stopping = job.stop().then(() => (stopped = true));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(stopped).toBe(false);
    await end(0);
    await stopping;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(runs).toHaveLength(1);
  });
});
