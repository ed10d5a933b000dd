import type { Instant } from '../../engine/clock/time.js';

/** The instant so many seconds later. */
export function later(at: Instant, seconds: number): Instant {
  return new Date(Date.parse(at) + seconds * 1_000).toISOString() as Instant;
}
