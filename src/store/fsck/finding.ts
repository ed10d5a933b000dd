import type { StreamFindingCode } from '../../engine/audit/verify-stream.js';

/** What can be wrong in a database, beyond what is wrong within a stream of records. */
export type FindingCode =
  | StreamFindingCode
  | 'part-not-restricted'
  | 'head-wrong'
  | 'column-wrong'
  | 'state-wrong'
  | 'version-wrong'
  | 'log-wrong'
  | 'mode-wrong'
  | 'fold-wrong'
  | 'fold-impossible'
  | 'lapsed-twice'
  | 'clock-drift'
  | 'case-row-wrong'
  | 'task-rows-wrong'
  | 'clock-rows-wrong'
  | 'party-rows-wrong'
  | 'performer-rows-wrong'
  | 'person-row-wrong'
  | 'account-row-wrong'
  | 'vacancy-rows-wrong'
  | 'relation-rows-wrong'
  | 'doing-rows-wrong'
  | 'initiated-rows-wrong'
  | 'referred-rows-wrong'
  | 'referral-rows-wrong'
  | 'signer-rows-wrong'
  | 'search-row-wrong'
  | 'standing-rows-wrong'
  | 'draft-rows-wrong'
  | 'consultation-rows-wrong'
  | 'panel-rows-wrong'
  | 'meeting-rows-wrong'
  | 'publication-rows-wrong'
  | 'material-rows-wrong'
  | 'material-not-stored'
  | 'document-rows-wrong'
  | 'definition-rows-wrong'
  | 'definition-missing'
  | 'personal-data'
  | 'mark-wrong'
  | 'orphan-record'
  | 'orphan-part'
  | 'orphan-row'
  | 'answer-without-record'
  | 'effect-without-record'
  | 'happening-missing'
  | 'happening-wrong'
  | 'log-entry-missing'
  | 'log-entry-wrong'
  | 'log-tile-wrong'
  | 'log-checkpoint-wrong'
  | 'log-voucher-wrong'
  | 'document-altered'
  | 'document-missing'
  | 'document-unadopted'
  | 'installation-missing'
  | 'guard-missing';

/** One invariant that does not hold, and where. */
export interface Finding {
  readonly code: FindingCode;
  readonly message: string;
  readonly stream?: string;
  readonly seq?: number;
}

/** Takes findings as they are met. */
export type Report = (finding: Finding) => void;
