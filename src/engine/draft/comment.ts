import type { Text } from '../law/definition.js';

/** 必须修改、建议、询问、法律风险: what a comment on a draft is. */
export const COMMENT_KINDS = {
  mustChange: { zh: '必须修改', en: 'must be changed' },
  suggestion: { zh: '建议', en: 'suggestion' },
  question: { zh: '询问', en: 'question' },
  legalRisk: { zh: '法律风险', en: 'legal risk' },
} as const satisfies Readonly<Record<string, Text>>;

export type CommentKind = keyof typeof COMMENT_KINDS;

/**
 * 已修改、不采纳: said by whoever keeps the draft. 已确认、坚持: said of that by whoever holds the post in which the
 * comment was made.
 */
export const COMMENT_ANSWERS = {
  revised: { zh: '已修改', en: 'revised' },
  declined: { zh: '不采纳', en: 'declined' },
  confirmed: { zh: '已确认', en: 'confirmed' },
  maintained: { zh: '坚持', en: 'maintained' },
} as const satisfies Readonly<Record<string, Text>>;

export type CommentAnswer = keyof typeof COMMENT_ANSWERS;

/** How far a comment is: 待回应, or its last answer. */
export type CommentState = 'open' | CommentAnswer;

/** Which answers may follow on which. Confirmed is the end of it; what is maintained waits for an answer again. */
const NEXT: Readonly<Record<CommentState, readonly CommentAnswer[]>> = {
  open: ['revised', 'declined'],
  revised: ['confirmed', 'maintained'],
  declined: ['confirmed', 'maintained'],
  maintained: ['revised', 'declined'],
  confirmed: [],
};

/** The answers that a comment may get now. */
export function answersTo(state: CommentState): readonly CommentAnswer[] {
  return NEXT[state];
}

/** Whether it is for the keepers of the draft to answer so; else for whoever made the comment. */
export function isKeepersAnswer(answer: CommentAnswer): boolean {
  return answer === 'revised' || answer === 'declined';
}

/** A comment that must be answered and is not: it counts in the standing of the draft. */
export function mustBeAnswered(kind: CommentKind, state: CommentState): boolean {
  return kind === 'mustChange' && (state === 'open' || state === 'maintained');
}
