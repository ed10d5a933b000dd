import type { ExcludedInterval, Term } from '../clock/deadline.js';
import type { CivilDate } from '../clock/time.js';
import type { FactValue } from '../law/definition.js';
import type { ReferralState, TaskHolder } from './desk/desk-state.js';
import type { DocumentState } from './documents/document-state.js';
import type { FormState } from './form/form-state.js';
import type { MaterialState } from './materials/material-state.js';
import type { KeptInputs } from './published.js';
import type { SigningState } from './signing/signing-state.js';

/** XState's state value: which states are active. Plain JSON. */
export type StateValue = string | { readonly [region: string]: StateValue };

/** What a case is, folded from its events. Plain JSON without personal data (people appear by pseudonym). */
export interface CaseState {
  readonly procedure: string;
  /** The unit that handles the case. */
  readonly unit: string;
  /** Cases that this one is about, by relation. */
  readonly related: Readonly<Record<string, readonly string[]>>;
  readonly status: 'open' | 'ended';
  readonly outcome?: string;
  readonly value: StateValue;
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly milestones: Readonly<Record<string, CivilDate>>;
  readonly performed: Readonly<Record<string, number>>;
  /** Persons (pseudonyms) by act; a deputy's act is his principal's too. */
  readonly doneBy: Readonly<Record<string, readonly string[]>>;
  /** Persons (pseudonyms) by post, in the order of their first act; a deputy's act is his principal's too. */
  readonly performers: Readonly<Record<string, readonly string[]>>;
  /** Persons (pseudonyms) by party post, such as `applicant`. */
  readonly parties: Readonly<Record<string, readonly string[]>>;
  readonly clocks: Readonly<Record<string, ClockState>>;
  /** Open tasks by key. */
  readonly tasks: Readonly<Record<string, TaskState>>;
  /** Open tasks that nobody may lawfully do, by key: the day since when. */
  readonly vacancies: Readonly<Record<string, CivilDate>>;
  /** Latest legal day on which something happened. */
  readonly lastOn: CivilDate;
  /** 挂起: the work stands still since that day. The law's clocks go on. */
  readonly suspendedOn?: CivilDate;
  /** The latest act that moved the case, and whose it was: what 拿回 looks at. */
  readonly last?: { readonly act: string; readonly person: string };
  /** Rounds of signatures, by name. What follows is absent until there is the first. */
  readonly signings?: Readonly<Record<string, SigningState>>;
  /** Open referrals by id. */
  readonly referrals?: Readonly<Record<string, ReferralState>>;
  /** How many referrals there ever were. */
  readonly referralsMade?: number;
  /** Officers who may read the case because it was referred or copied to them. */
  readonly referred?: readonly string[];
  readonly materials?: Readonly<Record<string, MaterialState>>;
  readonly documents?: Readonly<Record<string, DocumentState>>;
  readonly form?: FormState;
  /** Inputs that a publication says, of the latest performance of each act. */
  readonly kept?: KeptInputs;
}

export interface ClockState {
  readonly state: 'running' | 'suspended' | 'stopped' | 'lapsed';
  /** 1 for the first run; an interruption or a new start begins the next. */
  readonly run: number;
  /** Day of the `from` milestone: start day, appointed day or fixed day. */
  readonly from: CivilDate;
  /** Index of the chosen alternative; absent: the clock's own term. */
  readonly alternative?: number;
  readonly excluded: readonly (ExcludedInterval & { readonly ground: string })[];
  readonly extensions: readonly Term[];
  /** Last lawful day; absent while suspended without end. Recomputable from the rest and the calendar. */
  readonly dueOn?: CivilDate;
  readonly promisedDueOn?: CivilDate;
  /** Floors: first day on which the next step is lawful. */
  readonly notBefore?: CivilDate;
  readonly provisional: boolean;
  readonly stoppedOn?: CivilDate;
  readonly lapsedOn?: CivilDate;
  /** The promised term has been reported as broken. */
  readonly promiseBroken?: boolean;
}

export interface TaskState {
  readonly post: string;
  readonly acts: readonly string[];
  readonly clock?: string;
  readonly since: CivilDate;
  /** The round of signatures that the task is. */
  readonly signing?: string;
  /** Whose act made it come. Absent: the law did, or it came before this was kept. */
  readonly from?: string;
  /** Why it came, where not simply in the course of the procedure: 退回, 拿回, 期限届满. */
  readonly came?: 'returned' | 'takenBack' | 'lapsed';
  readonly holder?: TaskHolder;
  /** 转办: who passed it on so far. It may not come back to them that way. */
  readonly passedBy?: readonly string[];
  /** 催办: the latest day on which somebody did, and who. */
  readonly urged?: { readonly on: CivilDate; readonly by: readonly string[] };
}
