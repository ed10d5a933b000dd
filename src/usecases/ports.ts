import type { DigestPair, Hash, LedgerRecord, SealedRecord } from '../engine/audit/record.js';
import type { CaseState } from '../engine/case/case-state.js';
import type { InputCheck } from '../engine/case/input-check.js';
import type { Effect } from '../engine/case/effect.js';
import type { WorkingHours } from '../engine/case/desk/working-hours.js';
import type { CalendarDocument } from '../engine/clock/calendar-document.js';
import type { Calendar } from '../engine/clock/calendar.js';
import type { NewDocument } from './queries.js';
import type { CivilDate, Instant, Zone } from '../engine/clock/time.js';
import type { Organisation } from '../engine/organisation/organisation.js';
import type { OrganisationIndex } from '../engine/organisation/organisation-index.js';
import type { StreamKindName } from '../engine/law/stream-definition.js';
import type { Standing } from '../engine/organisation/standing.js';
import type { PowerCheck } from '../engine/powers/power-question.js';
import type { CompiledProcedure } from '../engine/statechart/compiled-procedure.js';
import type { AccountChange } from './identity/account-change.js';
import type { NoticeChange } from './notices/notice-change.js';
import type { IssuedPaper } from './papers/paper-store.js';
import type { StandingChange, StreamStandings } from './streams/stream-ports.js';

/** The one owner of the wall clock. In simulation it is the installation's simulated clock. */
export interface Now {
  /** Milliseconds cut to the Instant format. Read once per use-case. */
  now(): Promise<Instant>;
}

export interface Ids {
  /** UUIDv7, ascending in time. */
  uuid(now: Instant): string;
  /** Random UUID (v4): stream keys must not tell when a case was opened. */
  randomUuid(): string;
  /** 32 random bytes, lower-case hex. */
  salt(): string;
}

/** Facts of the installation that never change while it lives. */
export interface Installation {
  readonly log: string;
  readonly mode: 'real' | 'simulated';
  readonly zone: Zone;
  /** Build of the engine, recorded with each record. */
  readonly engine: string;
}

/** Published procedures by digest. A published definition never changes, so answers may be kept for ever. */
export interface Catalogue {
  byDigest(sha256: string): Promise<CompiledProcedure | undefined>;
  /** The version in force for cases opened on `on`. */
  inForce(procedure: string, on: string): Promise<CompiledProcedure | undefined>;
}

/** The calendar as known at an instant. */
export interface Calendars {
  knownAt(now: Instant): Promise<{ readonly calendar: Calendar; readonly digest: DigestPair }>;
  /** What the calendar would be if these notices were adopted now. */
  knowing(notices: readonly CalendarDocument[], now: Instant): Promise<Calendar>;
}

/** The first answer to an `Idempotency-Key`: canonical JSON of an `ActAnswer`, given again word for word. */
export interface StoredAnswer {
  readonly requestDigest: string;
  readonly body: string;
}

/** A stored answer, told apart from a fresh result. */
export interface RepeatedAnswer {
  readonly repeated: StoredAnswer;
}

/** Where a stream stands: enough to decide the next append. */
export interface StreamHead {
  readonly stream: string;
  readonly kind: StreamKind;
  /** Number of records so far; the next record has this sequence. */
  readonly seq: number;
  /** Counts only appends that changed the state (not refusals); this is what ETag shows. */
  readonly version: number;
  readonly leaf: DigestPair | null;
  readonly lastRecordedAt: Instant | null;
  /** Canonical JSON of the folded state. */
  readonly stateText: string | null;
  /** Digest of the definition that a case pins. */
  readonly definition: string | null;
  /** How often the organisation had changed when this head was read: which snapshot of it an act rests on. */
  readonly organisationVersion: number;
}

export type StreamKind =
  | StreamKindName
  | 'case'
  | 'calendar'
  | 'organisation'
  | 'procedures'
  | 'installation'
  | 'account'
  | 'webhooks'
  | 'log'
  | 'audit'
  | 'certificates'
  | 'redaction'
  | 'privacy';

/** One transaction's worth of writing on one stream. */
export interface Append {
  readonly head: StreamHead;
  readonly records: readonly SealedRecord[];
  readonly stateText: string;
  readonly versionAfter: number;
  /** For case streams: the row of the case, tasks, clocks, outbox. */
  readonly caseChange?: CaseChange;
  /** For account streams: secrets, sessions and identities, which are no part of the record. */
  readonly accountChange?: AccountChange;
  /** Webhook subscriptions, calendar feeds and how people want to be told. */
  readonly noticeChange?: NoticeChange;
  /** Documents 文书 that the records issue. */
  readonly papers?: readonly IssuedPaper[];
  /** Streams beside cases: how it stands to each case that it is about. */
  readonly streamStandings?: readonly StandingChange[];
  /** What the kind of the stream keeps beside its state, for its own function of the append. */
  readonly streamRows?: object;
  /** Content-addressed documents stored in the same transaction (a published procedure, an adopted notice). */
  readonly documents?: readonly NewDocument[];
  /**
   * The organisation snapshot that decided: the append is refused as a lost race when the organisation has moved on
   * since, so that a withdrawal takes effect at the next act and no act is written after it.
   */
  readonly organisationVersion?: number;
  /** The standing of an actor's own account that decided (members of the public): checked like the organisation. */
  readonly actorStanding?: { readonly person: string; readonly standing: Standing };
  /** Names of people who enter or are renamed by this append. Personal: kept out of records and states. */
  readonly names?: readonly { readonly person: string; readonly name: string; readonly kind: PersonKind }[];
  /** Accounts of the public whose standing this append changes. */
  readonly standings?: readonly { readonly person: string; readonly standing: Standing }[];
  /** Simulation only: the installation's clock after this append. */
  readonly simulatedNow?: Instant;
  readonly answer?: { readonly key: string; readonly actor: string; readonly stored: StoredAnswer };
}

