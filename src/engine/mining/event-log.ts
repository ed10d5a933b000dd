import type { Instant, Zone } from '../clock/time.js';

/**
 * What happened to a task, a clock or a case, in the words of the standard transactional life cycle (IEEE 1849, extension
 * `lifecycle`). What we never write is read in others' logs.
 */
export const LIFECYCLE = [
  'schedule',
  'assign',
  'reassign',
  'start',
  'suspend',
  'resume',
  'complete',
  'autoskip',
  'manualskip',
  'withdraw',
  'ate_abort',
  'pi_abort',
  'unknown',
] as const;
export type Lifecycle = (typeof LIFECYCLE)[number];

/** What an event is about beside its case: the objects of OCEL. */
export type ObjectType =
  'case' | 'task' | 'material' | 'opinion' | 'document' | 'clock' | 'stream' | 'person' | 'unit';

/** An object and the part it plays in an event. */
export interface ObjectRef {
  readonly type: ObjectType;
  readonly id: string;
  readonly qualifier: string;
}

/** One event of a log for process mining. One record of the ledger gives one or several. */
export interface MinedEvent {
  /** `<record id>` of the first that a record gives, then `<record id>/1` ... */
  readonly id: string;
  /** Name of the activity: the title of an act, `clock:<id>`, the words of the record's type. */
  readonly name: string;
  readonly lifecycle: Lifecycle;
  /** When it was so. The order of events is that of the log, never that of their times. */
  readonly at: Instant;
  /** Tells apart what bears the same name: the task, the clock's run. */
  readonly instance?: string;
  /** Pseudonym; `system` for what the law or the calendar did. */
  readonly resource: string;
  readonly role?: string;
  readonly group?: string;
  /** Our own attributes: act, articles, last day, digests, place in the ledger. Values are texts. */
  readonly own: Readonly<Record<string, string>>;
  readonly objects: readonly ObjectRef[];
}

/** The events of one case, in the order of its records. */
export interface MinedCase {
  readonly id: string;
  readonly procedure: string;
  readonly title: string;
  /** SHA-256 of the pinned definition. */
  readonly definition: string;
  readonly unit: string;
  readonly openedOn: string;
  readonly outcome?: string;
  readonly events: readonly MinedEvent[];
}

/** A log for process mining. */
export interface EventLog {
  /** Origin of the ledger. */
  readonly log: string;
  readonly zone: Zone;
  readonly cases: readonly MinedCase[];
}
