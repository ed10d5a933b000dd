import type { CivilDate } from '../clock/time.js';
import type { Forum } from './forum.js';

/** 同意、修改后同意、不同意、暂缓、未表态. */
export const STANCES = ['agree', 'agreeWithChanges', 'disagree', 'defer', 'unstated'] as const;

export type Stance = (typeof STANCES)[number];

/** 通过、原则通过（按会议意见修改）、暂缓、再次讨论、不通过. */
export const RESULTS = ['passed', 'passedInPrinciple', 'deferred', 'again', 'rejected'] as const;

export type ItemResult = (typeof RESULTS)[number];

/** A local date and time in the authority's zone, `YYYY-MM-DDTHH:mm`. */
export type LocalTime = string;

/** 会议组成人员, by pseudonym. Who stands in for the chief is the chief here; a member has no deputy. */
export interface Roll {
  readonly chief: string;
  readonly members: readonly string[];
}

/** How a member made himself heard: 发言、书面意见、明确不发言. */
export interface Position {
  readonly how: 'spoken' | 'written' | 'declined';
  readonly stance: Stance;
}

export type ItemStatus = 'tabled' | 'begun' | 'decided' | 'withdrawn' | 'notReached';

/** 议题: one case on the agenda. */
export interface MeetingItem {
  readonly item: number;
  readonly caseId: string;
  /** The stream's name in the case's definition. */
  readonly name: string;
  readonly draftVersion: number;
  /** The post that presents it. */
  readonly presenter?: string;
  readonly status: ItemStatus;
  /** The chief allowed its papers to come later than the rule, for a reason on record. */
  readonly papersShortened?: true;
  /** 回避: not counted on this item. */
  readonly recused: readonly string[];
  /** Who is the last to speak and decides where the chief is recused. */
  readonly presiding?: string;
  /** Members, not who presides. */
  readonly positions: Readonly<Record<string, Position>>;
  /** Who presides has spoken; with that the floor is closed. */
  readonly chief?: { readonly stance: Stance };
  /** People whose words are on record and who have not confirmed them. */
  readonly unconfirmed: readonly string[];
  readonly decided?: ItemDecision;
}

/** What was decided, and on what the decision rests. */
export interface ItemDecision {
  readonly result: ItemResult;
  readonly departs: boolean;
  readonly reasoned: boolean;
  /** Members whose stance is not what was decided. */
  readonly dissents: readonly string[];
}

/** 议定事项: what somebody is to do. */
export interface FollowUp {
  readonly followUp: number;
  readonly item: number;
  /** 执行单位. */
  readonly unit: string;
  readonly person?: string;
  readonly assignedOn: CivilDate;
  /** The last day, as it was set or extended. */
  readonly until: CivilDate;
  /** Who has it in hand, or was named to take it. Absent: whoever holds such a post in the unit may take it. */
  readonly holder?: {
    readonly person: string;
    readonly as: 'assigned' | 'claimed';
    readonly on: CivilDate;
  };
  /** 报告办结: it waits for the secretary to recognise it. */
  readonly reportedOn?: CivilDate;
  /** The day on which it had run out, of the last day that it has now. */
  readonly lapsedOn?: CivilDate;
  readonly doneOn?: CivilDate;
}

export type MeetingStatus = 'convened' | 'open' | 'adjourned' | 'closed';

/** A meeting, folded from its records. Names and words are no part of it. */
export interface MeetingState {
  readonly forum: Forum;
  readonly unit: string;
  /** The day for which it is convened; once it was opened the day on which it was held. */
  readonly day: CivilDate;
  readonly time: string;
  readonly status: MeetingStatus;
  readonly opened: boolean;
  readonly roll: Roll;
  readonly present: readonly string[];
  /** Local time of the latest thing that was said or done in it: nothing is entered before it. */
  readonly at: LocalTime;
  readonly items: readonly MeetingItem[];
  /** Numbers of the items in the order in which they are to be dealt with. */
  readonly agenda: readonly number[];
  readonly papers: readonly PapersSent[];
  readonly papersRead: readonly string[];
  readonly followUps: readonly FollowUp[];
  readonly minutesOn: CivilDate | null;
}

export interface PapersSent {
  readonly on: CivilDate;
  readonly items: readonly number[];
  readonly to: readonly string[];
}

/** Everybody who belongs to it, the chief first. */
export function everybody({ chief, members }: Roll): readonly string[] {
  return [chief, ...members];
}

/** Who speaks last on the item and decides it. */
export function presides(state: Pick<MeetingState, 'roll'>, item: Pick<MeetingItem, 'presiding'>): string {
  return item.presiding ?? state.roll.chief;
}

/** An item by its number. */
export function itemOf(state: Pick<MeetingState, 'items'>, item: number): MeetingItem | undefined {
  return state.items.find((one) => one.item === item);
}

/** Whether it can still be decided. */
export function isOpenItem({ status }: Pick<MeetingItem, 'status'>): boolean {
  return status === 'tabled' || status === 'begun';
}
