import type { CivilDate } from '../../clock/time.js';
import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import { basisList, joinBasis } from '../basis-list.js';
import type { CaseEvent } from '../case-event.js';
import type { CaseState } from '../case-state.js';
import type { Decision } from '../decision.js';
import { evolve } from '../evolve.js';
import { powerInEvent } from '../power/power-in-event.js';
import { refusal, type Refusal } from '../refusal.js';
import { withComing } from '../explain/tasks-coming.js';
import type { World } from '../world.js';
import type { MissingField } from './compose.js';
import { unmetField } from './decide-documents.js';
import { orderedDocument } from './document-scope.js';
import type { DocumentChange, DocumentService, DocumentState, IssuedDocument } from './document-state.js';
import { lawfulService, type ServiceCommand } from './lawful-service.js';
import { serviceEffect } from './service-effect.js';

/** The proof of a service 送达回证 as it was composed. */
export interface ServiceProof {
  /** Name in the definition. */
  readonly document: string;
  readonly issued: IssuedDocument;
}

/** Id that the proof of a service gets. */
export function proofId(state: CaseState): string {
  return `d${Object.keys(state.documents ?? {}).length + 1}`;
}

/**
 * Decides one act of service. A failed attempt is recorded and changes nothing in law. The first service that takes
 * effect records the milestones of the document and tells the statechart; one whose day is still to pass (公告) does so
 * when it has (see `pendingService`).
 *
 * @param proof the proof of service, where the mode makes one; it is ordered and issued by the same event
 */
export function decideService(
  procedure: CompiledProcedure,
  state: CaseState,
  command: ServiceCommand,
  world: World,
  proof?: ServiceProof,
): Decision | Refusal {
  const lawful = lawfulService(procedure, state, command, world);
  if (lawful.refused) return lawful;
  const { mode, power, service } = lawful;
  const { order } = orderedDocument(procedure.definition, state, command.id);
  const { document } = order;
  const first = takesEffectFirst(order, service);
  const effect = first && serviceEffect(procedure, state, document, service.effectiveOn, world.calendar);
  const happened: CaseEvent = {
    type: command.failed ? 'document.serviceFailed' : 'document.served',
    cause: 'document',
    power: powerInEvent(power),
    on: command.on,
    papers: [
      { did: command.failed ? 'serviceFailed' : 'served', id: command.id, service },
      ...(proof && !command.failed ? proofChanges(state, proof) : []),
    ],
    ...(effect && effect.fields),
  };
  const { actor } = command;
  const coming = withComing(happened, {
    definition: procedure.definition,
    before: state,
    world,
    by: { actor },
  });
  if ('unmet' in coming) {
    return refusal(coming.unmet[0]?.code ?? 'requirement-unmet', procedure, state, [], coming.unmet);
  }
  const { event } = coming;
  return {
    refused: false,
    event,
    effects: [],
    state: evolve(state, event, actor.person),
    basis: joinBasis(mode.basis, effect ? [...effect.basis] : []),
  };
}

/** Whether the document counts as served by this service, now. */
function takesEffectFirst(
  { servedOn, pending }: DocumentState,
  service: DocumentService,
): service is DocumentService & { readonly effectiveOn: CivilDate } {
  const { effectiveOn } = service;
  if (effectiveOn === undefined || service.pending) return false;
  return servedOn === undefined || (pending === true && effectiveOn < servedOn);
}

function proofChanges(state: CaseState, { document, issued }: ServiceProof): readonly DocumentChange[] {
  const id = proofId(state);
  return [
    { did: 'ordered', id, document },
    { did: 'issued', id, issued },
  ];
}

/** A service whose proof cannot be made: the mandatory fields of the proof that nobody told. */
export function incompleteProof(
  procedure: CompiledProcedure,
  state: CaseState,
  document: string,
  missing: readonly MissingField[],
): Refusal {
  const basis = basisList(procedure.definition.documents[document]?.basis ?? []);
  const unmet = missing.map((field) => unmetField(field, basis));
  return refusal('document-field-missing', procedure, state, basis, unmet);
}
