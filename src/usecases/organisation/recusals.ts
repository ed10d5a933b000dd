import { entriesOf, entryOf } from '../../engine/organisation/entries.js';
import type { Recusal } from '../../engine/organisation/organisation.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import { knownCase } from '../reading/known-case.js';
import { barFromCase, type BarringRequest } from './bar-from-case.js';
import type { OrganisationAnswer } from './organisation-answer.js';

/** A recusal with its id. */
export interface RecusalEntry extends Recusal {
  readonly id: string;
}

/** 自行回避: an officer bars himself from a case that he could act in. In force at once. (公务员法 77.1) */
export function declareRecusal(ports: Ports): (request: BarringRequest) => Promise<OrganisationAnswer> {
  return (request) =>
    barFromCase(ports, request, { declareRecusal: true }, ({ now, today }) => {
      const { person } = request.by;
      const named = { id: ports.ids.uuid(now), person, case: request.caseId, by: person, on: today };
      const change = { change: 'recusal.declared', ...named } as const;
      return { action: 'declareRecusal', change, event: 'recusal.declared' };
    });
}

/**
 * 申请回避: a party wants an officer off his case. Whether that bars the officer until it is decided is for the
 * installation to say (`recusalRequestBars`). (公务员法 77.1)
 */
export function requestRecusal(
  ports: Ports,
): (request: BarringRequest & { readonly person: string }) => Promise<OrganisationAnswer> {
  return (request) =>
    barFromCase(ports, request, { requestRecusal: request.person }, ({ now, today }) => {
      const { person, caseId, by } = request;
      const named = { id: ports.ids.uuid(now), person, case: caseId, by: by.person, on: today };
      const change = { change: 'recusal.requested', ...named } as const;
      return { action: 'requestRecusal', change, event: 'recusal.requested' };
    });
}

/**
 * The head decides a recusal that was declared or requested, never his own: on that of the organ's head the
 * government's decides. Ordered: barred for good. Not ordered: he may act again. (公务员法 77.2)
 */
export function decideRecusal(
  ports: Ports,
): (
  request: BarringRequest & { readonly recusal: string; readonly ordered: boolean },
) => Promise<OrganisationAnswer> {
  return (request) => {
    const { recusal: id, ordered, by, caseId } = request;
    return barFromCase(ports, request, { decideRecusal: id, ordered }, ({ snapshot, today }) => {
      const recusal = entryOf(snapshot.organisation.recusals, id);
      if (recusal?.case !== caseId) return { outcome: 'unknown', what: 'recusal' };
      const change = { change: 'recusal.decided', id, ordered, by: by.person, on: today } as const;
      return { action: 'decideRecusal', concerned: recusal.person, change, event: 'recusal.decided' };
    });
  };
}

/** The recusals of a case, oldest first, for whoever may know of the case. Undefined: there is none for him. */
export async function listRecusals(
  ports: Ports,
  caseId: string,
  by: Asker,
): Promise<readonly RecusalEntry[] | undefined> {
  const found = await knownCase(ports, caseId, by);
  if (!found) return undefined;
  const { index, organisation } = found.context.organisation;
  return entriesOf(organisation.recusals, index.recusalsIn.get(caseId)?.toSorted()).map(([id, recusal]) => ({
    id,
    ...recusal,
  }));
}
