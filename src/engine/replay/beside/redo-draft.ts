import type { CommentAnswer, CommentKind, CommentState } from '../../draft/comment.js';
import { decideAnswer, decideComment, type Answer } from '../../draft/decide-comment.js';
import { decideSubmission } from '../../draft/decide-submission.js';
import { decideWithdrawal, type Withdrawal } from '../../draft/decide-withdrawal.js';
import type { DraftPlace } from '../../draft/draft-place.js';
import type { DraftEvent, DraftSource, DraftState } from '../../draft/draft-stream.js';
import type { Draft, DraftText } from '../../draft/draft.js';
import { parseDraft } from '../../draft/parse-draft.js';
import { CannotBeJudged, Told } from '../told.js';
import { declaredAs, type StreamMoment, type StreamRedo, type StreamWish } from './stream-moment.js';

/** Words that no rule reads, where they are withheld: that there were any is all that counts. */
const WITHHELD = '…';

/** Drafts and their comments. */
export const redoDraft: StreamRedo = {
  wishOf(moment) {
    const event = moment.event as DraftEvent;
    const { told } = moment;
    switch (event.type) {
      case 'draft.submitted':
        return { parsed: withoutIds(told.part('draft') as Draft), source: event.source, file: event.file };
      case 'draft.withdrawn':
        return { withdraw: { version: event.version, reason: told.partOr('reason', WITHHELD) } };
      case 'draft.commented': {
        const { kind, version, article } = event;
        const text = told.partOr('text', WITHHELD);
        const suggestion = told.partOr('suggestion', WITHHELD);
        return { comment: { kind, version, article, text, suggestion, quote: told.part('quote') } };
      }
      case 'draft.commentAnswered': {
        const { comment, answer } = event;
        return { answerTo: { comment, answer, text: told.partOr('text', WITHHELD) } };
      }
    }
  },
  decide(moment, wish) {
    const place = placeOf(moment, wish);
    if ('comment' in wish) return commentAgain(moment, place, wish['comment'] as CommentWish);
    if ('answerTo' in wish) return answerAgain(moment, place, wish['answerTo'] as AnswerWish);
    if ('withdraw' in wish) return decideWithdrawal(place, wish['withdraw'] as Withdrawal);
    return submitAgain(moment, place, wish);
  },
};

interface CommentWish {
  readonly kind: CommentKind;
  readonly version: number;
  readonly article: string | null;
  readonly text: string;
  readonly quote?: string;
  readonly suggestion?: string;
}

interface AnswerWish {
  readonly comment: number;
  readonly answer: CommentAnswer;
  readonly text?: string;
}

function placeOf(moment: StreamMoment, wish: StreamWish): DraftPlace {
  const state = moment.state as DraftState | null;
  const event = moment.event as DraftEvent;
  const begun = event.type === 'draft.submitted' ? event.begun?.name : undefined;
  const name = state?.name ?? begun ?? String(wish['draft']);
  return { ...declaredAs(moment, name), draft: state };
}

function submitAgain(moment: StreamMoment, place: DraftPlace, wish: StreamWish) {
  const { parsed, text, source = 'text', file, replaces } = wish;
  // What an uploaded file said that was refused is kept nowhere.
  if (parsed === undefined && typeof text !== 'string')
    throw new CannotBeJudged({ kind: 'input', name: 'content' });
  const latest = place.draft?.version;
  return decideSubmission(place, {
    text: (parsed as DraftText | undefined) ?? parseDraft(text as string),
    source: source as DraftSource,
    before: latest === undefined ? null : (versionOf(moment, latest) ?? null),
    hash: moment.hash,
    ...(file !== undefined && { file: file as string }),
    ...(replaces !== undefined && { replaces: replaces as number }),
  });
}

function commentAgain(moment: StreamMoment, place: DraftPlace, wish: CommentWish) {
  const { quote, suggestion, ...comment } = wish;
  return decideComment(place, {
    ...{ ...comment, on: versionOf(moment, wish.version), hash: moment.hash },
    ...(quote !== undefined && { quote }),
    ...(suggestion !== undefined && { suggestion }),
  });
}

function answerAgain(moment: StreamMoment, place: DraftPlace, { comment, answer, text }: AnswerWish) {
  return decideAnswer(place, {
    ...{ answer, to: commentOf(moment, comment) },
    ...(text !== undefined && { text }),
  });
}

/** A version as it was submitted. @throws CannotBeJudged where its text is not at hand */
function versionOf({ earlier }: StreamMoment, version: number): Draft | undefined {
  const found = earlier.find(({ record: { data } }) => {
    const event = data as unknown as DraftEvent;
    return event.type === 'draft.submitted' && event.version === version;
  });
  return found && (new Told(found).part('draft') as Draft | undefined);
}

function commentOf({ earlier }: StreamMoment, comment: number): Answer['to'] {
  let found: Answer['to'];
  for (const { record } of earlier) {
    const event = record.data as unknown as DraftEvent;
    if (event.type === 'draft.commented' && event.comment === comment) {
      const { kind, version, post = '' } = event;
      found = { comment, kind, version, post, state: 'open' };
    } else if (found && event.type === 'draft.commentAnswered' && event.comment === comment) {
      found = { ...found, state: event.answer satisfies CommentState };
    }
  }
  return found;
}

function withoutIds({ body, ...draft }: Draft): DraftText {
  return {
    ...draft,
    body: body.map((one) => {
      if (one.kind === 'heading') return one;
      const { id: _id, ...article } = one;
      return article;
    }),
  };
}
