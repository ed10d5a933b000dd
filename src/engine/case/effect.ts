import type { CivilDate } from '../clock/time.js';

/** Effects are named data; jobs carry them out after the commit. A closed vocabulary. */
export type Effect =
  | { readonly type: 'document.serve'; readonly document: string; readonly on: CivilDate }
  | { readonly type: 'result.publish'; readonly act: string; readonly on: CivilDate }
  | {
      readonly type: 'breach.report';
      readonly clock: string;
      readonly dueOn: CivilDate;
      readonly kind: 'statutory' | 'promised';
    }
  | { readonly type: 'incident.report'; readonly incident: string; readonly on: CivilDate };
