import type { PolicyReason } from '../../engine/powers/power-question.js';
import type { RecordReceipt } from '../cases/act-answer.js';
import type { ChangeConflict } from './person-names.js';

/** Every way in which a wish to change the organisation can end. All but the last two are on record. */
export type OrganisationAnswer =
  /** In force from now on. `records` of the stream hold it, the receipt's first. */
  | {
      readonly outcome: 'changed';
      readonly receipt: RecordReceipt;
      readonly changes: number;
      /** What came into being, where it is one thing with an id of ours. */
      readonly id?: string;
    }
  /** It gives power: it waits for a second administrator. */
  | {
      readonly outcome: 'proposed';
      readonly receipt: RecordReceipt;
      readonly proposal: string;
      readonly changes: number;
    }
  | { readonly outcome: 'rejected'; readonly receipt: RecordReceipt; readonly proposal: string }
  /** The power is missing. Without a receipt: the asker is no part of the organisation. */
  | {
      readonly outcome: 'refused';
      readonly receipt?: RecordReceipt;
      readonly reasons: readonly PolicyReason[];
    }
  /** Something stands against it; nothing was changed. */
  | {
      readonly outcome: 'conflicts';
      readonly receipt: RecordReceipt;
      readonly conflicts: readonly ChangeConflict[];
    }
  /** The key was used before for another request. */
  | { readonly outcome: 'keyReused'; readonly key: string }
  /** No such thing, or none that the asker may know of. */
  | {
      readonly outcome: 'unknown';
      readonly what: 'proposal' | 'recusal' | 'case';
    };
