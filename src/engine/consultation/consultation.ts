import type { CivilDate } from '../clock/time.js';
import type { StreamEvent } from '../streams/stream-law.js';

/** 公众参与方式, the seven of 决策条例 14. */
export const MODES = ['symposium', 'hearing', 'visit', 'written', 'public', 'questionnaire', 'poll'] as const;
export type Mode = (typeof MODES)[number];

/** 意见来源: 网上, 信函, 电话, 座谈会, 听证会, 部门, 专家. */
export const CHANNELS = ['web', 'letter', 'phone', 'symposium', 'hearing', 'department', 'expert'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Opinions of the public at large: they must have arrived while comments were taken. The others have days of their own. */
export const TIMELY_CHANNELS: readonly Channel[] = ['web', 'letter', 'phone'];

/** 处理结果: 采纳, 部分采纳, 不采纳, 另作说明. */
export const RESULTS = ['adopted', 'partlyAdopted', 'notAdopted', 'explained'] as const;
export type CommentResult = (typeof RESULTS)[number];

/** 归类: 正常, 重复, 与草案无关, 含个人信息遮盖, 违法违规隐藏. None of them is a result: each comment still needs one. */
export const SORTS = ['normal', 'duplicate', 'unrelated', 'masked', 'hidden'] as const;
export type CommentSort = (typeof SORTS)[number];

/** How many comments had which result before they were handled. */
export type ResultCounts = Readonly<Partial<Record<CommentResult | 'unhandled', number>>>;

/** Which comments an act is about: some by number (`n`, dense from 1), or all of a group. */
export type Chosen = { readonly comments: readonly number[] } | { readonly group: number };

/** By what comments are brought together: by number, by the same words as another one, by what they are about. */
export type GroupedBy =
  { readonly comments: readonly number[] } | { readonly sameAs: number } | { readonly article: string };

export interface ConsultationOpened extends StreamEvent {
  readonly type: 'consultation.opened';
  readonly caseId: string;
  /** Its name in the definition's `streams`. */
  readonly name: string;
  /** 0: the case has no draft stream. */
  readonly draftVersion: number;
  readonly draftStream?: string;
  /** SHA-256 (hex) of the version's text, or the leaf of the draft's last record where its text is not known here. */
  readonly draftDigest?: string;
  readonly opensOn: CivilDate;
  /** Comments are taken until 24:00 of this day in the authority's zone. */
  readonly closesOn: CivilDate;
  /** Calendar days, the opening day not counted. */
  readonly days: number;
  readonly modes: readonly Mode[];
  /** The notice says why it is shorter than the rule; the words are the part `reason`. */
  readonly shortened: boolean;
}

export interface ConsultationExtended extends StreamEvent {
  readonly type: 'consultation.extended';
  readonly closesOn: CivilDate;
}

/** With the part `reason`. */
export interface ConsultationWithdrawn extends StreamEvent {
  readonly type: 'consultation.withdrawn';
}

/** Comments from one on; what each says is in parts. Several that arrive at once, or in one file, are one record. */
export interface CommentsReceived extends StreamEvent {
  readonly type: 'comments.received';
  readonly first: number;
  readonly count: number;
  readonly channels: Readonly<Partial<Record<Channel, number>>>;
  /** SHA-256 of the file that they were imported from. */
  readonly file?: string;
}

/** A reason (part `reason`) is there where the public will not see the comment; `masked` has its words in a part. */
export interface CommentsSorted extends StreamEvent {
  readonly type: 'comments.sorted';
  readonly comments: readonly number[];
  readonly as: CommentSort;
  /** For `duplicate`: of which one. */
  readonly of?: number;
}

/** Its title is a part. */
export interface CommentsGrouped extends StreamEvent {
  readonly type: 'comments.grouped';
  /** A new one, or one that is added to. */
  readonly group: number;
  readonly chosen: GroupedBy;
  readonly count: number;
}

export interface CommentsUngrouped extends StreamEvent {
  readonly type: 'comments.ungrouped';
  readonly chosen: Chosen;
  readonly count: number;
}

/** The reason, where there is one, is the part `reason`. */
export interface CommentsHandled extends StreamEvent {
  readonly type: 'comments.handled';
  readonly chosen: Chosen;
  readonly result: CommentResult;
  /** Articles of the draft that are changed because of them. */
  readonly articles: readonly string[];
  readonly from: ResultCounts;
  /** After the results were published: it is added to them, nothing published is taken back. */
  readonly correction?: true;
}

export interface ResultsPublished extends StreamEvent {
  readonly type: 'results.published';
  readonly received: number;
  readonly results: Readonly<Record<CommentResult, number>>;
}

export type ConsultationEvent =
  | ConsultationOpened
  | ConsultationExtended
  | ConsultationWithdrawn
  | CommentsReceived
  | CommentsSorted
  | CommentsGrouped
  | CommentsUngrouped
  | CommentsHandled
  | ResultsPublished;

/** A consultation as its events have left it. It stays small however many comments there are: they are rows. */
export interface ConsultationState {
  readonly caseId: string;
  readonly name: string;
  readonly draftVersion: number;
  readonly draftDigest: string | null;
  readonly opensOn: CivilDate;
  readonly closesOn: CivilDate;
  readonly shortened: boolean;
  readonly withdrawnOn: CivilDate | null;
  /** Comments are numbered from 1 to this. */
  readonly received: number;
  readonly results: Readonly<Record<CommentResult, number>>;
  /** Groups are numbered from 1 to this. */
  readonly groups: number;
  readonly resultOn: CivilDate | null;
  readonly corrections: number;
  /** Day of the last event. */
  readonly asOf: CivilDate;
}

/** Where a consultation stands on a day. It ends by law, at the end of its last day: no act closes it. */
export type ConsultationPhase = 'announced' | 'open' | 'closed' | 'published' | 'withdrawn';

/** The phase on a day of the authority's. */
export function phaseOn(
  {
    withdrawnOn,
    resultOn,
    opensOn,
    closesOn,
  }: Pick<ConsultationState, 'withdrawnOn' | 'resultOn' | 'opensOn' | 'closesOn'>,
  on: CivilDate,
): ConsultationPhase {
  if (withdrawnOn !== null) return 'withdrawn';
  if (resultOn !== null) return 'published';
  if (on < opensOn) return 'announced';
  return on <= closesOn ? 'open' : 'closed';
}

/** Comments without a result. */
export function unhandledOf({ received, results }: Pick<ConsultationState, 'received' | 'results'>): number {
  return received - RESULTS.reduce((sum, result) => sum + results[result], 0);
}
