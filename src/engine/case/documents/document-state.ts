import type { CivilDate } from '../../clock/time.js';

/** One document 文书 of a case, by id `d1`, `d2` ...: ordered by an act or a lapse, issued once, served. */
export interface DocumentState {
  /** Name in the definition's `documents`. */
  readonly document: string;
  readonly orderedOn: CivilDate;
  /** The act that ordered it; absent when a lapse did. */
  readonly act?: string;
  readonly issued?: IssuedDocument;
  readonly services?: readonly DocumentService[];
  /** 送达之日: the earliest day on which a service takes effect. */
  readonly servedOn?: CivilDate;
  /** That day is still to pass (公告): nothing has followed from it yet. */
  readonly pending?: true;
}

/** What was issued never changes. */
export interface IssuedDocument {
  readonly on: CivilDate;
  /** 文号. */
  readonly number?: string;
  /** Digest of the canonical content (a `ComposedDocument`). */
  readonly sha256: string;
  readonly sm3: string;
}

/** One attempt at service 送达. */
export interface DocumentService {
  /** Name of the mode in the definition's `service`. */
  readonly mode: string;
  /** Pseudonym of the addressee, or the party post where he has no account. Nobody's name. */
  readonly to: string;
  /** Day of the act of service: handed over, left, posted on the board, arrived in the system. */
  readonly on: CivilDate;
  /** 视为送达: the day on which it takes effect; later than `on` for public notice. Absent: it failed. */
  readonly effectiveOn?: CivilDate;
  /** The day of effect had not passed when the service was recorded. */
  readonly pending?: true;
}

export type DocumentChange =
  | { readonly did: 'ordered'; readonly id: string; readonly document: string }
  | { readonly did: 'issued'; readonly id: string; readonly issued: IssuedDocument }
  | { readonly did: 'served' | 'serviceFailed'; readonly id: string; readonly service: DocumentService }
  /** The day of a pending service has passed. */
  | { readonly did: 'tookEffect'; readonly id: string };
