import type { DeliveryResult } from '../usecases/deliver-outbox.js';
import type { JobLog } from './job-log.js';

/** Hands waiting notices over in rounds until none is left or one cannot be delivered. */
export function deliverNotices(
  deliver: (limit: number) => Promise<DeliveryResult>,
  batch: number,
  log: JobLog,
): () => Promise<void> {
  return async () => {
    for (;;) {
      const { delivered, failed } = await deliver(batch);
      if (failed > 0) log.error({ failed }, 'notices could not be delivered');
      if (failed > 0 || delivered < batch) return;
    }
  };
}
