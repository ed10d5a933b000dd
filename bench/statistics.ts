import type { CpuTime } from './cpu-time.js';

/** Figures of one measured run. */
export interface Run {
  /** Committed acts a second. */
  readonly perSecond: number;
  /** Acts committed in the run. */
  readonly acts: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** CPU microseconds an act. */
  readonly cpu?: CpuTime;
}

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** The value below which the given share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** A run from the latencies of its acts, in milliseconds, and the time it took. */
export function runOf(latencies: readonly number[], seconds: number): Run {
  return {
    perSecond: latencies.length / seconds,
    acts: latencies.length,
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    p99: percentile(latencies, 0.99),
  };
}

/** `median (min-max)` of ratios or rates. */
export function spread(values: readonly number[], digits = 2): string {
  const show = (value: number): string => value.toFixed(digits);
  return `${show(median(values))} (${show(Math.min(...values))}-${show(Math.max(...values))})`;
}
