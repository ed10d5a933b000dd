import type { CivilDate } from '../../clock/time.js';
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
  if (change.did === 'tookEffect') return withoutPending(before);
  const { service } = change;
  const services = [...(before.services ?? []), service];
  if (service.effectiveOn === undefined || !isFirst(before, service.effectiveOn))
    return { ...before, services };
  const { pending: _pending, ...rest } = before;
  return {
    ...rest,
    services,
    servedOn: service.effectiveOn,
    ...(service.pending && { pending: true }),
  };
}

function withoutPending({ pending: _pending, ...rest }: DocumentState): DocumentState {
  return rest;
}

/** Whether a service takes effect before any other: nothing has yet, and what is pending does so later. */
function isFirst({ servedOn, pending }: DocumentState, effectiveOn: CivilDate): boolean {
  return servedOn === undefined || (pending === true && effectiveOn < servedOn);
}
