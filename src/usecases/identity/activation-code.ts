import type { Instant } from '../../engine/clock/time.js';
import type { AccountSecrets } from './account-change.js';
import type { IdentityPorts } from './identity-ports.js';
import { later } from './wall-time.js';

/** A one-time activation code, told once: to be handed to the person and to nobody else. */
export interface ActivationCode {
  readonly code: string;
  readonly expiresAt: Instant;
}

/** A new code, and what it makes of the account's secrets: whatever was there before is void. */
export function newActivationCode(
  ports: Pick<IdentityPorts, 'secrets' | 'hash' | 'wallClock' | 'identityRules'>,
): { readonly told: ActivationCode; readonly set: AccountSecrets } {
  const code = ports.secrets.activationCode();
  const expiresAt = later(ports.wallClock(), ports.identityRules.activationDays * 86_400);
  return {
    told: { code, expiresAt },
    set: {
      ...{ passwordHash: null, passwordSetAt: null, totpSecret: null },
      ...{ pendingPasswordHash: null, pendingTotpSecret: null },
      ...{ activationSha256: ports.hash.sha256(code), activationExpiresAt: expiresAt },
    },
  };
}
