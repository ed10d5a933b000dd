import type { Unmet } from '../../engine/case/refusal.js';
import { type AdministrativeAction, administrativeDenials } from '../powers/administrative-power.js';
import type { StreamHead } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import { type AccountWork, onAccount } from './account-records.js';
import type { IdentityPorts, StoredAccount } from './identity-ports.js';

/** The administrator has not the power, with every reason. */
export interface AdministrationRefused {
  readonly outcome: 'refused';
  readonly unmet: readonly Unmet[];
}

export type AccountAnswer<Done> = AdministrationRefused | { readonly outcome: 'noAccount' } | Done;

/** What an administrator does to an account: decided and written with the organisation as it stands. */
export interface Administration<Done> {
  readonly by: Asker;
  readonly action: AdministrativeAction;
  readonly person: string;
  readonly work: (
    account: StoredAccount,
  ) => Promise<Pick<AccountWork<Done>, 'events' | 'change' | 'parts' | 'result' | 'standings'>>;
}

/** Lets an administrator work on a person's account, when he has the power. Without it he learns nothing of it. */
export async function administer<Done>(
  ports: IdentityPorts,
  { by, action, person, work }: Administration<Done>,
): Promise<AccountAnswer<Done>> {
  const account = await ports.accounts.byPerson(person);
  if (!account) {
    const { version } = await ports.directory.current();
    const { unmet } = await administrativePower(ports, { organisationVersion: version }, by, action, person);
    return unmet.length > 0 ? { outcome: 'refused', unmet } : { outcome: 'noAccount' };
  }
  return onAccount<AccountAnswer<Done>>(ports, account.id, async (_state, head) => {
    const { unmet, ...decided } = await administrativePower(ports, head, by, action, person);
    if (unmet.length > 0) return nothing({ outcome: 'refused', unmet });
    return { ...(await work(account)), by, ...decided };
  });
}

/** Everything that stands against an administrator's wish concerning a person, and what the answer rests on. */
export async function administrativePower(
  ports: IdentityPorts,
  { organisationVersion }: Pick<StreamHead, 'organisationVersion'>,
  asker: Asker,
  action: AdministrativeAction,
  person: string,
): Promise<{ readonly unmet: readonly Unmet[] } & Required<Pick<AccountWork<never>, 'rests' | 'dir'>>> {
  const snapshot = await ports.directory.at(organisationVersion);
  const wish = { asker, action, concerned: { person } };
  const unmet = administrativeDenials(ports, snapshot, wish, await ports.now.now());
  return { unmet, rests: { organisationVersion }, dir: snapshot.digest };
}

/** Nothing is written. */
export function nothing<T>(result: T): { readonly events: readonly []; readonly result: T } {
  return { events: [], result };
}
