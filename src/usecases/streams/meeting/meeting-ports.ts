import type { KeptPart } from '../../../engine/audit/verify-stream.js';
import type { CivilDate } from '../../../engine/clock/time.js';
import type { Forum } from '../../../engine/meeting/forum.js';
import type { MinutesSentences } from '../../../engine/meeting/minutes-sentences.js';
import type { Ports } from '../../ports.js';
import type { Page, PageRequest, Queries } from '../../queries.js';

/** What meetings are kept with. */
export interface MeetingPorts extends Ports {
  /** 会议类型 as the library has them, by name. */
  readonly forums: ReadonlyMap<string, Forum>;
  /** 会议记录、会议纪要的用语. */
  readonly words: MinutesSentences;
  readonly meetings: MeetingReads;
  readonly queries: Pick<Queries, 'records' | 'case'>;
}

/** A meeting in a list. */
export interface MeetingRow {
  readonly id: string;
  readonly forum: string;
  readonly unit: string;
  readonly day: CivilDate;
  readonly time: string;
  readonly status: string;
  readonly items: number;
  readonly minutesOn: CivilDate | null;
}

/** A follow-up in a list; `what` is absent where its text was erased. */
export interface FollowUpRow {
  readonly meeting: string;
  readonly followUp: number;
  readonly item: number;
  readonly caseId: string;
  readonly unit: string;
  readonly person: string | null;
  readonly until: CivilDate;
  readonly holder: string | null;
  readonly reportedOn: CivilDate | null;
  readonly lapsedOn: CivilDate | null;
  readonly doneOn: CivilDate | null;
  readonly what?: string;
}

/** A follow-up by its number in its meeting. */
export interface DueFollowUp {
  readonly meeting: string;
  readonly followUp: number;
}

/** How far a follow-up has come, as people are told of it: each of these is told once. */
export type FollowUpStage = 'came' | 'ending' | 'lapsed' | 'reported';

/** A follow-up of which somebody is still to be told. */
export interface UntoldFollowUp extends DueFollowUp {
  readonly caseId: string;
  readonly unit: string;
  readonly until: CivilDate;
  readonly holder: string | null;
  readonly stage: FollowUpStage;
  /** Of what is told: the same mark is told once. */
  readonly mark: string;
  /** Somebody was told of it before. */
  readonly known: boolean;
}

/** Reads of meetings beside their streams. */
export interface MeetingReads {
  /** Meetings of a unit in some forums, the latest day first. */
  list(
    filter: { readonly unit: string; readonly forums: readonly string[] },
    page: PageRequest,
  ): Promise<Page<MeetingRow>>;
  /** The last day on which a forum of the unit met. */
  lastHeld(unit: string, forum: string): Promise<CivilDate | undefined>;
  /** Open follow-ups of a person or of units, the one that is due first at the head; at most 200. */
  followUps(of: {
    readonly person: string;
    readonly units: readonly string[];
  }): Promise<readonly FollowUpRow[]>;
  /** Open follow-ups of all who report to those who watch over the units; undefined units: every unit. At most 200. */
  supervisedFollowUps(units: readonly string[] | undefined): Promise<readonly FollowUpRow[]>;
  /** Follow-ups whose last day was before the day and that nobody has recorded as run out. */
  dueFollowUps(today: CivilDate, limit: number): Promise<readonly DueFollowUp[]>;
  /** Follow-ups that have come further than people were told; those that end by `soon` are ending. */
  untoldFollowUps(soon: CivilDate, limit: number): Promise<readonly UntoldFollowUp[]>;
  /** Marks them as told. */
  toldOfFollowUps(told: readonly Pick<UntoldFollowUp, 'meeting' | 'followUp' | 'mark'>[]): Promise<void>;
  /** The meetings that have a case on their agenda, by its items. */
  ofCase(caseId: string): Promise<readonly { readonly meeting: string; readonly item: number }[]>;
  /** Parts of records as they are kept, with their salts, by sequence. */
  keptParts(stream: string, seqs: readonly number[]): Promise<ReadonlyMap<number, readonly KeptPart[]>>;
}
