import type { DigestPair } from '../../engine/audit/record.js';
import type { CivilDate, Instant } from '../../engine/clock/time.js';
import type { Page, PageRequest, ReadingScope } from '../queries.js';

/** Of which cases a population is: those opened on or between two days. */
export interface Span {
  readonly from: CivilDate;
  readonly to: CivilDate;
}

/** A stretch of time, the end not in it. */
export interface Stretch {
  readonly since: Instant;
  readonly until: Instant;
}

/** A case of a population, by what its records are read under. */
export interface PopulationMember {
  readonly id: string;
  readonly unit: string;
  readonly procedure: string;
  readonly definition: string;
}

/** A record as it was kept. */
export interface KeptText {
  readonly stream: string;
  readonly text: string;
  readonly leaf: DigestPair;
}

/** An act that somebody performed in a case. */
export interface PerformedAct {
  readonly caseId: string;
  readonly seq: number;
  readonly leaf: DigestPair;
  readonly person: string;
  readonly act: string;
  readonly at: Instant;
  readonly procedure: string;
  readonly definition: string;
}

/**
 * What is read of many cases at once. Every answer has only cases that the scope has; every read is bounded, by a page or by
 * `most`: of more than that there is no answer (undefined).
 */
export interface PopulationReads {
  /** Cases of the scope, opened first. */
  members(
    scope: ReadingScope,
    span: Span,
    procedure: string | undefined,
    page: PageRequest,
  ): Promise<Page<PopulationMember>>;
  /** All records of these streams, each stream's in order. */
  recordsOf(streams: readonly string[]): Promise<readonly KeptText[]>;
  /** Records by which somebody looked at a case, or by which its terms were counted anew, oldest first. */
  noted(
    scope: ReadingScope,
    types: readonly NotedType[],
    stretch: Stretch,
    most: number,
  ): Promise<readonly (KeptText & { readonly procedure: string })[] | undefined>;
  /** Acts of these people in cases of the scope. */
  actsOf(
    scope: ReadingScope,
    people: readonly string[],
    stretch: Stretch,
    most: number,
  ): Promise<readonly PerformedAct[] | undefined>;
  /** Records of a stream that is no case. */
  changesIn(stream: string, stretch: Stretch, most: number): Promise<readonly KeptText[] | undefined>;
}

/** Types of records that are found by their time: there is an index of exactly these. */
export const NOTED_TYPES = ['case.read', 'case.unmasked', 'evidence.exported', 'calendar.applied'] as const;
export type NotedType = (typeof NOTED_TYPES)[number];
