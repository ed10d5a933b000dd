import type { Unmet } from '../case/refusal.js';
import type { StreamDecision } from '../streams/stream-law.js';
import type {
  Chosen,
  CommentResult,
  CommentsGrouped,
  CommentsHandled,
  CommentSort,
  CommentsSorted,
  CommentsUngrouped,
  ConsultationState,
  GroupedBy,
  ResultCounts,
} from './consultation.js';
import { type Doing, DEFINED, unmet } from './consultation-terms.js';
import { ended } from './keep-consultation.js';

/** Comments that an act may name one by one; more are handled as a group. */
export const MOST_NAMED = 500;

/** What the chosen comments are now, as the rows tell. */
export interface Selection {
  readonly count: number;
  readonly from: ResultCounts;
}

/** How comments are answered. */
export interface Answer {
  readonly result: CommentResult;
  readonly reason?: string;
  readonly articles: readonly string[];
}

/** Says what kind of comment each is. 隐藏 needs a reason, and the comment stays on record. */
export function sortComments(
  state: ConsultationState,
  wish: {
    readonly comments: readonly number[];
    readonly as: CommentSort;
    readonly of?: number;
    readonly reason?: string;
    /** For `masked`: the words without what points to somebody. */
    readonly text?: string;
  },
  { on, by }: Doing,
): StreamDecision<CommentsSorted> {
  const { comments, as, of, reason, text } = wish;
  const against = [...withdrawn(state), ...outside(state, comments)];
  if (as === 'hidden' && !said(reason)) against.push(reasonNeeded());
  if (as === 'masked' && (!said(text) || comments.length !== 1))
    against.push(
      unmet(
        'invalid-input',
        { zh: '遮盖须逐条给出遮盖后的文字', en: 'masking takes one comment and its words as masked' },
        { at: '/text' },
      ),
    );
  if (as === 'duplicate' && (of === undefined || of > state.received || comments.includes(of)))
    against.push(
      unmet(
        'invalid-input',
        { zh: '须写明与哪一条意见重复', en: 'say of which other comment it is a duplicate' },
        { at: '/of' },
      ),
    );
  if (against.length > 0) return { refused: true, unmet: against };
  return {
    refused: false,
    event: {
      ...{ type: 'comments.sorted', on, comments, as },
      ...(as === 'duplicate' && of !== undefined && { of }),
      ...by,
    },
    basis: DEFINED,
    parts: { ...(said(reason) && { reason }), ...(as === 'masked' && { masked: text }) },
  };
}

/** Brings comments together under a title; the originals stay as they are. A group that is named is added to. */
export function groupComments(
  state: ConsultationState,
  wish: { readonly chosen: GroupedBy; readonly group?: number; readonly title?: string },
  { count }: Selection,
  { on, by }: Doing,
): StreamDecision<CommentsGrouped> {
  const { chosen, group = state.groups + 1, title } = wish;
  const against = withdrawn(state);
  if ('comments' in chosen) against.push(...outside(state, chosen.comments));
  if (wish.group !== undefined && (wish.group < 1 || wish.group > state.groups)) against.push(unknownGroup());
  if (wish.group === undefined && !said(title))
    against.push(
      unmet('field-required', { zh: '新的归并须有标题', en: 'a new group needs a title' }, { at: '/title' }),
    );
  if (count === 0) against.push(nothing());
  if (against.length > 0) return { refused: true, unmet: against };
  const event = { type: 'comments.grouped', on, group, chosen, count, ...by } as const;
  return {
    refused: false,
    event,
    basis: DEFINED,
    ...(said(title) && { parts: { title } }),
  };
}

/** Takes comments out of their group, or the group apart. Their results stay. */
export function ungroupComments(
  state: ConsultationState,
  chosen: Chosen,
  { count }: Selection,
  { on, by }: Doing,
): StreamDecision<CommentsUngrouped> {
  const against = [...withdrawn(state), ...outsideChosen(state, chosen)];
  if (count === 0) against.push(nothing());
  if (against.length > 0) return { refused: true, unmet: against };
  const event = { type: 'comments.ungrouped', on, chosen, count, ...by } as const;
  return { refused: false, event, basis: DEFINED };
}

/**
 * Answers comments, one or a whole group: 采纳, 部分采纳, 不采纳 or 另作说明, with the reason unless they are adopted. A
 * later answer replaces the earlier one, which stays on record; after the results were published it is a correction, and
 * always has a reason.
 */
export function handleComments(
  state: ConsultationState,
  chosen: Chosen,
  { result, reason, articles }: Answer,
  { count, from }: Selection,
  { on, by }: Doing,
): StreamDecision<CommentsHandled> {
  const correction = state.resultOn !== null;
  const against = [...withdrawn(state), ...outsideChosen(state, chosen)];
  if ((result !== 'adopted' || correction) && !said(reason)) against.push(reasonNeeded());
  if (count === 0) against.push(nothing());
  if (against.length > 0) return { refused: true, unmet: against };
  const event: CommentsHandled = {
    ...{ type: 'comments.handled', on, chosen, result, articles: [...new Set(articles)], from },
    ...(correction && { correction: true as const }),
    ...by,
  };
  return {
    refused: false,
    event,
    basis: DEFINED,
    ...(said(reason) && { parts: { reason } }),
  };
}

function withdrawn(state: ConsultationState): Unmet[] {
  return state.withdrawnOn === null ? [] : [ended('withdrawn')];
}

function outsideChosen(state: ConsultationState, chosen: Chosen): readonly Unmet[] {
  if ('comments' in chosen) return outside(state, chosen.comments);
  return chosen.group >= 1 && chosen.group <= state.groups ? [] : [unknownGroup()];
}

function outside(state: ConsultationState, comments: readonly number[]): readonly Unmet[] {
  if (comments.length > MOST_NAMED)
    return [
      unmet(
        'invalid-input',
        {
          zh: `一次至多 ${MOST_NAMED} 条，更多的请先归并`,
          en: `at most ${MOST_NAMED} at once; group more than that`,
        },
        { at: '/comments' },
      ),
    ];
  const unknown = comments.filter((n) => !Number.isSafeInteger(n) || n < 1 || n > state.received);
  if (unknown.length === 0 && new Set(comments).size === comments.length) return [];
  return [
    unmet(
      'invalid-input',
      { zh: '没有其中的意见，或者重复列出', en: 'there is no such comment, or one is named twice' },
      { at: '/comments' },
    ),
  ];
}

function unknownGroup(): Unmet {
  return unmet('invalid-input', { zh: '没有这一归并', en: 'there is no such group' }, { at: '/group' });
}

function reasonNeeded(): Unmet {
  return unmet('field-required', { zh: '须写明理由', en: 'the reason must be given' }, { at: '/reason' });
}

function nothing(): Unmet {
  return unmet('nothing-to-change', {
    zh: '没有相应的意见',
    en: 'there are no such comments',
  });
}

function said(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}
