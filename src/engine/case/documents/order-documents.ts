import type { CaseEvent } from '../case-event.js';
import type { CaseState } from '../case-state.js';
import type { Definition } from '../../law/definition.js';

/**
 * The documents of an event that can be issued, as orders with ids `d1`, `d2` ... through the life of the case. Those
 * without a text are named by the event and nothing more.
 */
export function orderedBy(
  definition: Definition,
  state: CaseState | null,
  documents: readonly string[],
): Pick<CaseEvent, 'papers'> {
  const known = Object.keys(state?.documents ?? {}).length;
  const papers = documents
    .filter((document) => definition.documents[document]?.template !== undefined)
    .map((document, index) => ({ did: 'ordered' as const, id: `d${known + index + 1}`, document }));
  return papers.length === 0 ? {} : { papers };
}
