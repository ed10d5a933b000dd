import type { StateValue } from '../../engine/case/case-state.js';
import type { ReferralKind } from '../../engine/case/desk/desk-state.js';
import type { CivilDate, Instant } from '../../engine/clock/time.js';
import type { Page, PageRequest, ReadingScope, TaskCapacity } from '../queries.js';

/**
 * Views of what is to be done, least remaining time first: 待签收, 待办, 将到期, 退回给我, 我代理, 转请给我的, and 全部 (whoever
 * has it in hand).
 */
export const TASK_VIEWS = [
  'toClaim',
  'inHand',
  'dueSoon',
  'returned',
  'asDeputy',
  'referrals',
  'all',
] as const;

/** Views of cases, the latest first: 我发起, 已办, 抄送我的, 关注. */
export const CASE_VIEWS = ['initiated', 'done', 'copied', 'followed'] as const;

export type TaskView = (typeof TASK_VIEWS)[number];
export type CaseView = (typeof CASE_VIEWS)[number];
export type InboxView = TaskView | CaseView;

/** 期限灯: how a row stands with its clock. `none`: no clock runs. */
export const LIGHTS = ['overdue', 'soon', 'later', 'suspended', 'none'] as const;

export type Light = (typeof LIGHTS)[number];

/** What a list of the inbox is narrowed to. */
export interface InboxFilter {
  readonly procedure?: string;
  readonly unit?: string;
  readonly post?: string;
  /** Rows whose last day is before this day. */
  readonly dueBefore?: CivilDate;
  readonly light?: Light;
  /** Words of the subject, the applicant's name, or a number; any spelling. */
  readonly q?: string;
}

/** The days by which clocks are told apart: today, and the last day that is still soon. */
export interface Horizon {
  readonly today: CivilDate;
  readonly soon: CivilDate;
}

/** What the person may see, and by which of the two powers. */
export interface InboxScope extends ReadingScope {
  readonly holdTask: boolean;
  readonly readCase: boolean;
}

/** What lists show of a case and its clock. Subject and applicant are plain: masking is the use-case's. */
export interface InboxCase {
  readonly procedure: string;
  readonly definition: string;
  readonly unit: string;
  readonly subject: string;
  readonly applicantName: string;
  readonly asParty: boolean;
  readonly status: 'open' | 'ended';
  readonly outcome: string | null;
  readonly openedOn: string;
  readonly version: number;
  /** Which states are active. Null where the row is about one task, whose key says its state. */
  readonly value: StateValue | null;
  readonly suspendedOn: string | null;
  readonly clock: ClockFacts | null;
}

/** The clock by which a row is measured. */
export interface ClockFacts {
  readonly clock: string;
  readonly state: 'running' | 'suspended' | 'stopped' | 'lapsed';
  readonly dueOn: CivilDate | null;
  readonly provisional: boolean;
}

/** An open task, referral or follow-up of a meeting, in somebody's inbox. */
export interface InboxTask {
  readonly caseId: string;
  /** The task that it is, or to which the referral belongs. */
  readonly task: TaskFacts | null;
  readonly referral: ReferralFacts | null;
  /** 议定事项 of a meeting that dealt with the case: its clock is the row's. */
  readonly followUp: FollowUpFacts | null;
  /** As what he has it. Null for a referral: it asks him, whatever his posts are. */
  readonly capacity: TaskCapacity | null;
  readonly case: InboxCase;
}

export interface TaskFacts {
  readonly key: string;
  readonly post: string;
  readonly acts: readonly string[];
  readonly since: CivilDate;
  readonly openedAt: Instant | null;
  readonly signing: string | null;
  readonly came: 'returned' | 'takenBack' | 'lapsed' | null;
  readonly from: string | null;
  readonly passedBy: string | null;
  readonly holder: HolderFacts | null;
  readonly urgedOn: CivilDate | null;
}

/** What a meeting gave somebody to do. */
export interface FollowUpFacts {
  readonly meeting: string;
  readonly followUp: number;
  readonly item: number;
  /** Name of the forum. */
  readonly forum: string;
  readonly unit: string;
  readonly basis: string;
  /** Absent where its text was erased. */
  readonly what?: string;
  readonly since: CivilDate;
  readonly until: CivilDate;
  readonly holder: HolderFacts | null;
  /** It waits for the secretary to recognise that it was done. */
  readonly reportedOn: CivilDate | null;
  readonly lapsedOn: CivilDate | null;
}

export interface HolderFacts {
  readonly person: string;
  readonly as: 'claimed' | 'assigned' | 'returned';
  readonly onBehalfOf: string | null;
  readonly on: CivilDate;
}

export interface ReferralFacts {
  readonly id: string;
  readonly kind: ReferralKind;
  readonly task: string | null;
  readonly from: string;
  readonly since: CivilDate;
  readonly askedAt: Instant | null;
  readonly blocks: boolean;
  readonly place: 'before' | 'parallel' | 'after' | null;
}

/** A case in a view of cases. */
export interface InboxEntry {
  readonly caseId: string;
  /** When it came into the view. */
  readonly at: Instant;
  /** Null where he may know of the case no longer. */
  readonly case: InboxCase | null;
  readonly initiated?: 'opener' | 'party';
  readonly doing?: DoingFacts;
  /** 抄送: by whom. */
  readonly from?: string;
}

/** What somebody did: his own act, or the one that was done for him. */
export interface DoingFacts {
  readonly seq: number;
  /** Type of the record. */
  readonly type: string;
  readonly act: string | null;
  readonly post: string | null;
  readonly on: CivilDate;
  readonly onBehalfOf: string | null;
  readonly doneBy: string | null;
}

/** How many there are in each view, at most `COUNTED_TO` + 1. */
export type InboxCounts = Readonly<Record<InboxView, number>>;

/** Nobody counts further than this: a longer list shows `99+`. Each row that is counted is checked like one that is shown. */
export const COUNTED_TO = 99;

/** Reads of the inbox: each view holds exactly what the person may do, or know of, at this moment. */
export interface InboxReads {
  tasks(
    scope: InboxScope,
    view: TaskView,
    filter: InboxFilter,
    horizon: Horizon,
    page: PageRequest,
  ): Promise<Page<InboxTask>>;
  cases(
    scope: InboxScope,
    view: CaseView,
    filter: InboxFilter,
    horizon: Horizon,
    page: PageRequest,
  ): Promise<Page<InboxEntry>>;
  counts(scope: InboxScope, horizon: Horizon): Promise<InboxCounts>;
  /** 关注. Following twice is following once. */
  follow(person: string, caseId: string, at: Instant): Promise<void>;
  unfollow(person: string, caseId: string): Promise<boolean>;
}
