import { describeStanding } from '../usecases/log/ledger-behind.js';
import type { LogStanding } from '../usecases/log/log-standing.js';
import type { JobLog } from './job-log.js';

/** Looks whether the database is still what was signed, and says so when it is not, at every look. */
export function watchLedger(look: () => Promise<LogStanding>, log: JobLog): () => Promise<void> {
  return async () => {
    const standing = await look();
    if (standing.kind === 'sound') return;
    log.error({ standing, sentence: describeStanding(standing).en }, 'the ledger is not written to');
  };
}
