import { today } from '../../engine/case/world.js';
import type { StreamHead } from '../ports.js';
import { factsOf } from '../powers/power-facts.js';
import type { AccountWork } from './account-records.js';
import type { IdentityPorts } from './identity-ports.js';

/**
 * Whether a person may use his account now, and what that rests on: officers as the organisation has them, members of
 * the public as their account stands. Read for the head of an append, so that it loses when he is suspended meanwhile.
 */
export async function standingFor(
  ports: IdentityPorts,
  head: StreamHead,
  person: string,
): Promise<{ readonly active: boolean } & Required<Pick<AccountWork<never>, 'rests' | 'dir'>>> {
  const now = await ports.now.now();
  const snapshot = await ports.directory.at(head.organisationVersion);
  const facts = await factsOf(ports, snapshot, person, today({ now, zone: ports.installation.zone }));
  const { kind, standing } = facts;
  return {
    active: standing === 'active',
    rests: {
      organisationVersion: head.organisationVersion,
      ...(kind === 'public' && { actorStanding: { person, standing } }),
    },
    dir: snapshot.digest,
  };
}
