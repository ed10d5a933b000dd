import type { BundleShelf } from '../usecases/evidence/evidence-ports.js';
import type { JobLog } from './job-log.js';

/** Clears away bundles of evidence that lay ready for their hour: copies of what may be erased in the meantime. */
export function clearBundles(shelf: Pick<BundleShelf, 'clear'>, log: JobLog): () => Promise<void> {
  return async () => {
    const gone = await shelf.clear();
    if (gone > 0) log.info({ bundles: gone }, 'bundles of evidence whose hour is over are gone');
  };
}
