import type { Instant } from '../../engine/clock/time.js';
import type { Asker } from '../powers/power-facts.js';
import type { ProviderIdentity } from './account-change.js';
import { type AccountAnswer, administrativePower } from './administered-account.js';
import type { IdentityPorts } from './identity-ports.js';
import { accountKey } from './lock-out.js';
import { sessionIsLive } from './session-life.js';

/** An account as administrators see it: how it stands, and nothing of its secrets. */
export interface AccountView {
  readonly outcome: 'known';
  readonly person: string;
  readonly account: string;
  readonly standing: 'opened' | 'active';
  /** Until when its activation code is good. */
  readonly activationExpiresAt: Instant | null;
  readonly lockedUntil: Instant | null;
  readonly identities: readonly (ProviderIdentity & { readonly id: string })[];
  readonly sessions: number;
  readonly tokens: number;
}

/** Reads an account for the system or the security administrator. */
export function readAccount(
  ports: IdentityPorts,
): (by: Asker, person: string) => Promise<AccountAnswer<AccountView>> {
  return async (by, person) => {
    const { version } = await ports.directory.current();
    const head = { organisationVersion: version };
    const { unmet } = await administrativePower(ports, head, by, 'withdrawPower', person);
    if (unmet.length > 0) return { outcome: 'refused', unmet };
    const account = await ports.accounts.byPerson(person);
    if (!account) return { outcome: 'noAccount' };
    const now = ports.wallClock();
    const live = (await ports.sessions.ofPerson(person)).filter((one) =>
      sessionIsLive(one, ports.identityRules, now),
    );
    const tokens = live.filter(({ kind }) => kind === 'token').length;
    return {
      outcome: 'known',
      person,
      account: account.login,
      standing: account.passwordHash === null ? 'opened' : 'active',
      activationExpiresAt: account.activationExpiresAt,
      lockedUntil: (await ports.attempts.lockedUntil(accountKey(ports.hash, account.login), now)) ?? null,
      identities: await ports.accounts.identities(account.id),
      sessions: live.length - tokens,
      tokens,
    };
  };
}
