import type { Queries } from '../queries.js';
import type { PaperStore } from './paper-store.js';

/** What anybody may learn of an issued document by the receipt that is printed on it. Nothing about a person. */
export interface VerifiedDocument {
  readonly organ: string;
  readonly title: string;
  readonly number: string | null;
  readonly issuedOn: string;
  /** Digests of the canonical content. */
  readonly sha256: string;
  readonly sm3: string;
  /** Leaf hash of the record that issued it. */
  readonly leaf: { readonly sha256: string; readonly sm3: string };
}

/** 核验: whether a document with that receipt was issued here. Undefined: none was. */
export function verifyDocument(
  papers: Pick<PaperStore, 'byReceipt'>,
  queries: Pick<Queries, 'records'>,
): (receipt: string) => Promise<VerifiedDocument | undefined> {
  return async (receipt) => {
    const row = await papers.byReceipt(receipt.toLowerCase().replaceAll(/[\s-]/g, ''));
    if (!row) return undefined;
    const page = { limit: 1, ...(row.seq > 0 && { afterSeq: row.seq - 1 }) };
    const [record] = (await queries.records(row.caseId, page)).items;
    // The row is a copy for lists; what counts is the record.
    if (record?.seq !== row.seq || record.leaf.sha256 !== row.receipt) return undefined;
    const { organ, title, number, issuedOn, sha256, sm3 } = row;
    return { organ, title, number, issuedOn, sha256, sm3, leaf: record.leaf };
  };
}
