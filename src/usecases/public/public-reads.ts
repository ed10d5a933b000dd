import type { Page, PageRequest } from '../queries.js';

/** Something that was made public. */
export interface PublicationRow {
  /** Of the record that says so; it leads to no case. */
  readonly id: string;
  /** Name in the definition's `publications`. */
  readonly publication: string;
  /** Digest of the definition under which it became public. */
  readonly definition: string;
  readonly procedure: string;
  readonly unit: string;
  readonly publishedOn: string;
  readonly fields: Readonly<Record<string, string | number | boolean>>;
}

export interface PublicationFilter {
  readonly procedure?: string;
  readonly publication?: string;
  readonly unit?: string;
}

/** Reads for whoever asks, without signing in. */
export interface PublicReads {
  /** The latest first. */
  publications(filter: PublicationFilter, page: PageRequest): Promise<Page<PublicationRow>>;
  publication(id: string): Promise<readonly PublicationRow[]>;
  /** The one case whose id begins so. Undefined: none does, or several. */
  caseBeginning(prefix: string): Promise<string | undefined>;
}
