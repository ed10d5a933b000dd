import type { JobLog } from './job-log.js';

/** Reviews the open tasks until nothing changes any more. */
export function findVacancies(review: () => Promise<number>, log: JobLog): () => Promise<void> {
  return async () => {
    const changed = await review();
    if (changed > 0) log.info({ cases: changed }, 'tasks without a lawful holder have been found or filled');
  };
}
