import type { DigestPair } from '../audit/record.js';
import type { Redaction } from '../audit/redaction.js';
import type { Restriction } from '../audit/restriction.js';
import type { Term } from '../clock/deadline.js';
import type { CivilDate, Instant } from '../clock/time.js';
import type { FactValue } from '../law/definition.js';
import type { SeenStream } from '../law/stream-definition.js';
import type { StateValue, TaskState } from './case-state.js';
import type { DeskChange } from './desk/desk-change.js';
import type { DocumentChange } from './documents/document-state.js';
import type { FormChange } from './form/form-state.js';
import type { FilingFacts, MaterialChange } from './materials/material-state.js';
import type { KeptInputs, Published } from './published.js';
import type { SigningChange, Stance } from './signing/signing-state.js';

/**
 * What happened, as data: everything `evolve` needs and nothing personal. It is the `data` of a record.
 * `cause` tells a person's act from the law's (lapse), from a refused attempt, from a calendar adoption, from somebody's
 * reading of personal data, from the finding that a task has no lawful holder, from the erasure of content, and from what
 * people do with the work in hand: at the desk, with materials, documents and the form.
 */
export interface CaseEvent {
  /** `case.accepted`, `clock.lapsed`, `clock.promiseBroken`, `act.refused`, `calendar.applied`. */
  readonly type: string;
  readonly cause: EventCause;
  readonly act?: string;
  /** The post in which the actor acted. */
  readonly post?: string;
  /** Why he was allowed: the policies that permitted it, and for whom he acted by which substitution. */
  readonly power?: {
    readonly policies: readonly string[];
    /** What is no act: the post in which he did it. Acts have theirs in `post`, which counts as a performer's. */
    readonly post?: string;
    /** The unit whose post it was. */
    readonly unit?: string;
    readonly onBehalfOf?: string;
    readonly substitution?: string;
  };
  /** The legal day of the event; for a lapse the day after its last day (its consequence may lie earlier: `lapse.effectiveOn`). */
  readonly on: CivilDate;
  readonly opened?: {
    readonly procedure: string;
    readonly unit: string;
    readonly parties: Readonly<Record<string, readonly string[]>>;
    readonly related?: Readonly<Record<string, readonly string[]>>;
  };
  /** Persons who become party to the case by this event, by party post. */
  readonly joined?: Readonly<Record<string, readonly string[]>>;
  /** State value after the event; absent when unchanged. */
  readonly value?: StateValue;
  readonly outcome?: string;
  readonly facts?: Readonly<Record<string, FactValue>>;
  readonly milestones?: Readonly<Record<string, CivilDate>>;
  readonly clocks?: readonly ClockChange[];
  readonly tasksOpened?: Readonly<Record<string, TaskState>>;
  readonly tasksClosed?: readonly string[];
  /** Documents that this event issues or orders to be served. */
  readonly documents?: readonly string[];
  /** `lapse`: which clock, its last day, and what the law makes of it. */
  readonly lapse?: {
    readonly clock: string;
    readonly dueOn: CivilDate;
    readonly effectiveOn?: CivilDate;
    readonly deemed?: string;
    readonly breach?: boolean;
  };
  /** `access`: personal fields that somebody was shown in plain text, with their data classes. Changes nothing. */
  readonly access?: { readonly fields: readonly string[]; readonly classes: readonly string[] };
  /** `access`: an auditor's reading of the case: by which view, and as of which moment. Changes nothing. */
  readonly reading?: { readonly view: string; readonly knownAt?: Instant; readonly effectiveAt?: CivilDate };
  /**
   * `access`: a bundle of evidence 证据包 that somebody took: for whom it is, under how many entries of the log, and the
   * digest of its tag manifest. Changes nothing.
   */
  readonly evidence?: { readonly profile: string; readonly size: number; readonly manifest: DigestPair };
  /** `redaction`: content of earlier records that was erased 抹除, and on which ground. Changes nothing. */
  readonly redaction?: Redaction;
  /** `redaction`: content that is kept and no longer processed 限制处理, or is processed again. Changes nothing. */
  readonly restriction?: Restriction;
  /** `vacancy`: a task that nobody may lawfully do (or somebody may again). */
  readonly vacancy?: { readonly task: string; readonly post: string; readonly state: 'found' | 'filled' };
  /** 拿回: who performed this act may take it back until somebody else has the next task in hand. */
  readonly retractable?: true;
  /** `desk`: 签收, 转办, 加签 ... */
  readonly desk?: DeskChange;
  /** Rounds of signatures that this event opened, changed or closed. */
  readonly signings?: readonly SigningChange[];
  /** `material`: 材料. */
  readonly material?: MaterialChange;
  /** Documents that an act or lapse orders, or that a `document` event issues or serves. */
  readonly papers?: readonly DocumentChange[];
  /** `form`, or an act that fills fields in. */
  readonly form?: FormChange;
  /** 公开: what this event makes public. */
  readonly published?: readonly Published[];
  /** Inputs of the act that a publication says, perhaps that of a later act. */
  readonly kept?: KeptInputs;
  /** 意见: its text is the part `opinion`. */
  readonly opinion?: OpinionMark;
  /** How the streams stood that the act looked at, by their names in the definition. */
  readonly seen?: Readonly<Record<string, SeenStream>>;
  /** `refusal`: the codes and provisions of the refusal. */
  readonly refusal?: {
    readonly code: string;
    readonly unmet: readonly { readonly code: string; readonly basis: readonly string[] }[];
  };
  /** `refusal` of a filing: what it was decided on beside the case. Absent: it was not looked at, or an old record. */
  readonly filing?: FilingFacts;
}

export type EventCause =
  | 'act'
  | 'lapse'
  | 'promise'
  | 'refusal'
  | 'calendar'
  | 'access'
  | 'vacancy'
  | 'desk'
  | 'material'
  | 'document'
  | 'form'
  | 'opinion'
  | 'redaction';

/** What is said of an opinion beside its text. It never changes; a correction is another opinion. */
export interface OpinionMark {
  readonly stance?: Stance;
  /** Digest of the draft and materials that lay before its author (`seenDigest`). */
  readonly seen: string;
  /** Sequence of the record whose opinion this one corrects. */
  readonly corrects?: number;
}

/** A change of one clock. `dueOn`, `promisedDueOn`, `notBefore`, `provisional` are the results after the change. */
export interface ClockChange {
  readonly id: string;
  readonly action:
    'start' | 'pause' | 'resume' | 'extend' | 'interrupt' | 'stop' | 'lapse' | 'break' | 'recompute';
  readonly on: CivilDate;
  readonly from?: CivilDate;
  readonly alternative?: number;
  readonly ground?: string;
  readonly by?: Term;
  readonly dueOn?: CivilDate;
  readonly promisedDueOn?: CivilDate;
  readonly notBefore?: CivilDate;
  readonly provisional?: boolean;
}
