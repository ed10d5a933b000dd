import type { CommentAnswer, CommentKind } from '../../../engine/draft/comment.js';
import { decideAnswer, decideComment } from '../../../engine/draft/decide-comment.js';
import type { DraftCommentAnswered, DraftCommented } from '../../../engine/draft/draft-stream.js';
import type { Ports } from '../../ports.js';
import type { StreamAnswer } from '../work-on-stream.js';
import { stateOf } from './comment-state.js';
import type { DraftReads } from './draft-reads.js';
import { inDraft, type DraftWish } from './work-on-draft.js';

/** Somebody's wish to comment on a version. */
export interface CommentRequest extends DraftWish {
  readonly kind: CommentKind;
  readonly version: number;
  /** Id of the article; null: the whole. */
  readonly article: string | null;
  readonly text: string;
  readonly quote?: string;
  readonly suggestion?: string;
}

/** Somebody's wish to answer a comment, or its answer. */
export interface AnswerRequest extends DraftWish {
  readonly comment: number;
  readonly answer: CommentAnswer;
  readonly text?: string;
}

/** The comment that was made or answered. */
export interface Commented {
  readonly comment: number;
}

/**
 * Makes a comment on a version of a draft.
 *
 * @throws Unavailable, Defect as `workOnStream`.
 */
export function commentOnDraft(
  ports: Ports,
  reads: DraftReads,
): (request: CommentRequest) => Promise<StreamAnswer<Commented>> {
  return ({ caseId, name, by, key, ...comment }) => {
    const asked = { draft: name, comment };
    return inDraft<DraftCommented, Commented>(
      ports,
      { caseId, name, by, key },
      asked,
      async (place, stream) => {
        const on = await reads.text(stream, comment.version);
        const decision = decideComment(place, { ...comment, on, hash: ports.hash });
        if (decision.refused) return decision;
        const { comment: n, kind, version, article, anchor, on: day, post = '' } = decision.event;
        const row = { comment: n, kind, version, article, anchor, made_on: day, person: by.person, post };
        return { ...decision, rows: { comments: [row] }, result: { comment: n } };
      },
    );
  };
}

/**
 * Answers a comment, or says what one thinks of the answer.
 *
 * @throws Unavailable, Defect as `workOnStream`.
 */
export function answerComment(
  ports: Ports,
  reads: DraftReads,
): (request: AnswerRequest) => Promise<StreamAnswer<Commented>> {
  return ({ caseId, name, by, key, ...wish }) => {
    const asked = { draft: name, answerTo: wish };
    return inDraft<DraftCommentAnswered, Commented>(
      ports,
      { caseId, name, by, key },
      asked,
      async (place, stream) => {
        const known = await reads.comment(stream, wish.comment);
        const to = known && { ...known, state: stateOf(known) };
        const { answer, text } = wish;
        const decision = decideAnswer(place, { answer, to, ...(text !== undefined && { text }) });
        if (decision.refused) return decision;
        const { comment, version, on: day, post = '' } = decision.event;
        const row = { comment, answer, version, given_on: day, person: by.person, post };
        return { ...decision, rows: { answers: [row] }, result: { comment } };
      },
    );
  };
}
