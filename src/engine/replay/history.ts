import type { DigestPair, Hash, LedgerRecord } from '../audit/record.js';
import type { InputCheck } from '../case/input-check.js';
import type { Calendar } from '../clock/calendar.js';
import type { Zone } from '../clock/time.js';
import type { StreamKindName } from '../law/stream-definition.js';
import type { OrganisationIndex } from '../organisation/organisation-index.js';
import type { PowerCheck } from '../powers/power-question.js';
import type { CompiledProcedure } from '../statechart/compiled-procedure.js';
import type { Office, OfficePlace } from './office.js';

/** One record of a case with the parts that are at hand. */
export interface HistoryRecord {
  readonly record: LedgerRecord;
  /** Values by name. A part that the record names and that is not here was withheld or redacted. */
  readonly parts: Readonly<Record<string, unknown>>;
}

/** What a case's records rest on, each found by the digest that the record names. */
export interface ReplayLaw {
  readonly hash: Hash;
  /** The authority's zone: in which a legal day begins. */
  readonly zone: Zone;
  readonly checkInput: InputCheck;
  procedure(digest: DigestPair): CompiledProcedure | undefined;
  /** @param record whose `cal` it is: a calendar is what was known on the day of the record */
  calendar(record: LedgerRecord): Calendar | undefined;
  /** Who could do what, by the record's `dir` and `rules`; else what of it is not at hand. */
  office(record: LedgerRecord, place: OfficePlace): Office | NotAtHand;
}

/** Something that a decision rested on and that nobody handed in. */
export interface NotAtHand {
  readonly missing: string;
}

/** A stream beside a case with all its records from the first. */
export interface StreamHistory {
  readonly stream: string;
  readonly kind: StreamKindName;
  readonly records: readonly HistoryRecord[];
  /** There are more records than these: it is too long to be judged at once. Never in what is replayed. */
  readonly goesOn?: true;
}

/** What the records of streams rest on, beside what those of a case do: a meeting belongs to no case. */
export interface BesideLaw extends ReplayLaw {
  organisation(record: LedgerRecord): OrganisationIndex | undefined;
  policies(record: LedgerRecord): PowerCheck | undefined;
}

/** A case's whole history: its records from the first, and what they rest on. */
export interface CaseHistory {
  readonly records: readonly HistoryRecord[];
  readonly law: ReplayLaw;
  /** What went on beside the case. Absent: nobody handed it in. */
  readonly beside?: {
    readonly streams: readonly StreamHistory[];
    readonly law: BesideLaw;
  };
}
