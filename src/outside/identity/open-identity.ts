import { join } from 'node:path';
import type { Instant } from '../../engine/clock/time.js';
import type { Accounts, IdentityPorts } from '../../usecases/identity/identity-ports.js';
import type { Settings } from '../settings/settings.js';
import { argon2Passwords } from './argon2-passwords.js';
import { openidProvider } from './openid-provider.js';
import { systemSecrets } from './secrets.js';
import { totpCodes } from './totp.js';
import { checkVault, sealingVault, vaultKey } from './vault.js';

/** What this folder gives to identity. */
export type OutsideIdentity = Pick<
  IdentityPorts,
  'wallClock' | 'passwords' | 'codes' | 'vault' | 'secrets' | 'provider' | 'identityRules'
>;

/** Failures are forgotten after this many of the longest locks. */
const FORGOTTEN_AFTER_LOCKS = 4;

/**
 * The key of the installation, of which keys for other uses are derived. The first start makes its file.
 *
 * @throws VaultError for a key file that others may read
 */
export function installationKey(settings: Pick<Settings, 'identity' | 'data'>): Buffer {
  return vaultKey(keyFileOf(settings));
}

function keyFileOf({ identity, data }: Pick<Settings, 'identity' | 'data'>): string {
  return identity.keyFile ?? join(data.directory, 'identity.key');
}

/**
 * Everything outside the database that identity needs. The first start makes the key file.
 *
 * @throws VaultError for a key file that others may read, or that does not fit the database
 */
export async function openIdentity(
  settings: Pick<Settings, 'identity' | 'oidc' | 'data'>,
  accounts: Pick<Accounts, 'anySealed'>,
  wallClock: () => Instant,
): Promise<OutsideIdentity> {
  const { identity, oidc } = settings;
  const keyFile = keyFileOf(settings);
  const vault = sealingVault(vaultKey(keyFile));
  await checkVault(accounts, vault, keyFile);
  const { issuer, clientId, redirectUri, clientSecretFile, requiredAcr } = oidc;
  const complete = issuer !== null && clientId !== null && redirectUri !== null;
  return {
    wallClock,
    passwords: await argon2Passwords(),
    codes: totpCodes,
    vault,
    secrets: systemSecrets,
    provider: complete
      ? openidProvider({ issuer, clientId, redirectUri, clientSecretFile, requiredAcr }, wallClock)
      : null,
    identityRules: {
      idleMinutes: identity.idleMinutes,
      absoluteHours: identity.absoluteHours,
      sessionsAtOnce: identity.sessionsAtOnce,
      activationDays: identity.activationDays,
      passwords: identity.passwords,
      locks: {
        freeForAccount: identity.freeFailures,
        freeForAddress: identity.freeFailuresOfAddress,
        longestSeconds: identity.longestLock,
        forgetSeconds: identity.longestLock * FORGOTTEN_AFTER_LOCKS,
      },
    },
  };
}
