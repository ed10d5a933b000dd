import type { CommentState } from '../../../engine/draft/comment.js';
import type { DraftComment } from './draft-reads.js';

/** How far a comment is: 待回应, or its last answer. */
export function stateOf({ answers }: Pick<DraftComment, 'answers'>): CommentState {
  return answers.at(-1)?.answer ?? 'open';
}
