import type { Chosen, CommentSort, GroupedBy } from '../../../engine/consultation/consultation.js';
import {
  type Answer,
  groupComments,
  handleComments,
  sortComments,
  ungroupComments,
} from '../../../engine/consultation/handle-comments.js';
import type { StreamAnswer } from '../work-on-stream.js';
import { type ConsultationPorts, type OfficialWish, workOnConsultation } from './work-on-consultation.js';

/** Says what kind of comment each is. */
export function sortFor(
  ports: ConsultationPorts,
  wish: OfficialWish,
  asked: {
    readonly comments: readonly number[];
    readonly as: CommentSort;
    readonly of?: number;
    readonly reason?: string;
    readonly text?: string;
  },
): Promise<StreamAnswer<object>> {
  return workOnConsultation(ports, wish, { sort: asked }, (state, { doing }) => {
    const decision = sortComments(state, asked, doing);
    if (decision.refused) return decision;
    const { comments, as, of } = decision.event;
    return { ...decision, rows: { sorted: { comments, as, of: of ?? null } }, result: {} };
  });
}

/** Brings comments together, by number, by the same words or by article; thousands of them in one act. */
export function groupFor(
  ports: ConsultationPorts,
  wish: OfficialWish,
  asked: { readonly chosen: GroupedBy; readonly group?: number; readonly title?: string },
): Promise<StreamAnswer<{ readonly group: number; readonly comments: number }>> {
  const { consultations } = ports;
  return workOnConsultation(ports, wish, { group: asked }, async (state, { stream, doing }) => {
    const { chosen, title } = asked;
    const decision = groupComments(state, asked, await consultations.selection(stream, chosen), doing);
    if (decision.refused) return decision;
    const { group, count } = decision.event;
    const by = 'sameAs' in chosen ? { text_key: await consultations.textKey(stream, chosen.sameAs) } : chosen;
    const grouped = { group, count, title: asked.group === undefined ? (title ?? null) : null, ...by };
    return { ...decision, rows: { grouped }, result: { group, comments: count } };
  });
}

/** Takes comments out of their groups. */
export function ungroupFor(
  ports: ConsultationPorts,
  wish: OfficialWish,
  chosen: Chosen,
): Promise<StreamAnswer<{ readonly comments: number }>> {
  return workOnConsultation(ports, wish, { ungroup: chosen }, async (state, { stream, doing }) => {
    const selection = await ports.consultations.selection(stream, chosen, true);
    const decision = ungroupComments(state, chosen, selection, doing);
    if (decision.refused) return decision;
    const { count } = decision.event;
    return { ...decision, rows: { ungrouped: { ...chosen, count } }, result: { comments: count } };
  });
}

/** Answers comments, one or a whole group. */
export function handleFor(
  ports: ConsultationPorts,
  wish: OfficialWish,
  asked: { readonly chosen: Chosen; readonly answer: Answer },
): Promise<StreamAnswer<{ readonly comments: number }>> {
  const { chosen, answer } = asked;
  return workOnConsultation(ports, wish, { handle: asked }, async (state, { stream, doing }) => {
    const selection = await ports.consultations.selection(stream, chosen);
    const decision = handleComments(state, chosen, answer, selection, doing);
    if (decision.refused) return decision;
    const { result, articles } = decision.event;
    const { count } = selection;
    const handled = { ...chosen, count, result, articles: JSON.stringify(articles) };
    return { ...decision, rows: { handled }, result: { comments: count } };
  });
}
