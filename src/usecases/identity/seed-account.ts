import type { NewSession } from './account-change.js';
import { onAccount } from './account-records.js';
import type { IdentityPorts, StoredAccount } from './identity-ports.js';
import { loginOf } from './login.js';
import { later } from './wall-time.js';

/** The account of a person of the seed, with whatever it has from the beginning. */
export interface SeededAccount {
  readonly person: string;
  readonly account: string;
  readonly passwordHash?: string;
  /** Base32, as the authenticator app gets it. */
  readonly totpSecret?: string;
  /** SHA-256 of a one-time activation code. */
  readonly activationHash?: string;
  /** SHA-256 of a bearer token without scopes that ends when it is revoked. */
  readonly tokenSha256?: string;
}

/**
 * Opens an account while the installation seeds itself. Called again with the same secrets it changes nothing, with
 * others it puts them in place of the old ones: a first start that was interrupted is simply run again.
 */
export function seedAccount(ports: IdentityPorts): (seeded: SeededAccount) => Promise<void> {
  return async (seeded) => {
    const { person, account: name, passwordHash } = seeded;
    const known = await ports.accounts.byPerson(person);
    const mine = known ? await ports.sessions.ofPerson(person) : [];
    const hasToken = mine.some((one) => one.tokenSha256 === seeded.tokenSha256);
    const begun = seeded.tokenSha256 !== undefined && !hasToken ? seededToken(ports, seeded) : undefined;
    if (known && !begun && sameSecrets(ports, known, seeded)) return;
    const id = known?.id ?? ports.ids.randomUuid();
    const active = passwordHash !== undefined;
    await onAccount(ports, id, async (state) => ({
      events: [
        ...(state
          ? [{ type: active ? 'account.activated' : 'account.codeIssued' } as const]
          : [{ type: 'account.opened', person, ...(active && { active: true as const }) } as const]),
        ...(begun
          ? [{ type: 'account.tokenIssued', token: begun.id, scopes: null, expiresAt: null } as const]
          : []),
      ],
      change: {
        ...(!state && { opened: { person, login: loginOf(name) } }),
        set: seededSecrets(ports, id, seeded),
        ...(begun && { begun: { ...begun, account: id } }),
      },
      result: undefined,
    }));
  };
}

function seededSecrets(ports: IdentityPorts, id: string, seeded: SeededAccount) {
  const { passwordHash, totpSecret, activationHash } = seeded;
  const now = ports.wallClock();
  return {
    passwordHash: passwordHash ?? null,
    passwordSetAt: passwordHash === undefined ? null : now,
    totpSecret: totpSecret === undefined ? null : ports.vault.seal(totpSecret, id),
    activationSha256: activationHash ?? null,
    activationExpiresAt:
      activationHash === undefined ? null : later(now, ports.identityRules.activationDays * 86_400),
  };
}

function sameSecrets(ports: IdentityPorts, known: StoredAccount, seeded: SeededAccount): boolean {
  const totp = known.totpSecret === null ? undefined : ports.vault.open(known.totpSecret, known.id);
  return (
    (known.passwordHash ?? undefined) === seeded.passwordHash &&
    totp === seeded.totpSecret &&
    (known.activationSha256 ?? undefined) === seeded.activationHash
  );
}

function seededToken(
  ports: IdentityPorts,
  { person, tokenSha256 }: SeededAccount,
): Omit<NewSession, 'account'> {
  return {
    ...{ tokenSha256: tokenSha256 as string, id: ports.ids.randomUuid(), person },
    ...{ kind: 'token', signIn: 'bearer', scopes: null, name: 'seed', expiresAt: null },
    authenticatedAt: ports.wallClock(),
  };
}
