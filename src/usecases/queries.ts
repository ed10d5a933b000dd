import type { DigestPair, LedgerRecord } from '../engine/audit/record.js';
import type { CaseState } from '../engine/case/case-state.js';

/** A page: `after` is the opaque cursor of the last item seen. */
export interface PageRequest {
  /** 1 to 200. */
  readonly limit: number;
  readonly after?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly endCursor: string | null;
  readonly hasMore: boolean;
}

export interface CaseRow {
  readonly id: string;
  readonly procedure: string;
  readonly definition: string;
  readonly subject: string;
  readonly applicantName: string;
  readonly unit: string | null;
  readonly status: 'open' | 'ended';
  readonly outcome: string | null;
  readonly openedOn: string;
  readonly version: number;
  /** Earliest due day of a running clock, if any. */
  readonly dueOn: string | null;
}

export interface CaseDetail extends CaseRow {
  readonly seq: number;
  readonly state: CaseState;
  readonly leaf: DigestPair;
}

export interface TaskRow {
  readonly caseId: string;
  readonly key: string;
  readonly post: string;
  readonly acts: readonly string[];
  readonly since: string;
  /** Last day of the clock the task is measured by (or the case's earliest), if any. */
  readonly dueOn: string | null;
  readonly procedure: string;
  readonly subject: string;
}

export interface RecordRow {
  readonly seq: number;
  readonly text: string;
  readonly record: LedgerRecord;
  readonly leaf: DigestPair;
  /** Part values still present, parsed, by name. */
  readonly parts: Readonly<Record<string, unknown>>;
}

export interface StreamRow {
  readonly stream: string;
  readonly kind: string;
  readonly seq: number;
  readonly leaf: DigestPair | null;
}

/** Reads for lists and pages: plain rows, no locks, read-your-writes on the same database. */
export interface Queries {
  cases(
    filter: { readonly procedure?: string; readonly status?: 'open' | 'ended'; readonly party?: string },
    page: PageRequest,
  ): Promise<Page<CaseRow>>;
  case(id: string): Promise<CaseDetail | undefined>;
  /** Open tasks held by any of the posts, or by the person as a party of the case; least remaining time first. */
  inbox(
    holder: { readonly posts: readonly string[]; readonly person: string },
    page: PageRequest,
  ): Promise<Page<TaskRow>>;
  streams(filter: { readonly kind?: string }, page: PageRequest): Promise<Page<StreamRow>>;
  stream(id: string): Promise<StreamRow | undefined>;
  records(
    stream: string,
    page: { readonly limit: number; readonly afterSeq?: number },
  ): Promise<Page<RecordRow>>;
  /** Published versions of all procedures, or of one, newest first. */
  versions(procedure?: string): Promise<readonly VersionRow[]>;
  /** Adopted calendar documents. */
  calendarVersions(): Promise<
    readonly {
      readonly name: string;
      readonly year: number;
      readonly knownFrom: string;
      readonly notice: string;
      readonly sha256: string;
    }[]
  >;
  /** Figures for metrics and health. */
  figures(): Promise<{
    readonly casesOpen: number;
    readonly clocksRunning: number;
    readonly clocksOverdue: number;
    readonly outboxWaiting: number;
  }>;
}

export interface VersionRow {
  readonly procedure: string;
  readonly sha256: string;
  readonly sm3: string;
  readonly title: string;
  readonly inForceFrom: string;
  readonly publishedAt: string;
}

/** Content-addressed documents: definitions, calendar notices, organisation snapshots. Immutable once stored. */
export interface DocumentStore {
  /** Stores the canonical text; storing the same digest again changes nothing. */
  put(document: NewDocument): Promise<void>;
  get(sha256: string): Promise<{ readonly kind: DocumentKind; readonly text: string } | undefined>;
  list(kind: DocumentKind): Promise<readonly StoredDocument[]>;
}

export type DocumentKind = 'definition' | 'calendar' | 'organisation';

export interface NewDocument {
  readonly kind: DocumentKind;
  readonly digest: DigestPair;
  /** Definition: procedure name; calendar: `cn/2026`; organisation: the authority's name. */
  readonly name: string;
  /** Definition: in force from; calendar: known from; organisation: valid from. `YYYY-MM-DD`. */
  readonly from: string;
  readonly title: string;
  readonly text: string;
  readonly storedAt: string;
}

export type StoredDocument = NewDocument;
