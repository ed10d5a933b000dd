import type { CaseDetail } from '../../usecases/queries.js';
import type { HttpServices } from '../http-services.js';
import { isOfficer } from '../auth/signed-in.decorator.js';
import type { Person } from '../auth/person.js';
import { unknownResource } from '../problems/problem.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id as given, when it can be one. @throws Problem `unknown-resource` */
export function caseId(text: string): string {
  if (!UUID.test(text)) throw unknownResource('案件', 'case');
  return text;
}

/**
 * The case, if there is one and the person may know of it: officers know all, others those they are party to.
 * @throws Problem `unknown-resource`
 */
export async function knownCase(
  services: Pick<HttpServices, 'queries'>,
  id: string,
  person: Person,
): Promise<CaseDetail> {
  const detail = await services.queries.case(caseId(id));
  if (!detail || !mayKnow(detail, person)) throw unknownResource('案件', 'case');
  return detail;
}

function mayKnow(detail: CaseDetail, person: Person): boolean {
  return (
    isOfficer(person) || Object.values(detail.state.parties).some((party) => party.includes(person.person))
  );
}
