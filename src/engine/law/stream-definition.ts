import type { PanelComposition } from './panel-composition.js';
import type { Basis, FactValue, Requirement, Text } from './definition-words.js';

/**
 * What goes on beside a case, in a stream of its own, so that nobody who takes part in it waits for the case: a draft
 * and its versions, a consultation of the public, a panel of experts, the item of a meeting's agenda. Acts of the case
 * read how it stands; what they saw is on their record.
 */
export interface StreamDefinition {
  readonly kind: StreamKindName;
  readonly title: Text;
  /** Posts that keep it: who begin it, and do in it what is the authority's to do. */
  readonly by: string | readonly string[];
  /** Which draft it is about, where the procedure has several. */
  readonly draft?: string;
  /** Consultations: the floor clock that says how long comments are taken at least. */
  readonly floor?: string;
  /** Panels: who must sit on them. Absent: the law says nothing of it. */
  readonly composition?: PanelComposition;
  /** What must be before it may begin; for a meeting, before the case may be on an agenda. */
  readonly requires?: readonly Requirement[];
  readonly basis: Basis;
}

/** One field of a standing. Absent streams have 0, false and null. */
export interface StandingField {
  readonly type: 'boolean' | 'integer' | 'date' | 'enum';
  readonly title: Text;
  /** For `enum`. */
  readonly values?: readonly string[];
}

/** How a stream stands: values of the fields of its kind, by name. Never free text, never personal. */
export type StreamStanding = Readonly<Record<string, FactValue>>;

/** How a stream stood when an act looked at it: which record of it was the last. */
export interface SeenStream {
  readonly stream: string;
  /** Sequence and leaf hash (SHA-256, hex) of its last record. */
  readonly seq: number;
  readonly leaf: string;
  readonly standing: StreamStanding;
}

const yes = (zh: string, en: string): StandingField => ({ type: 'boolean', title: { zh, en } });
const number = (zh: string, en: string): StandingField => ({ type: 'integer', title: { zh, en } });
const day = (zh: string, en: string): StandingField => ({ type: 'date', title: { zh, en } });
const one = (zh: string, en: string, ...values: readonly string[]): StandingField => ({
  ...{ type: 'enum', title: { zh, en }, values },
});

/** Of every kind: whether there is such a stream, and which version of the draft it is about (0: none). */
const every = {
  exists: yes('已启动', 'there is one'),
  draftVersion: number('所针对的草案稿次', 'the version of the draft that it is about'),
} as const;

/** Fields of a standing that expressions read as `streams.<name>.<field>`, by kind. */
export const STREAM_KINDS = {
  draft: {
    ...every,
    version: number('最新稿次', 'the latest version, from 1; 0: there is none, or it was withdrawn'),
    articles: number('条文数', 'articles of the latest version; 0 where its text is not structured'),
    openComments: number(
      '未回应的修改意见',
      'comments on the latest version that must be answered and are not',
    ),
  },
  consultation: {
    ...every,
    open: yes('正在征求意见', 'comments are taken'),
    opensOn: day('开始日', 'first day on which comments are taken'),
    closesOn: day('截止日', 'last day on which comments are taken'),
    shortened: yes('缩短期限并已公开说明', 'shorter than the rule, with the reason in the notice'),
    withdrawn: yes('已撤回', 'withdrawn, with a reason'),
    received: number('收到意见数', 'comments received'),
    unhandled: number('未处理意见数', 'comments without a result'),
    adopted: number('采纳', 'adopted'),
    partlyAdopted: number('部分采纳', 'adopted in part'),
    notAdopted: number('不采纳', 'not adopted'),
    explained: number('另作说明', 'explained otherwise'),
    resultOn: day('采纳情况公布日', 'day on which the results were published'),
  },
  panel: {
    ...every,
    drawn: yes('已抽取', 'the members were drawn, or named with the reason'),
    members: number('专家人数', 'members who take part'),
    sectorMembers: number('行业主管部门人员数', 'members from the department in charge'),
    undeclared: number('未作利害关系声明', 'members without a declaration on conflicts'),
    conflicted: number('存在利害关系', 'members whose declaration shows a conflict and who still take part'),
    opinions: number('已署名意见数', 'signed opinions'),
    differing: number('不同意见数', 'opinions that differ'),
    unanswered: number('未说明采纳情况的意见', 'opinions without a statement on whether they were adopted'),
  },
  meeting: {
    ...every,
    forum: one('会议类型', 'kind of meeting', 'executive', 'plenary', 'office', 'party', 'other'),
    tabled: yes('已列入议程', 'on an agenda'),
    papersOn: day('材料送达日', 'day on which the papers had reached every member'),
    heldOn: day('会议日', 'day of the meeting'),
    quorate: yes('达到法定人数', 'enough members were there when the item was decided'),
    discussed: yes('已讨论', 'every member present has spoken, written or declined'),
    chiefLast: yes('行政首长最后发表意见', 'the chief spoke last'),
    departs: yes('与多数人意见不一致', 'the decision departs from the majority'),
    reasoned: yes('已在会上说明理由', 'the reason for departing was given in the meeting'),
    dissents: number('不同意见数', 'members who did not agree'),
    result: one(
      '议定结果',
      'resolution',
      ...['none', 'passed', 'passedInPrinciple', 'deferred', 'again', 'rejected'],
    ),
    unconfirmed: number('未确认的发言', 'members who have not confirmed their own words'),
    minutesOn: day('会议纪要印发日', 'day of the minutes'),
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, StandingField>>>>;

export type StreamKindName = keyof typeof STREAM_KINDS;

/** The fields of a kind. */
export function standingFields(kind: StreamKindName): Readonly<Record<string, StandingField>> {
  return STREAM_KINDS[kind];
}

/** How a stream stands that there is not. */
export function noStanding(kind: StreamKindName): StreamStanding {
  return Object.fromEntries(
    Object.entries(standingFields(kind)).map(([name, field]) => [name, nothing(field)]),
  );
}

function nothing({ type, values }: StandingField): FactValue {
  if (type === 'boolean') return false;
  if (type === 'integer') return 0;
  return type === 'enum' ? (values?.[0] ?? null) : null;
}