export interface CaseChange {
  readonly state: CaseState;
  readonly before: CaseState | null;
  /** Set when the case is opened. */
  readonly opened?: {
    readonly procedure: string;
    readonly definition: string;
    readonly unit: string;
    readonly subject: string;
    readonly applicantName: string;
    readonly openedOn: string;
  };
  /** What jobs must carry out after the commit, with the sequence of the record each follows from. */
  readonly effects: readonly { readonly seq: number; readonly effect: Effect }[];
  /** Instant at which each running clock's last day ends, by clock name; absent when it has no due day. */
  readonly dueAt: Readonly<Record<string, Instant>>;
  /** Same for promised terms. */
  readonly promisedDueAt: Readonly<Record<string, Instant>>;
  /** Same for documents whose service still has to take effect, by id. */
  readonly takesEffectAt?: Readonly<Record<string, Instant>>;
}

/**
 * The one place where a transaction is opened for writing.
 *
 * `transact` loads the stream's head and any stored answer to `key`, calls `work` (it only computes and reads
 * immutable things; it may be called again when somebody was faster), and writes what it returns in one atomic, durable transaction with
 * compare-and-swap on the head. When it resolves, the append is durable. When `work` returns no append, nothing
 * is written. A key that was used before returns the stored answer without calling `work`; the
 * caller compares the request digests.
 *
 * @throws StaleHead after a bounded number of lost races (never half-written).
 */
export interface Ledger {
  transact<T>(
    request: TransactRequest,
    work: (loaded: StreamHead) => Promise<Work<T>>,
  ): Promise<T | RepeatedAnswer>;
  /** Reads without locking. */
  head(stream: string): Promise<StreamHead | undefined>;
  records(
    stream: string,
    from: number,
    limit: number,
  ): Promise<readonly { readonly text: string; readonly record: LedgerRecord; readonly leaf: DigestPair }[]>;
  /**
   * How a long case stood after the first `seq` records: the last time that was noted of those when all of them were known
   * and nothing in them was of a later day. What is answered is no evidence: the last of these records has its digest.
   */
  mark(
    stream: string,
    known: { readonly by: Instant; readonly day?: CivilDate },
  ): Promise<{ readonly seq: number; readonly state: string } | undefined>;
  /** Claims up to `limit` streams with a clock due at `now` (SKIP LOCKED), oldest first; claim ends with `transact`. */
  dueStreams(now: Instant, limit: number): Promise<readonly string[]>;
}

export interface TransactRequest {
  readonly stream: string;
  readonly kind: StreamKind;
  /** A stream that does not exist yet is created at seq 0. */
  readonly create?: boolean;
  readonly key?: { readonly key: string; readonly actor: string; readonly requestDigest: string };
}

export interface Work<T> {
  readonly append?: Append;
  readonly result: T;
}

export type PersonKind = 'officer' | 'expert' | 'public';

/** A person as the directory knows him. */
export interface KnownPerson {
  readonly person: string;
  readonly name: string;
  readonly kind: PersonKind;
  /** Of the account of a member of the public. An officer's standing is the organisation's to say. */
  readonly standing: Standing;
}

/** The organisation after so many changes. Refused attempts to change it are records too and do not count. */
export interface OrganisationSnapshot {
  readonly version: number;
  readonly organisation: Organisation;
  readonly index: OrganisationIndex;
  /** Digest of its canonical text: the `dir` of records that rest on it. */
  readonly digest: DigestPair;
}

/** Who is who. */
export interface Directory {
  /** The organisation at its head, read from the database now. */
  current(): Promise<OrganisationSnapshot>;
  /** The organisation after `version` changes, or a later one; those near the head are kept in memory. */
  at(version: number): Promise<OrganisationSnapshot>;
  person(person: string): Promise<KnownPerson | undefined>;
  /** Those of the pseudonyms that stand for somebody, with their names. */
  names(people: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** What use-cases are given. */
export interface Ports {
  /** Checks an act's input against its declared JSON Schema. */
  readonly checkInput: InputCheck;
  /** Asks the policies (workflows/powers). */
  readonly checkPower: PowerCheck;
  /** Digest of the policy set: the `rules` of records that it decided. */
  readonly rules: DigestPair;
  /** Asks an earlier policy set, from its canonical text. */
  readonly powersFrom: (policies: string) => PowerCheck;
  /** Whether a 回避申请 bars the officer while it is pending (docs/adr/0009). */
  readonly recusalRequestBars: boolean;
  /** When people are reminded of work. Absent: at any hour. */
  readonly workingHours?: WorkingHours;
  readonly now: Now;
  readonly ids: Ids;
  readonly hash: Hash;
  readonly installation: Installation;
  readonly ledger: Ledger;
  readonly catalogue: Catalogue;
  readonly calendars: Calendars;
  readonly directory: Directory;
  /** What goes on beside cases. Absent: nothing does. */
  readonly streamStandings?: StreamStandings;
}
