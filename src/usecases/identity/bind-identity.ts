import type { Asker } from '../powers/power-facts.js';
import type { ProviderIdentity } from './account-change.js';
import { type AccountAnswer, administer, nothing } from './administered-account.js';
import type { IdentityPorts } from './identity-ports.js';
import { ending } from './session-end.js';

/** `taken`: the identity belongs to somebody else. */
export type BindAnswer = AccountAnswer<
  { readonly outcome: 'bound'; readonly id: string } | { readonly outcome: 'taken' }
>;

/**
 * The security administrator says under which identity of the provider a person signs in; not the one who opens
 * accounts. Each identity belongs to one person.
 */
export function bindIdentity(
  ports: IdentityPorts,
): (by: Asker, person: string, identity: ProviderIdentity) => Promise<BindAnswer> {
  return (by, person, { issuer, subject }) =>
    administer<Exclude<BindAnswer, { outcome: 'refused' | 'noAccount' }>>(ports, {
      ...{ by, action: 'unlockAccount', person },
      work: async (account) => {
        const holder = await ports.accounts.byIdentity({ issuer, subject });
        if (holder && holder.id !== account.id) return nothing({ outcome: 'taken' });
        const known = (await ports.accounts.identities(account.id)).find(
          (one) => one.issuer === issuer && one.subject === subject,
        );
        if (known) return nothing({ outcome: 'bound', id: known.id });
        const id = ports.ids.randomUuid();
        return {
          events: [{ type: 'account.identityBound', identity: id }],
          change: { bound: { id, issuer, subject } },
          parts: { identity: { issuer, subject } },
          result: { outcome: 'bound', id },
        };
      },
    });
}

/** The security administrator takes an identity away; the sessions that the provider began end with it. */
export function unbindIdentity(
  ports: IdentityPorts,
): (
  by: Asker,
  person: string,
  id: string,
) => Promise<AccountAnswer<{ readonly outcome: 'unbound' | 'unknownIdentity' }>> {
  return (by, person, id) =>
    administer<{ readonly outcome: 'unbound' | 'unknownIdentity' }>(ports, {
      ...{ by, action: 'unlockAccount', person },
      work: async (account) => {
        const known = (await ports.accounts.identities(account.id)).some((one) => one.id === id);
        if (!known) return nothing({ outcome: 'unknownIdentity' });
        const begun = (await ports.sessions.ofPerson(person)).filter((one) => one.signIn === 'oidc');
        const { events, ended } = ending(begun, 'credentials');
        return {
          events: [...events, { type: 'account.identityUnbound', identity: id }],
          change: { unbound: id, ended },
          result: { outcome: 'unbound' },
        };
      },
    });
}
