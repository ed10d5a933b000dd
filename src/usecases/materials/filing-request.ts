import type { MaterialVersion } from '../../engine/case/materials/material-state.js';
import type { Asker } from '../powers/power-facts.js';

/** Somebody files a material 提交材料. */
export interface FilingRequest {
  readonly caseId: string;
  readonly by: Asker;
  readonly key: string;
  readonly expectedVersion?: number;
  /** Row of the checklist. Absent: something that nobody asked for. */
  readonly item?: string;
  readonly form?: MaterialVersion['form'];
  readonly content: FiledContent;
}

/** Where the content comes from: an upload of his own, or 免再交 a material of an earlier case of the same applicant. */
export type FiledContent =
  | {
      readonly source: 'applicant' | 'shared';
      readonly upload: string;
      /** 共享: from which authority or register. */
      readonly from?: string;
    }
  | { readonly source: 'reused'; readonly from: string; readonly sha256: string };
