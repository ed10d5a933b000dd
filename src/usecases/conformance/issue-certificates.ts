import { LedgerBehind } from '../log/ledger-behind.js';
import { Unavailable } from '../unavailable.js';
import { CertificateQueue } from './certificate-queue.js';
import { issueCertificate, type IssuingPorts } from './issue-certificate.js';

/** What one round came to. */
export interface IssuingRound {
  readonly issued: number;
  /** Cases with more records than are judged at once: each is told once while the process runs. */
  readonly tooLong: readonly { readonly case: string; readonly records: number }[];
  /** Cases that could not be judged; each is tried again later. */
  readonly failures: readonly { readonly case: string; readonly error: unknown }[];
}

/**
 * Gives a round that issues certificates 办结合规证明 for up to `limit` ended cases, each by itself: one that cannot be judged
 * does not keep the others waiting.
 *
 * @throws Unavailable or LedgerBehind when nothing can be written; the cases of the round are looked at again
 */
export function issueCertificates(ports: IssuingPorts): (limit: number) => Promise<IssuingRound> {
  const queue = new CertificateQueue(ports.certificates);
  const told = new Set<string>();
  return async (limit) => {
    const round = { issued: 0, tooLong: [], failures: [] } as {
      issued: number;
      tooLong: { case: string; records: number }[];
      failures: { case: string; error: unknown }[];
    };
    for (const caseId of await queue.some(limit)) {
      try {
        const issuing = await issueCertificate(ports, caseId);
        queue.done(caseId);
        if (issuing === 'nothing') continue;
        if ('receipt' in issuing) round.issued += 1;
        else if (!told.has(caseId)) {
          told.add(caseId);
          round.tooLong.push({ case: caseId, records: issuing.tooLong });
        }
      } catch (error) {
        if (error instanceof Unavailable || error instanceof LedgerBehind) throw error;
        queue.failed(caseId);
        round.failures.push({ case: caseId, error });
      }
    }
    return round;
  };
}
