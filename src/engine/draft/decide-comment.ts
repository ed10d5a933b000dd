import type { Hash } from '../audit/record.js';
import { basisList } from '../case/basis-list.js';
import { officerPosts } from '../case/power/power.js';
import type { Unmet } from '../case/refusal.js';
import { today } from '../case/world.js';
import type { StreamDecision } from '../streams/stream-law.js';
import { powerInStream, streamPower } from '../streams/stream-power.js';
import {
  answersTo,
  COMMENT_ANSWERS,
  isKeepersAnswer,
  type CommentAnswer,
  type CommentKind,
  type CommentState,
} from './comment.js';
import { anchorOf, quotableText } from './comment-anchor.js';
import { against, type DraftPlace } from './draft-place.js';
import { nothingStands } from './decide-withdrawal.js';
import type { DraftCommentAnswered, DraftCommented } from './draft-stream.js';
import type { Draft } from './draft.js';
import { plainLines } from './plain-lines.js';

/** A comment that somebody wants to make. */
export interface Comment {
  readonly kind: CommentKind;
  readonly version: number;
  /** That version as it is kept; undefined: there is none. */
  readonly on: Draft | undefined;
  /** Id of the article; null: the whole. */
  readonly article: string | null;
  /** Words of it that the comment is about. */
  readonly quote?: string;
  readonly text: string;
  /** Words that could stand there instead. */
  readonly suggestion?: string;
  readonly hash: Hash;
}

/**
 * A comment on a version of a draft, by whoever holds a post of the procedure that serves the case. It is anchored to an
 * article's id, to what the article said, and to the words that it quotes, which must be there.
 */
export function decideComment(place: DraftPlace, comment: Comment): StreamDecision<DraftCommented> {
  const { definition, name, declared, actor, caseState: state, world, draft } = place;
  const { kind, version, on, article, text, suggestion, hash } = comment;
  const anyPost = { ...declared, by: officerPosts(definition) };
  const power = streamPower(definition, name, anyPost, { actor, state, world });
  const quote = comment.quote === undefined ? undefined : plainLines(comment.quote).join('\n');
  const anchor = on && anchorOf(on, article, hash);
  const unmet: readonly Unmet[] = [
    ...('unmet' in power ? power.unmet : []),
    ...(draft?.withdrawn ? [nothingStands(place)] : []),
    ...(on ? [] : [against(place, 'invalid-input', '没有这一稿', 'there is no such version', '/version')]),
    ...(on && anchor === undefined
      ? [against(place, 'invalid-input', '该稿没有这一条', 'this version has no such article', '/article')]
      : []),
    ...(on && anchor !== undefined && quote !== undefined ? unquoted(place, on, article, quote) : []),
  ];
  if ('unmet' in power || anchor === undefined || unmet.length > 0) return { refused: true, unmet };
  return {
    refused: false,
    event: {
      ...{ type: 'draft.commented', on: today(world), ...powerInStream(power) },
      ...{ comment: (draft?.comments ?? 0) + 1, kind, version, article, anchor },
    },
    basis: basisList(declared.basis),
    parts: { text, ...(quote !== undefined && { quote }), ...(suggestion !== undefined && { suggestion }) },
  };
}

function unquoted(place: DraftPlace, on: Draft, article: string | null, quote: string): readonly Unmet[] {
  if (quote !== '' && quotableText(on, article)?.includes(quote)) return [];
  const en = 'the words quoted do not stand there';
  return [against(place, 'invalid-input', '所引原文不在该处', en, '/quote')];
}

/** An answer that somebody wants to give to a comment. */
export interface Answer {
  readonly answer: CommentAnswer;
  readonly text?: string;
  /** The comment as it stands; undefined: there is none. */
  readonly to:
    | {
        readonly comment: number;
        readonly kind: CommentKind;
        readonly version: number;
        readonly state: CommentState;
        /** The post in which it was made. */
        readonly post: string;
      }
    | undefined;
}

/**
 * An answer: 已修改 (there is a later version), 不采纳 (with the reason) by the posts that keep the draft; 已确认、坚持 by
 * whoever holds the post in which the comment was made.
 */
export function decideAnswer(
  place: DraftPlace,
  { answer, text, to }: Answer,
): StreamDecision<DraftCommentAnswered> {
  const { definition, name, declared, actor, caseState: state, world, draft } = place;
  if (!to || !draft)
    return {
      refused: true,
      unmet: [against(place, 'invalid-input', '没有这一意见', 'there is no such comment')],
    };
  const keepers = isKeepersAnswer(answer) ? declared : { ...declared, by: to.post };
  const power = streamPower(definition, name, keepers, { actor, state, world });
  const unmet: readonly Unmet[] = [
    ...('unmet' in power ? power.unmet : []),
    ...outOfTurn(place, answer, to.state),
    ...(answer === 'revised' && draft.version <= to.version ? [notRevised(place)] : []),
    ...(answer === 'declined' && (text ?? '').trim() === ''
      ? [
          against(
            place,
            'invalid-input',
            '不采纳的应当说明理由',
            'what is declined needs its reason',
            '/text',
          ),
        ]
      : []),
  ];
  if ('unmet' in power || unmet.length > 0) return { refused: true, unmet };
  const { comment, kind, state: before } = to;
  return {
    refused: false,
    event: {
      ...{ type: 'draft.commentAnswered', on: today(world), ...powerInStream(power) },
      ...{ comment, kind, before, answer, version: draft.version },
    },
    basis: basisList(declared.basis),
    ...(text !== undefined && { parts: { text } }),
  };
}

function outOfTurn(place: DraftPlace, answer: CommentAnswer, state: CommentState): readonly Unmet[] {
  if (answersTo(state).includes(answer)) return [];
  const { zh, en } = COMMENT_ANSWERS[answer];
  const now = state === 'open' ? { zh: '待回应', en: 'open' } : COMMENT_ANSWERS[state];
  const say = `该意见现为「${now.zh}」，不能答复「${zh}」`;
  return [
    against(place, 'not-in-this-state', say, `the comment is ${now.en}: it cannot be ${en} now`, '/answer'),
  ];
}

function notRevised(place: DraftPlace) {
  const en = 'no version was submitted since the comment: nothing can have been revised';
  return against(place, 'requirement-unmet', '提出意见后尚未提交新稿，不能答复已修改', en, '/answer');
}
