import type { SweepResult } from '../usecases/clocks/lapse-due-clocks.js';
import type { JobLog } from './job-log.js';

/** Sweeps in rounds until no clock is due: after a week of downtime as after a second. */
export function sweepDueClocks(
  lapse: (limit: number) => Promise<SweepResult>,
  batch: number,
  log: JobLog,
): () => Promise<void> {
  return async () => {
    let lapsed = 0;
    for (;;) {
      const round = await lapse(batch);
      lapsed += round.lapsed;
      for (const { stream, error } of round.failures) {
        log.error({ stream, error: String(error) }, 'case could not be swept');
      }
      // A round that claimed cases and moved none of them would go on for ever.
      if (round.streams < batch || round.lapsed === 0) break;
    }
    if (lapsed > 0) log.info({ lapsed }, 'clocks lapsed');
  };
}
