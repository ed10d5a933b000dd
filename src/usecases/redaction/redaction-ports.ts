import type { NamedPart, RedactingRecord } from '../../engine/audit/redaction.js';
import type { Blobs, BlobBook } from '../materials/material-ports.js';
import type { Ports } from '../ports.js';
import type { Page, PageRequest } from '../queries.js';
import type { ConsultationReads } from '../streams/consultation/consultation-ports.js';
import type { PersonRequestState } from './person-request-state.js';
import type { RedactionState } from './redaction-state.js';

/** A part that still exists, and the record that it belongs to. */
export interface FoundPart extends NamedPart {
  readonly data: Readonly<Record<string, unknown>>;
  /** How many things it holds, when it is a list. */
  readonly length: number | null;
  /** It is kept and not processed 限制处理. */
  readonly restricted: boolean;
}

/** A request with the id of its stream. */
export interface ListedRedaction {
  readonly id: string;
  readonly state: RedactionState;
}

/** A part with what it says. */
export interface SaidPart extends NamedPart {
  readonly value: unknown;
}

/** A person's request with the id of its stream. */
export interface ListedPersonRequest {
  readonly id: string;
  readonly state: PersonRequestState;
}

/** What erasing and restricting read beside the ledger. */
export interface RedactionReads {
  /** Those of the parts that still exist. */
  parts(stream: string, parts: readonly NamedPart[]): Promise<readonly FoundPart[]>;
  /** Those of the contents that are filed in the case, by SHA-256. */
  files(stream: string, files: readonly string[]): Promise<readonly string[]>;
  /** Those of the contents that are given out no longer from the case, by SHA-256. */
  restrictedFiles(stream: string, files: readonly string[]): Promise<readonly string[]>;
  /** What those of the parts say that still exist, restricted ones too. */
  said(stream: string, parts: readonly NamedPart[]): Promise<readonly SaidPart[]>;
  /** What issued documents of a case say, and what was answered for them, as far as it is processed. */
  documents(stream: string): Promise<readonly SaidPart[]>;
  /** The records of a stream that erased, restricted or released content, in order. */
  contentRecords(stream: string): Promise<readonly RedactingRecord[]>;
  /** All requests, by id. */
  requests(page: PageRequest): Promise<Page<ListedRedaction>>;
  /** Requests that were approved and are not carried out yet. */
  approved(limit: number): Promise<readonly string[]>;
  /** Requests about a stream that are neither refused nor carried out. */
  pending(stream: string): Promise<readonly ListedRedaction[]>;
  /** Requests of persons, by id; those of one person, when he is named by his pseudonym. */
  personRequests(page: PageRequest, person?: string): Promise<Page<ListedPersonRequest>>;
}

/** How long content is kept before it may be erased, in days; and how many must approve. */
export interface RedactionRules {
  readonly approvals: number;
  /** 保管期限 after a case ended, or after the last record of a draft, meeting or panel; by procedure where it differs. */
  readonly caseDays: number;
  readonly procedureDays: Readonly<Record<string, number>>;
  /** After the last record of a consultation. */
  readonly commentDays: number;
  /** After the last record of an account. */
  readonly accountDays: number;
  /** Working days in which a person's request is answered. */
  readonly answerDays: number;
}

/** What use-cases of redaction are given. */
export interface RedactionPorts extends Ports {
  readonly redactions: RedactionReads;
  readonly redactionRules: RedactionRules;
  readonly comments: Pick<ConsultationReads, 'commentBeginning'>;
  readonly contents: {
    readonly book: Pick<BlobBook, 'forget'>;
    readonly blobs: Pick<Blobs, 'remove'>;
  };
}
