import { anyPower } from '../../engine/case/power/any-power.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { placeOf } from '../../usecases/reading/known-case.js';
import { caseBefore } from '../cases/case-access.js';
import type { HttpServices } from '../http-services.js';
import { powerProblem } from '../powers/power-problem.js';

/**
 * The case for somebody who audits it.
 *
 * @throws Problem `unknown-resource` for who may not know of the case, `power-missing` for who may not audit it
 */
export async function auditableCase(
  services: Pick<HttpServices, 'ports'>,
  id: string,
  person: SignedIn,
): ReturnType<typeof caseBefore> {
  const found = await caseBefore(services, id, person);
  const power = anyPower(placeOf(found), 'auditCase');
  if (!power.allowed) throw powerProblem('auditCase', power.denials);
  return found;
}
