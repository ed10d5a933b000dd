import type { CivilDate } from '../clock/time.js';
import type { FieldDifference, Obstacle } from './verdict.js';

/** A legal day that comes out otherwise. Absent: there is none. */
export interface MovedDay {
  readonly seq: number;
  readonly clock: string;
  /** What the clock did: `start`, `extend`, `resume`, `lapse` ... */
  readonly action: string;
  readonly field: 'dueOn' | 'promisedDueOn' | 'notBefore';
  readonly recorded?: CivilDate;
  readonly model?: CivilDate;
}

/** What another definition or calendar would have made of one record. */
export type Classified =
  | { readonly class: 'same' }
  | { readonly class: 'same-with-other-date'; readonly differences: readonly FieldDifference[] }
  /** Accepted, with other consequences than days. */
  | { readonly class: 'other-effects'; readonly differences: readonly FieldDifference[] }
  /** 日志动作: it is on record, and the other rules would not have it; with what stands against it where somebody asked. */
  | {
      readonly class: 'not-accepted';
      readonly unmet: readonly { readonly code: string; readonly basis: readonly string[] }[];
    }
  /** It was refused, and the other rules would have allowed it. */
  | { readonly class: 'accepted-instead' }
  /** Refused by both, for other reasons. */
  | { readonly class: 'other-reasons'; readonly differences: readonly FieldDifference[] }
  | { readonly class: 'cannot-be-judged'; readonly why: Obstacle };

/** A record with its class. `conditional`: it stands after the point where people would have acted otherwise. */
export type ClassifiedRecord = Classified & {
  readonly seq: number;
  readonly type: string;
  readonly conditional?: true;
};

/** 模型动作: what the other rules would have brought about, and the record does not have. */
export interface MissingEvent {
  /** The record after which it would have happened. */
  readonly afterSeq: number;
  readonly type: string;
  readonly on: CivilDate;
  readonly clock?: string;
  readonly conditional?: true;
}

/** What another definition or calendar would have done with the same history. */
export interface DifferentialReport {
  readonly records: readonly ClassifiedRecord[];
  readonly missing: readonly MissingEvent[];
  /** Every legal day that comes out otherwise, up to where the comparison stops claiming and beyond (see the record). */
  readonly days: readonly MovedDay[];
  /**
   * Sequence of the first act of a person that the other rules would not have asked for, or would have answered otherwise:
   * what people would have done then, nobody knows. What follows is conditional.
   */
  readonly stopsAt?: number;
  readonly counts: Readonly<Record<Classified['class'], number>>;
}
