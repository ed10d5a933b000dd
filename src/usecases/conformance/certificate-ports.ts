import type { CertificateOnRecord } from '../../engine/conformance/issued-certificate.js';

/** Cases to look at, and where to go on. */
export interface EndedCases<Place> {
  readonly cases: readonly string[];
  /** Undefined: there is nothing behind. */
  readonly next: Place | undefined;
}

/** What is read to issue certificates, and to tell which were. Every answer is found by a key, page by page. */
export interface CertificateReads {
  /** The last certificate that was issued of a case. */
  latest(caseId: string): Promise<CertificateOnRecord | undefined>;
  /**
   * Ended cases without a certificate for their last record, among so many cases behind one in the order of ids. A case
   * whose later records changed nothing in its table is among them.
   *
   * @param after undefined: from the first one
   */
  uncertified(after: string | undefined, limit: number): Promise<EndedCases<string>>;
  /** Ended cases with records among so many entries of the log from an index. */
  sealedFrom(index: number, limit: number): Promise<EndedCases<number>>;
  /** Index that the next entry of the log gets. */
  logSize(): Promise<number>;
}
