import type { NamedPart } from '../../engine/audit/redaction.js';
import type { CivilDate } from '../../engine/clock/time.js';
import { Defect } from '../../engine/defect.js';
import type { StreamKind } from '../ports.js';
import type { GroundCode, Measure } from './grounds.js';

/** What is to be erased: parts of records of one stream, and contents of its materials by SHA-256. */
export interface RedactionTarget {
  readonly stream: string;
  readonly kind: StreamKind;
  readonly parts: readonly NamedPart[];
  readonly files: readonly string[];
}

/** What happened in a request's stream of its own: the `data` of its records. Nothing in it is personal. */
export type RedactionEvent =
  | {
      readonly type: 'redaction.requested';
      readonly on: CivilDate;
      readonly target: RedactionTarget;
      readonly ground: GroundCode;
      /** Absent: it is to be erased. */
      readonly measure?: Exclude<Measure, 'erase'>;
      /** Issued documents that repeat it: they are restricted with it. Absent: none does. */
      readonly repeated?: readonly NamedPart[];
      /** Pseudonym, or `RECEIPT_HOLDER`. */
      readonly by: string;
      /** Approvals that it needs. */
      readonly needed: number;
    }
  | { readonly type: 'redaction.approved'; readonly on: CivilDate; readonly by: string }
  | { readonly type: 'redaction.refused'; readonly on: CivilDate; readonly by: string }
  /**
   * `record`: the record that erased, restricted or released; null when nothing was left to do. `repeats`: the record that
   * restricted the documents that repeat it; absent: there were none.
   */
  | {
      readonly type: 'redaction.carriedOut';
      readonly on: CivilDate;
      readonly record: number | null;
      readonly repeats?: number;
    };

/** One of the public who holds the receipt of his comment: he has no pseudonym. */
export const RECEIPT_HOLDER = 'receipt-holder';

/** A request as its records fold. */
export interface RedactionState {
  readonly target: RedactionTarget;
  readonly ground: GroundCode;
  /** Absent: it is to be erased. */
  readonly measure?: Exclude<Measure, 'erase'>;
  readonly repeated?: readonly NamedPart[];
  readonly requestedBy: string;
  readonly requestedOn: CivilDate;
  readonly needed: number;
  readonly approvals: readonly { readonly by: string; readonly on: CivilDate }[];
  /** `approved`: by all who must, and about to be carried out. */
  readonly status: 'open' | 'approved' | 'refused' | 'carriedOut';
  readonly settledOn: CivilDate | null;
  readonly refusedBy: string | null;
  readonly record: number | null;
  readonly repeats?: number;
}

/** @throws Defect for an event that does not fit the state */
export function evolveRedaction(state: RedactionState | null, event: RedactionEvent): RedactionState {
  if (event.type === 'redaction.requested') {
    if (state) throw new Defect('a redaction is requested once');
    const { target, ground, measure, repeated, by, on, needed } = event;
    return {
      ...(measure && { measure }),
      ...(repeated && { repeated }),
      ...{ target, ground, requestedBy: by, requestedOn: on, needed, approvals: [] },
      ...{ status: 'open', settledOn: null, refusedBy: null, record: null },
    };
  }
  const from = event.type === 'redaction.carriedOut' ? 'approved' : 'open';
  if (state?.status !== from) throw new Defect(`${event.type} does not fit a request that is not ${from}`);
  const { on } = event;
  switch (event.type) {
    case 'redaction.approved': {
      const approvals = [...state.approvals, { by: event.by, on }];
      const whole = approvals.length >= state.needed;
      return { ...state, approvals, ...(whole && { status: 'approved' }) };
    }
    case 'redaction.refused':
      return { ...state, status: 'refused', settledOn: on, refusedBy: event.by };
    case 'redaction.carriedOut': {
      const { record, repeats } = event;
      return {
        ...{ ...state, status: 'carriedOut', settledOn: on, record },
        ...(repeats !== undefined && { repeats }),
      };
    }
  }
}
