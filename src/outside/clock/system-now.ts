import type { Instant } from '../../engine/clock/time.js';
import type { Now } from '../../usecases/ports.js';

/** The wall clock of this machine: the only place of the service that reads it for the law. */
export const systemNow: Now = {
  now: () => Promise.resolve(new Date().toISOString() as Instant),
};
