import type { Ports } from '../ports.js';
import { barFromCase, type BarringRequest } from './bar-from-case.js';
import type { OrganisationAnswer } from './organisation-answer.js';

/** 封存: nothing is done or read in the case any more until the seal is lifted. `basis` names the document. */
export function sealCase(
  ports: Ports,
): (request: BarringRequest & { readonly basis: string }) => Promise<OrganisationAnswer> {
  return (request) =>
    barFromCase(ports, request, { sealCase: request.basis }, ({ today }) => {
      const { caseId, by, basis } = request;
      const change = { change: 'case.sealed', case: caseId, by: by.person, on: today, basis } as const;
      return { action: 'sealCase', change, event: 'case.sealed' };
    });
}

/** 解封: the case goes on as it was. */
export function unsealCase(ports: Ports): (request: BarringRequest) => Promise<OrganisationAnswer> {
  return (request) =>
    barFromCase(ports, request, { unsealCase: true }, ({ today }) => {
      const { caseId, by } = request;
      const change = { change: 'case.unsealed', case: caseId, by: by.person, on: today } as const;
      return { action: 'sealCase', change, event: 'case.unsealed' };
    });
}
