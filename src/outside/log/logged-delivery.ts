import type { Logger } from 'pino';
import type { Deliverer } from '../../usecases/deliver-outbox.js';

/** Delivers by writing a structured line: what an installation does that is connected to nothing yet. */
export function loggedDelivery(log: Logger): Deliverer {
  return ({ id, stream, seq, effect, recordedAt }) => {
    log.info({ notice: id, stream, seq, effect, recordedAt }, 'notice');
    return Promise.resolve();
  };
}
