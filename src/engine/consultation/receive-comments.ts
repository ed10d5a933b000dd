import type { Unmet } from '../case/refusal.js';
import type { CivilDate } from '../clock/time.js';
import type { StreamDecision } from '../streams/stream-law.js';
import {
  type Channel,
  type CommentsReceived,
  type ConsultationState,
  phaseOn,
  TIMELY_CHANNELS,
} from './consultation.js';
import { type Doing, DEFINED, unmet } from './consultation-terms.js';

/** One of the public who wants it known: name, how he can be reached. Personal. */
export interface CommentAuthor {
  readonly name?: string;
  readonly contact?: string;
  /** 单位 or 个人. */
  readonly kind?: 'person' | 'organisation';
}

/** A comment as it comes in. */
export interface NewComment {
  readonly channel: Channel;
  /** Id of the article of the draft; null: on the whole of it. */
  readonly article: string | null;
  readonly stance: Stance | null;
  /** Its words may be published, his name never is. */
  readonly consentToPublish: boolean;
  readonly arrivedOn: CivilDate;
  readonly text: string;
  readonly author: CommentAuthor | null;
}

/** 态度. */
export const STANCES = ['agree', 'agreeWithChanges', 'disagree', 'undecided'] as const;
export type Stance = (typeof STANCES)[number];

/** Comments in one part of a record, where a file brings thousands: a record is small, parts are not. */
export const COMMENTS_IN_PART = 100;

/**
 * Takes comments in, numbered on from the last one. From the public while the period runs, to the end of its last day;
 * from officials until the results are published, if they had arrived in time. All of them or none.
 *
 * @param perPart comments in one part: 1 lets the words of each be erased by themselves
 */
export function receiveComments(
  state: ConsultationState,
  comments: readonly NewComment[],
  { on, by }: Doing,
  how: { readonly perPart: number; readonly file?: string },
): StreamDecision<CommentsReceived> {
  const against = by ? untimely(state, comments, on) : notOpen(state, on);
  if (against.length > 0) return { refused: true, unmet: against };
  const channels: Partial<Record<Channel, number>> = {};
  for (const { channel } of comments) channels[channel] = (channels[channel] ?? 0) + 1;
  const first = state.received + 1;
  return {
    refused: false,
    event: {
      ...{ type: 'comments.received', on, first, count: comments.length, channels },
      ...(how.file !== undefined && { file: how.file }),
      ...by,
    },
    basis: DEFINED,
    parts: partsOf(first, comments, how.perPart),
  };
}

function notOpen(state: ConsultationState, on: CivilDate): readonly Unmet[] {
  const phase = phaseOn(state, on);
  if (phase === 'open') return [];
  if (phase === 'announced')
    return [
      unmet(
        'term-not-elapsed',
        { zh: `征求意见自 ${state.opensOn} 开始`, en: `comments are taken from ${state.opensOn} on` },
        { earliestPossible: state.opensOn },
      ),
    ];
  if (phase === 'withdrawn')
    return [
      unmet('not-in-this-state', {
        zh: '征求意见已经撤回',
        en: 'the consultation has been withdrawn',
      }),
    ];
  return [
    unmet('term-expired', {
      zh: `征求意见已于 ${state.closesOn} 24 时截止`,
      en: `comments were taken until the end of ${state.closesOn}`,
    }),
  ];
}

function untimely(
  state: ConsultationState,
  comments: readonly NewComment[],
  on: CivilDate,
): readonly Unmet[] {
  if (state.withdrawnOn !== null || state.resultOn !== null || on < state.opensOn) return notOpen(state, on);
  return comments.flatMap(({ channel, arrivedOn }, i): readonly Unmet[] => {
    const at = { at: `/comments/${i}/arrivedOn` };
    if (arrivedOn > on)
      return [
        unmet(
          'day-not-allowed',
          { zh: '收到日不能在今日之后', en: 'it cannot have arrived after today' },
          at,
        ),
      ];
    const timely = arrivedOn >= state.opensOn && arrivedOn <= state.closesOn;
    if (timely || !TIMELY_CHANNELS.includes(channel)) return [];
    return [
      unmet(
        'day-not-allowed',
        {
          zh: `收到日不在征求意见期间（${state.opensOn} 至 ${state.closesOn}）`,
          en: `it did not arrive between ${state.opensOn} and ${state.closesOn}`,
        },
        at,
      ),
    ];
  });
}

/** Words and authors apart, so that who somebody is can be erased and what he said stays. */
function partsOf(
  first: number,
  comments: readonly NewComment[],
  perPart: number,
): Readonly<Record<string, unknown>> {
  const parts: Record<string, unknown> = {};
  for (let from = 0; from < comments.length; from += perPart) {
    const some = comments.slice(from, from + perPart);
    const n = first + from;
    parts[`comments.${n}`] = some.map(({ author: _author, ...comment }) => comment);
    if (some.some(({ author }) => author)) parts[`authors.${n}`] = some.map(({ author }) => author);
  }
  return parts;
}
