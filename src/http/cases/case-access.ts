import type { SignedIn } from '../../usecases/identity/signed-in.js';
import type { LawfulCaseFor } from '../../usecases/cases/read-case.js';
import { knownCase } from '../../usecases/reading/known-case.js';
import type { HttpServices } from '../http-services.js';
import { unknownResource } from '../problems/problem.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id as given, when it can be one. @throws Problem `unknown-resource` */
export function caseId(text: string): string {
  if (!UUID.test(text)) throw unknownCase();
  return text;
}

/**
 * The case as it stands to the person, if there is one that he may know of.
 * @throws Problem `unknown-resource`, the same whether there is none or he may not know of it
 */
export async function caseBefore(
  { ports }: Pick<HttpServices, 'ports'>,
  id: string,
  person: SignedIn,
): Promise<LawfulCaseFor> {
  const found = await knownCase(ports, caseId(id), person);
  if (!found) throw unknownCase();
  return found;
}

/** There is no such case, or none that the person may know of: nobody can tell which. */
export function unknownCase(): ReturnType<typeof unknownResource> {
  return unknownResource('案件', 'case');
}
