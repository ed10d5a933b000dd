import type { JobLog } from './job-log.js';

const BATCH = 100;

/** Clears away uploads that nobody filed in time, in rounds until none is left. */
export function clearUploads(expire: (limit: number) => Promise<number>, log: JobLog): () => Promise<void> {
  return async () => {
    let gone = 0;
    for (let round = BATCH; round === BATCH;) {
      round = await expire(BATCH);
      gone += round;
    }
    if (gone > 0) log.info({ uploads: gone }, 'uploads that nobody filed are gone');
  };
}
