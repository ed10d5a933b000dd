import { canonicalJson } from '../audit/canonical-form.js';
import { sameDigest, textDigest } from '../audit/digest.js';
import type { DigestPair, Hash, LedgerRecord } from '../audit/record.js';
import type { CivilDate, Instant } from '../clock/time.js';
import { Defect } from '../defect.js';
import type { ConformanceCertificate } from './certificate.js';
import type { Conformity, Words } from './rule.js';
import type { ConformanceRow, RowEvent } from './table.js';

/** Type of the record by which the system issues a 办结合规证明. */
export const CERTIFICATE_ISSUED = 'certificate.issued';

/** 签发: what is on record of an issued certificate. Digests, ids and counts: nothing that a part says. */
export interface IssuedCertificate {
  readonly case: string;
  /** `closure`: the first one of the case; `change`: later records changed what the table says. */
  readonly cause: 'closure' | 'change';
  /** Sequence of the record of the certificate before, where there is one. */
  readonly before?: number;
  /** The case's last record that was judged. */
  readonly last: Pick<RowEvent, 'seq' | 'leaf'>;
  readonly asOf: CivilDate;
  /** Digest of the table of that day. */
  readonly table: DigestPair;
  /** Digest of what that table says, as `conclusionsDigest` gives it. */
  readonly conclusions: DigestPair;
  /** Digest of the certificate, as `certificateDigest` gives it. */
  readonly certificate: DigestPair;
  readonly counts: Readonly<Record<Conformity, number>>;
  /** Rules from which the case deviates. */
  readonly deviations: readonly string[];
}

/** A certificate that was issued, and its record. */
export interface CertificateOnRecord {
  readonly issued: IssuedCertificate;
  readonly stream: string;
  readonly seq: number;
  readonly at: Instant;
}

/** State of the stream of issued certificates. */
export interface CertificatesState {
  readonly issued: number;
  readonly lastIssuedAt?: Instant;
}

/** The stream before its first record. */
export const NO_CERTIFICATES: CertificatesState = { issued: 0 };

/**
 * Digest of a certificate without its checkpoint, and without what is not shown, which depends on the checkpoint: the same
 * on the day of closure, years later, and out of a bundle.
 */
export function certificateDigest(certificate: ConformanceCertificate, hash: Hash): DigestPair {
  const { checkpoint: _checkpoint, notShown: _notShown, ...lasting } = certificate;
  return textDigest(canonicalJson(lasting), hash);
}

/**
 * Digest of what a table says, without the records that show it: every record moves the end of the history, which is among
 * them, and so the digest of the whole table.
 */
export function conclusionsDigest(rows: readonly ConformanceRow[], hash: Hash): DigestPair {
  return textDigest(canonicalJson(rows.map(({ events: _events, ...said }) => said)), hash);
}

/**
 * What is to be put on record of a certificate and its table.
 *
 * @param earlier the last one that was issued of the case
 * @returns undefined when that one is of the same records, of later ones, or of a table that says the same
 */
export function certificateToIssue(
  { certificate, rows }: { certificate: ConformanceCertificate; rows: readonly ConformanceRow[] },
  earlier: CertificateOnRecord | undefined,
  hash: Hash,
): IssuedCertificate | undefined {
  const { last, table, asOf, counts, deviations } = certificate;
  const conclusions = conclusionsDigest(rows, hash);
  const isOfMore = !earlier || earlier.issued.last.seq < last.seq;
  if (!isOfMore || (earlier && sameDigest(earlier.issued.conclusions, conclusions))) return undefined;
  return {
    case: certificate.case,
    ...(earlier ? { cause: 'change', before: earlier.seq } : { cause: 'closure' }),
    last: { seq: last.seq, leaf: last.leaf },
    ...{ asOf, table, conclusions, certificate: certificateDigest(certificate, hash), counts },
    deviations: deviations.map(({ id }) => id),
  };
}

/** The state after a record of the stream. @throws Defect for a record of a type that does not belong there */
export function foldCertificates(
  state: CertificatesState,
  { type, recordedAt }: Pick<LedgerRecord, 'type' | 'recordedAt'>,
): CertificatesState {
  if (type === CERTIFICATE_ISSUED) return { issued: state.issued + 1, lastIssuedAt: recordedAt };
  throw new Defect(`a record of type ${type} does not belong into the stream of issued certificates`);
}

/** An issued certificate beside a table of a later day, in words. */
export function describeIssued({ issued, stream, seq, at }: CertificateOnRecord, same: boolean): Words {
  const { asOf, last, before, counts } = issued;
  const zh = same ? '与现在的对照表结论一致' : '与现在的对照表结论不一致：此后的留痕或者日期改变了结论';
  const en = same
    ? 'today’s table says the same'
    : 'today’s table says something else, by later records or days';
  const replaced = before === undefined ? '' : `，接续记录 ${before}`;
  return {
    zh: `已签发：${at}，记录 ${stream} ${seq}${replaced}；制表之日 ${asOf}，末条记录 ${last.seq}，违反 ${counts.deviates} 项；${zh}`,
    en: `issued at ${at}, record ${stream} ${seq}${before === undefined ? '' : `, after record ${before}`}; as of ${asOf}, last record ${last.seq}, ${counts.deviates} deviations; ${en}`,
  };
}
