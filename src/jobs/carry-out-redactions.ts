import { inRounds } from './in-rounds.js';
import type { JobLog } from './job-log.js';

const AT_ONCE = 20;

/** Ends what was approved to be erased and interrupted before it was, in rounds until nothing is left. */
export function carryOutApproved(
  carryOut: (limit: number) => Promise<number>,
  log: JobLog,
): () => Promise<void> {
  return inRounds(async () => {
    const done = await carryOut(AT_ONCE);
    if (done > 0) log.info({ redactions: done }, 'approved redactions are carried out');
    return done;
  });
}
