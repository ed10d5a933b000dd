import { LedgerBehind } from '../usecases/log/ledger-behind.js';
import type { Renewing } from '../usecases/log/renew-stamps.js';
import type { JobLog } from './job-log.js';

/** Renews time stamps before their certificates end, and says so when nobody stamps with anything that lasts longer. */
export function renewEndingStamps(renew: () => Promise<Renewing>, log: JobLog): () => Promise<void> {
  return async () => {
    try {
      const renewing = await renew();
      if (renewing.outcome === 'renewed') log.info({ ...renewing }, 'time stamps have been renewed');
      if (renewing.outcome === 'nobodyLater')
        log.error({ ...renewing }, 'time stamps end, and no authority stamps with what lasts longer');
    } catch (problem) {
      // The ledger is shut; another job says why.
      if (!(problem instanceof LedgerBehind)) throw problem;
    }
  };
}
