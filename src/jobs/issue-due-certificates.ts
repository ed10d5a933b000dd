import type { IssuingRound } from '../usecases/conformance/issue-certificates.js';
import { LedgerBehind } from '../usecases/log/ledger-behind.js';
import type { JobLog } from './job-log.js';

/** Issues the certificates of cases that have ended, a bounded number in a run, and says which cases have none and why. */
export function issueDueCertificates(
  issue: (limit: number) => Promise<IssuingRound>,
  batch: number,
  log: JobLog,
): () => Promise<void> {
  return async () => {
    try {
      const { issued, tooLong, failures } = await issue(batch);
      if (issued > 0) log.info({ issued }, 'certificates of conformance have been issued');
      for (const one of tooLong)
        log.error({ ...one }, 'no certificate is issued: the case has more records than are judged at once');
      for (const { case: stream, error } of failures)
        log.error({ stream, error: String(error) }, 'case could not be certified');
    } catch (problem) {
      // The ledger is shut; another job says why.
      if (!(problem instanceof LedgerBehind)) throw problem;
    }
  };
}
