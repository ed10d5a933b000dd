import type { DigestPair } from '../../engine/audit/record.js';
import type { CaseState } from '../../engine/case/case-state.js';
import type { GivenOpinion } from '../../engine/case/opinion/opinion.js';
import type { Refusal } from '../../engine/case/refusal.js';
import type { RoundEffect } from '../../engine/case/signing/signing-command.js';
import type { CivilDate, Instant } from '../../engine/clock/time.js';
import type { PolicyReason } from '../../engine/powers/power-question.js';
import type { Asker } from '../powers/power-facts.js';

/** Who asks, how often the same wish may arrive, and what he believed the case's version to be. */
export interface ActRequest {
  readonly caseId: string;
  readonly act: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly occurredOn?: CivilDate;
  /** Acts by which a party joins: persons (pseudonyms) by party post. */
  readonly parties?: Readonly<Record<string, readonly string[]>>;
  /** Acts by which a round of named signers opens: who is to sign (pseudonyms, in order), by the name of the round. */
  readonly signers?: Readonly<Record<string, readonly string[]>>;
  /** Fields of the form that are filled in with it. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly opinion?: GivenOpinion;
  /** It is one of many in a batch: acts that the law wants considered one by one are refused. */
  readonly oneOfMany?: true;
  readonly by: Asker;
  /** `Idempotency-Key`; the request's digest is computed by the use-case. */
  readonly key: string;
  /** `If-Match`: the version the person saw. Absent: not checked. */
  readonly expectedVersion?: number;
  /**
   * To somebody who may not know of the case there is none, and his attempt leaves no trace. Absent: whoever asks knows
   * of the case already.
   */
  readonly hidden?: true;
}

export interface OpenCaseRequest {
  readonly procedure: string;
  /** The act that opens the case. Absent: the only one of the procedure that does. */
  readonly act?: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly occurredOn?: CivilDate;
  readonly by: Asker;
  readonly key: string;
  /** The unit that is to handle the case. Absent: the only one that is competent for the procedure. */
  readonly unit?: string;
  /** Cases that this one is about, by relation of the definition. */
  readonly related?: Readonly<Record<string, readonly string[]>>;
  /** What the case is about, as shown in lists. Kept out of records. */
  readonly subject: string;
  /** The applicant: a name (personal, kept in a part) and, when he is known to the directory, his pseudonym. */
  readonly applicant: { readonly name: string; readonly person?: string };
}

/** The record that an act left, as the caller may keep it. */
export interface RecordReceipt {
  readonly id: string;
  readonly stream: string;
  readonly seq: number;
  readonly type: string;
  readonly leaf: DigestPair;
  readonly recordedAt: Instant;
  readonly occurredAt: Instant;
}

/** Every way in which an act can end. All of them are on record, except those that belong to no case. */
export type ActAnswer =
  | {
      readonly outcome: 'recorded';
      readonly receipt: RecordReceipt;
      /** Lapses that the law had made before this act and that were recorded with it. */
      readonly lapsed: readonly RecordReceipt[];
      readonly caseId: string;
      readonly version: number;
      readonly state: CaseState;
      readonly documents: readonly string[];
      /** What a change of a round's signers means for its result. */
      readonly round?: RoundEffect;
    }
  | {
      readonly outcome: 'refused';
      readonly receipt: RecordReceipt;
      readonly lapsed: readonly RecordReceipt[];
      readonly caseId: string;
      readonly version: number;
      readonly refusal: Refusal;
      /** What keeps him from reading the case: then it is all that he is to learn of it. */
      readonly barredBy?: readonly PolicyReason[];
    }
  /** `If-Match` failed: somebody was faster. The attempt is on record. */
  | {
      readonly outcome: 'stale';
      readonly receipt: RecordReceipt;
      readonly caseId: string;
      readonly expectedVersion: number;
      readonly version: number;
      readonly barredBy?: readonly PolicyReason[];
    }
  /** The opening act was refused: no case exists, so there is no stream to record the attempt in. */
  | { readonly outcome: 'notOpened'; readonly refusal: Refusal }
  /** The case must name one of the units that are competent for the procedure. */
  | {
      readonly outcome: 'unitNeeded';
      readonly units: readonly { readonly unit: string; readonly title: string }[];
    }
  /** The key was used before for another request. */
  | { readonly outcome: 'keyReused'; readonly key: string }
  /** No such case, procedure or person, or one that the actor may not know of. */
  | { readonly outcome: 'unknown'; readonly what: 'case' | 'procedure' | 'person' | 'relation' };
