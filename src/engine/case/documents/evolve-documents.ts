import { Defect } from '../../defect.js';
import type { CaseEvent } from '../case-event.js';
import type { CaseState } from '../case-state.js';
import type { DocumentChange, DocumentState } from './document-state.js';

/** Folds the ordering, issue and service of documents. */
export function evolveDocuments(state: CaseState, event: CaseEvent): CaseState {
  if (!event.papers) return state;
  const documents = { ...state.documents };
  for (const change of event.papers) documents[change.id] = changed(documents[change.id], change, event);
  return { ...state, documents };
}

function changed(
  before: DocumentState | undefined,
  change: DocumentChange,
  { on, act }: CaseEvent,
): DocumentState {
  if (change.did === 'ordered') {
    return { document: change.document, orderedOn: on, ...(act !== undefined && { act }) };
  }
  if (!before) throw new Defect(`document ${change.id} is ${change.did}, but was never ordered`);
  if (change.did === 'issued') return { ...before, issued: change.issued };
  const { effectiveOn } = change.service;
  const servedOn = before.servedOn ?? effectiveOn;
  return {
    ...before,
    services: [...(before.services ?? []), change.service],
    ...(servedOn !== undefined && { servedOn }),
  };
}
