import type { CivilDate, Instant } from '../clock/time.js';
import type { DeskChange } from './desk/desk-change.js';

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
  | { readonly type: 'incident.report'; readonly incident: string; readonly on: CivilDate }
  /** 催办: those who are waited for are reminded, not before an instant within working hours. */
  | {
      readonly type: 'task.remind';
      readonly task: string;
      readonly to: readonly string[];
      readonly notBefore: Instant;
      readonly on: CivilDate;
    }
  /** Work came to somebody's desk or left it: they are told. */
  | {
      readonly type: 'desk.notify';
      readonly did: Exclude<DeskChange['did'], 'urged'>;
      readonly to: readonly string[];
      readonly on: CivilDate;
    };
