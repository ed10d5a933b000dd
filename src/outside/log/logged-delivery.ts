import type { Logger } from 'pino';
import type { Deliverer } from '../../usecases/deliver-outbox.js';

/** Writes a structured line of each effect that was carried out. */
export function loggedDelivery(log: Logger): Deliverer {
  return ({ id, stream, seq, effect, recordedAt }) => {
    log.info({ notice: id, stream, seq, effect, recordedAt }, 'notice');
    return Promise.resolve();
  };
}
