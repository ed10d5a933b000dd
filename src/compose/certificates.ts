import type { Logger } from 'pino';
import { issueDueCertificates } from '../jobs/issue-due-certificates.js';
import { RepeatingJob } from '../jobs/repeating-job.js';
import type { Settings } from '../outside/settings/settings.js';
import type { Store } from '../store/open-store.js';
import { issueCertificates } from '../usecases/conformance/issue-certificates.js';
import type { Ports } from '../usecases/ports.js';

/** The job that issues certificates of conformance 办结合规证明 for cases that have ended. */
export function certificateJob(
  { store, ports }: { readonly store: Store; readonly ports: Ports },
  { jobs: { certifyEvery, certifyBatch } }: Pick<Settings, 'jobs'>,
  log: Logger,
): RepeatingJob {
  const { queries, documents, certificates } = store;
  const issue = issueCertificates({ ...ports, queries, documents, certificates });
  return new RepeatingJob('certificates', certifyEvery, issueDueCertificates(issue, certifyBatch, log), log);
}
