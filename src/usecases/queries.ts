import type { DigestPair, LedgerRecord } from '../engine/audit/record.js';
import type { ErasedBy } from '../engine/audit/redaction.js';
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
  readonly unit: string;
  readonly status: 'open' | 'ended';
  readonly outcome: string | null;
  readonly openedOn: string;
  readonly version: number;
  /** Earliest due day of a running clock, if any. */
  readonly dueOn: string | null;
}

/** A case in the list of a person. */
export interface ListedCase extends CaseRow {
  /** Whether he is party to it: then nothing in it is hidden from him. */
  readonly asParty: boolean;
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
  readonly unit: string;
  readonly subject: string;
  readonly applicantName: string;
  readonly capacity: TaskCapacity;
}

/** As what a person holds a task: in his own post, for a principal (by pseudonym), or as party to the case. */
export type TaskCapacity =
  | { readonly kind: 'own' | 'party' }
  | { readonly kind: 'deputy'; readonly principal: string; readonly substitution: string };

/**
 * Which cases a person may know of and which tasks he may hold, as values for a query. Made by `readingScope` alone:
 * the lists show exactly what the policies would allow one by one.
 */
export interface ReadingScope {
  readonly person: string;
  readonly ways: readonly ReadingWay[];
  /** Sealed: nobody knows of them. */
  readonly sealed: readonly string[];
  /** Cases from which he is recused: he knows of them as a party only. */
  readonly barred: readonly string[];
}

/** One post in which he may act, and the cases that it serves: those that each list present has. */
export interface ReadingWay {
  /** As the definitions name it. */
  readonly post: string;
  /** True: he reads whatever posts the case's definition names (督查, 审计). */
  readonly whole: boolean;
  /** Units with all those below. */
  readonly units?: readonly string[];
  readonly procedures?: readonly string[];
  readonly cases?: readonly string[];
  /** A deputy's: only tasks with one of these acts. */
  readonly acts?: readonly string[];
  readonly deputy?: { readonly principal: string; readonly substitution: string };
  /** Cases from which the principal is recused. */
  readonly barred: readonly string[];
}

export interface RecordRow {
  readonly seq: number;
  readonly text: string;
  readonly record: LedgerRecord;
  readonly leaf: DigestPair;
  /** Part values still present, parsed, by name. */
  readonly parts: Readonly<Record<string, unknown>>;
  /** Parts that are gone, by name: which record of the stream erased them, and on which ground. */
  readonly erased?: Readonly<Record<string, ErasedBy>>;
  /** Parts that are kept and not processed 限制处理, by name: which record of the stream restricts them. */
  readonly restricted?: Readonly<Record<string, ErasedBy>>;
}

export interface StreamRow {
  readonly stream: string;
  readonly kind: string;
  readonly seq: number;
  readonly leaf: DigestPair | null;
}

export interface CaseFilter {
  readonly procedure?: string;
  readonly status?: 'open' | 'ended';
  /** Words of the subject, the applicant's name, or a number; any spelling. */
  readonly q?: string;
}

/** Reads for lists and pages: plain rows, no locks, read-your-writes on the same database. */
export interface Queries {
  /** The cases that a person may know of, the latest opened first. */
  cases(scope: ReadingScope, filter: CaseFilter, page: PageRequest): Promise<Page<ListedCase>>;
  /** Ids of all open cases, whoever may know of them: for what the system itself must do to each. */
  openCases(page: PageRequest): Promise<Page<string>>;
  case(id: string): Promise<CaseDetail | undefined>;
  /** The open tasks that a person may hold, least remaining time first, tasks without a day last. */
  inbox(scope: ReadingScope, page: PageRequest): Promise<Page<TaskRow>>;
  streams(filter: { readonly kinds: readonly string[] }, page: PageRequest): Promise<Page<StreamRow>>;
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
    /** Entries of the log. */
    readonly logSize: number;
    /** Seconds of the wall for which the oldest record that is under no checkpoint has waited; 0: none waits. */
    readonly logUnsealedSeconds: number;
    /** Seconds of the wall for which there has been a checkpoint after the last that was time-stamped, or cosigned; 0: none. */
    readonly logUnstampedSeconds: number;
    readonly logUnwitnessedSeconds: number;
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

/** Content-addressed documents: definitions and calendar notices. Immutable once stored. */
export interface DocumentStore {
  /** Stores the canonical text; storing the same digest again changes nothing. */
  put(document: NewDocument): Promise<void>;
  get(sha256: string): Promise<{ readonly kind: DocumentKind; readonly text: string } | undefined>;
  list(kind: DocumentKind): Promise<readonly StoredDocument[]>;
}

/** `policies`: a policy set that decided powers, kept because records name it. */
export type DocumentKind = 'definition' | 'calendar' | 'policies';

export interface NewDocument {
  readonly kind: DocumentKind;
  readonly digest: DigestPair;
  /** Definition: procedure name; calendar: `cn/2026`. */
  readonly name: string;
  /** Definition: in force from; calendar: known from. `YYYY-MM-DD`. */
  readonly from: string;
  readonly title: string;
  readonly text: string;
  readonly storedAt: string;
}

export type StoredDocument = NewDocument;
