import type { RecordReceipt } from '../usecases/cases/act-answer.js';
import { LedgerBehind } from '../usecases/log/ledger-behind.js';
import type { JobLog } from './job-log.js';

/** Publishes the ends of all streams when the day's have not been yet. */
export function publishDailyHeads(
  publish: () => Promise<RecordReceipt | undefined>,
  log: JobLog,
): () => Promise<void> {
  return async () => {
    try {
      const receipt = await publish();
      if (receipt) log.info({ sequence: receipt.seq }, 'the ends of all streams have been published');
    } catch (problem) {
      // The ledger is shut; another job says why.
      if (!(problem instanceof LedgerBehind)) throw problem;
    }
  };
}
