import type { Hash } from '../../../engine/audit/record.js';
import type { StreamKindName } from '../../../engine/law/stream-definition.js';
import type { FindingCode } from '../finding.js';
import { ConsultationRows } from './consultation-rows.js';
import { DraftRows } from './draft-rows.js';
import { MeetingRowsFold } from './meeting-rows.js';
import { PanelRows } from './panel-rows.js';
import type { RowsFold } from './stream-rows.js';

/** What is found where the rows of a kind are not those of its records. */
export const ROWS_WRONG: Readonly<Record<StreamKindName, FindingCode>> = {
  draft: 'draft-rows-wrong',
  consultation: 'consultation-rows-wrong',
  panel: 'panel-rows-wrong',
  meeting: 'meeting-rows-wrong',
};

/** Gathers what the rows of a stream must be. */
export function rowsFold(kind: StreamKindName, stream: string, hash: Hash): RowsFold {
  switch (kind) {
    case 'draft':
      return new DraftRows(stream);
    case 'consultation':
      return new ConsultationRows(stream, hash);
    case 'panel':
      return new PanelRows(stream, hash);
    case 'meeting':
      return new MeetingRowsFold(stream);
  }
}
