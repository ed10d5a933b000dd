import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { textDigest } from '../../engine/audit/digest.js';
import type { SealedRecord } from '../../engine/audit/record.js';
import { sealRecord } from '../../engine/audit/seal-record.js';
import {
  CERTIFICATE_ISSUED,
  certificateToIssue,
  foldCertificates,
  NO_CERTIFICATES,
  type CertificatesState,
  type IssuedCertificate,
} from '../../engine/conformance/issued-certificate.js';
import { recordedAt } from '../cases/act-context.js';
import type { RecordReceipt } from '../cases/act-answer.js';
import { receiptOf } from '../cases/case-records.js';
import { LIBRARY_STREAMS } from '../law/library-streams.js';
import type { Append, StreamHead } from '../ports.js';
import type { TooLong } from '../replay/gather-history.js';
import { requestDigest } from '../request-digest.js';
import type { CertificateReads } from './certificate-ports.js';
import { judgeCase, type ConformancePorts } from './judge-case.js';

/** What certificates are issued with. */
export interface IssuingPorts extends ConformancePorts {
  readonly certificates: CertificateReads;
}

/** What became of a case: `nothing` where it is open, unknown, or certified as it stands. */
export type Issuing = { readonly receipt: RecordReceipt } | TooLong | 'nothing';

/**
 * 签发: judges an ended case as of today and puts the certificate on record, in a transaction of its own on the stream of
 * issued certificates. A case has one certificate for a last record, whoever else issues at the same time, and a further one
 * only when records that were added later changed what its table says. Nobody acts: the system issues.
 */
export async function issueCertificate(ports: IssuingPorts, caseId: string): Promise<Issuing> {
  const { ledger, certificates, hash } = ports;
  const [head, known] = await Promise.all([ledger.head(caseId), certificates.latest(caseId)]);
  if (!head || (known && known.issued.last.seq >= head.seq - 1)) return 'nothing';
  const judged = await judgeCase(ports)(caseId);
  if (judged && 'tooLong' in judged) return judged;
  const certificate = judged?.certificate;
  if (!certificate) return 'nothing';
  const { rows } = judged;
  const stream = LIBRARY_STREAMS.certificates;
  // The key makes a second record over the same one impossible, and is what a case's certificates are found by.
  const key = { actor: stream, key: `${caseId}/${String(certificate.last.seq).padStart(10, '0')}` };
  const requested = requestDigest(key, hash);
  const request = {
    ...{ stream, kind: 'certificates' as const, create: true },
    key: { ...key, requestDigest: requested },
  };
  const answer = await ledger.transact<RecordReceipt | undefined>(request, async (at) => {
    // Read after the head: a certificate that is written meanwhile moves it, and this is decided again.
    const event = certificateToIssue({ certificate, rows }, await certificates.latest(caseId), hash);
    if (!event) return { result: undefined };
    const { sealed, stateText } = await seal(ports, at, event);
    const stored = { requestDigest: requested, body: canonicalJson(event.certificate) };
    const append: Append = {
      ...{ head: at, records: [sealed], stateText, versionAfter: at.version + 1 },
      answer: { ...key, stored },
    };
    return { append, result: receiptOf(sealed) };
  });
  return answer && !('repeated' in answer) ? { receipt: answer } : 'nothing';
}

async function seal(
  ports: IssuingPorts,
  head: StreamHead,
  event: IssuedCertificate,
): Promise<{ sealed: SealedRecord; stateText: string }> {
  const { installation, ids, hash } = ports;
  const at = recordedAt(await ports.now.now(), head);
  const before =
    head.stateText === null ? NO_CERTIFICATES : (JSON.parse(head.stateText) as CertificatesState);
  const stateText = canonicalJson(foldCertificates(before, { type: CERTIFICATE_ISSUED, recordedAt: at }));
  const sealed = sealRecord(
    {
      ...{
        log: installation.log,
        id: ids.uuid(at),
        type: CERTIFICATE_ISSUED,
        occurredAt: at,
        recordedAt: at,
      },
      ...{ engine: installation.engine },
      ...(installation.mode === 'simulated' && { simulated: true as const }),
      ...(head.stateText !== null && { before: textDigest(head.stateText, hash) }),
      after: textDigest(stateText, hash),
      data: { ...event },
    },
    head,
    {},
    hash,
    () => ids.salt(),
  );
  return { sealed, stateText };
}
