import { receiptOf } from '../../../engine/case/receipt.js';
import {
  COMMENTS_IN_PART,
  type NewComment,
  receiveComments,
} from '../../../engine/consultation/receive-comments.js';
import type { StreamAnswer } from '../work-on-stream.js';
import { commentRows } from './comment-rows.js';
import { type ConsultationPorts, type OfficialWish, workOnConsultation } from './work-on-consultation.js';

/** What was entered: numbers without a gap, and for few comments the receipt number of each. */
export interface Entered {
  readonly first: number;
  readonly comments: number;
  readonly receipts: readonly string[];
}

/** More receipts than this are read from the list. */
const TOLD = 50;

/**
 * Enters comments that came on paper, by telephone, in meetings or in a file; all of them or none, in one record.
 *
 * @param file SHA-256 of the file that they are from
 */
export function enterComments(
  ports: ConsultationPorts,
  wish: OfficialWish,
  comments: readonly NewComment[],
  file?: string,
): Promise<StreamAnswer<Entered>> {
  // What a file says is told by its digest; the words themselves are kept for few comments only.
  const asked = file === undefined ? { enter: comments } : { import: file };
  return workOnConsultation(ports, wish, asked, (state, { doing }) => {
    const perPart = comments.length > COMMENTS_IN_PART ? COMMENTS_IN_PART : 1;
    const how = { perPart, ...(file !== undefined && { file }) };
    const decision = receiveComments(state, comments, doing, how);
    if (decision.refused) return decision;
    const { first } = decision.event;
    const numbered = comments.map((comment) => ({ comment, id: ports.ids.randomUuid() }));
    const received = commentRows(numbered, first, doing.on, ports.hash);
    const receipts = numbered.slice(0, TOLD).map(({ id }) => receiptOf(id) ?? id);
    return { ...decision, rows: { received }, result: { first, comments: comments.length, receipts } };
  });
}
