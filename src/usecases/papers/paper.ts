import type { ComposedDocument } from '../../engine/case/documents/composed-document.js';

/** A document as it is put on paper: its content, and what the sheet says of its own standing. */
export interface Paper {
  readonly content: ComposedDocument;
  /** Absent: not issued, a preview. */
  readonly proof?: PaperProof;
  /** Who printed the sheet from the record, and when. Absent: a file to be kept. */
  readonly print?: PaperPrint;
}

/** By what anybody can check an issued document (see `verify-document.ts`). */
export interface PaperProof {
  /** Leaf hash (SHA-256, hex) of the record that issued it. */
  readonly receipt: string;
  /** Digest (SHA-256, hex) of the canonical content. */
  readonly sha256: string;
  /** Public address of the check; absent when the installation has none. */
  readonly url?: string;
}

/** What a print of a record carries. */
export interface PaperPrint {
  /** Id of the case. */
  readonly caseNumber: string;
  /** Who printed it, by name or code. */
  readonly by: string;
  /** Local date-time `YYYY-MM-DDTHH:mm` in the authority's zone. */
  readonly at: string;
}

/** A page with the policy that its own style needs. It has no script and asks nobody for anything. */
export interface PaperPage {
  readonly html: string;
  readonly contentPolicy: string;
}

/** Puts documents on paper. The same paper always gives the same bytes. */
export interface PaperFiles {
  /** A page that prints on A4 as GB/T 9704-2012 sets 公文. */
  page(paper: Paper): PaperPage;
  /** The same text as .docx, for those who finish documents in an office program. */
  docx(paper: Paper): Promise<Uint8Array>;
}

const SHORT_RECEIPT = 20;

/**
 * 回执码: how a leaf hash is printed and typed in again, 20 hexadecimal digits (80 bits). Nobody finds one by trying.
 */
export function shortReceipt(receipt: string): string {
  return receipt.slice(0, SHORT_RECEIPT);
}
