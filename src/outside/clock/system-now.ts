import type { Instant } from '../../engine/clock/time.js';
import type { Now } from '../../usecases/ports.js';

/** The wall clock of this machine, for what must go on in simulated time too: sessions, locks, one-time codes. */
export const wallClock = (): Instant => new Date().toISOString() as Instant;

/** The wall clock as the law's clock: the only one of a real installation. */
export const systemNow: Now = {
  now: () => Promise.resolve(wallClock()),
};
