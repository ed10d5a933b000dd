import type { DigestPair, LedgerRecord } from '../audit/record.js';
import type { CaseEvent } from '../case/case-event.js';
import type { CaseState } from '../case/case-state.js';
import type { Calendar } from '../clock/calendar.js';
import type { CivilDate, Instant, Zone } from '../clock/time.js';
import type { StreamKindName } from '../law/stream-definition.js';
import type { OrganisationIndex } from '../organisation/organisation-index.js';
import type { CompiledProcedure } from '../statechart/compiled-procedure.js';
import type { DifferentialReport } from '../replay/differential.js';
import type { AuditedLog } from './audited-log.js';

/** A record with its leaf, the event that it carries, and the case before and after it. */
export interface AuditedRecord {
  readonly record: LedgerRecord;
  readonly leaf: DigestPair;
  readonly event: CaseEvent;
  /** Values of the parts that the asker may see. A part that the record names and this lacks is withheld or erased. */
  readonly parts: Readonly<Record<string, unknown>>;
  /**
   * The same unmasked, for rules alone: no answer repeats a value of it. Absent: `parts` are unmasked. A mask is no input;
   * two names behind one mask would be one.
   */
  readonly judged?: Readonly<Record<string, unknown>>;
  readonly before: CaseState | null;
  readonly after: CaseState;
}

/** What went on beside the case, in a stream that the case's definition names. */
export interface AuditedStream {
  /** The definition's name for it. */
  readonly name: string;
  readonly kind: StreamKindName;
  readonly stream: string;
  readonly records: readonly Pick<AuditedRecord, 'record' | 'leaf' | 'parts'>[];
  /** There are more records than these. */
  readonly goesOn?: true;
}

/** A published version of the case's procedure. */
export interface PublishedVersion {
  readonly sha256: string;
  readonly inForceFrom: CivilDate;
  readonly publishedAt: Instant;
}

/**
 * A case laid before an auditor: everything that the questions may look at, read once. `records` are dense from 0 and
 * fold; laws of the time are found by the digests that records name. What a map lacks could not be found again.
 */
export interface AuditedCase {
  readonly caseId: string;
  readonly askedAt: Instant;
  readonly zone: Zone;
  readonly records: readonly AuditedRecord[];
  readonly procedure: CompiledProcedure;
  /** Of the same procedure, in force earliest first. */
  readonly versions: readonly PublishedVersion[];
  /** By SHA-256 of `cal`. */
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** By SHA-256 of `dir`. */
  readonly organisations: ReadonlyMap<string, OrganisationIndex>;
  readonly beside: readonly AuditedStream[];
  /** The version in force when asked, where it is another than the case's own. */
  readonly newest?: CompiledProcedure;
  /** What that version would have made of the same history. Absent: the case is too long to be decided anew at once. */
  readonly differential?: DifferentialReport;
  /** Absent: no log is kept, or it was not asked. */
  readonly log?: AuditedLog;
}
