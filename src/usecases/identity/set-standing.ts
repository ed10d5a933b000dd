import type { Standing } from '../../engine/organisation/standing.js';
import type { Asker } from '../powers/power-facts.js';
import { type AccountAnswer, administer, nothing } from './administered-account.js';
import type { IdentityPorts } from './identity-ports.js';
import { ending } from './session-end.js';

type Done =
  | { readonly outcome: 'set'; readonly standing: Standing }
  /** An officer stands as the organisation says. */
  | { readonly outcome: 'ofTheOrganisation' };

/**
 * Suspends, ends or restores the account of a member of the public. It takes effect at his next act, as a change of
 * the organisation does for officers. Either administrator may take the power away; giving it back is for the security
 * administrator. What has ended loses its sessions and tokens too.
 */
export function setStanding(
  ports: IdentityPorts,
): (by: Asker, person: string, standing: Standing) => Promise<AccountAnswer<Done>> {
  return (by, person, standing) =>
    administer<Done>(ports, {
      ...{ by, person, action: standing === 'active' ? 'unlockAccount' : 'withdrawPower' },
      work: async () => {
        const known = await ports.directory.person(person);
        if (known?.kind !== 'public') return nothing({ outcome: 'ofTheOrganisation' });
        if (known.standing === standing) return nothing({ outcome: 'set', standing });
        const { events, ended } =
          standing === 'active'
            ? { events: [], ended: [] }
            : ending(await ports.sessions.ofPerson(person), 'administrator');
        return {
          events: [{ type: 'account.standingSet', standing }, ...events],
          ...(ended.length > 0 && { change: { ended } }),
          standings: [{ person, standing }],
          result: { outcome: 'set', standing },
        };
      },
    });
}
