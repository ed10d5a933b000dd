import type { Instant } from '../../engine/clock/time.js';
import { onAccount } from './account-records.js';
import { evaluateGuess } from './guess.js';
import type { IdentityPorts, StoredAccount } from './identity-ports.js';
import { passwordFaults, type PasswordFault } from './password-policy.js';
import { checkSecrets, newSecrets } from './sign-in.js';
import { ending } from './session-end.js';
import type { SignedIn } from './signed-in.js';

/** A signed-in person wants another password. */
export interface PasswordChange {
  readonly password: string;
  readonly totp: string;
  readonly newPassword: string;
  readonly address: string;
}

export type PasswordChangeAnswer =
  | { readonly outcome: 'changed'; readonly endedSessions: number }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'locked'; readonly until: Instant }
  | { readonly outcome: 'passwordRefused'; readonly faults: readonly PasswordFault[] }
  /** He signs in elsewhere. */
  | { readonly outcome: 'noPassword' };

/** Changes the password, given the old one and a code, and ends every other session of the person. */
export function changePassword(
  ports: IdentityPorts,
): (me: SignedIn, change: PasswordChange) => Promise<PasswordChangeAnswer> {
  return async (me, change) => {
    const account = await ports.accounts.byPerson(me.person);
    if (!account?.passwordHash) return { outcome: 'noPassword' };
    const { login } = account;
    const known = { login, old: change.password };
    const faults = passwordFaults(ports.identityRules.passwords, change.newPassword, known);
    if (faults.length > 0) return { outcome: 'passwordRefused', faults };
    const guess = await evaluateGuess(
      ports,
      { account: login, address: change.address, at: 'passwordChange' },
      (found, now) => checkSecrets(ports, found, change, now),
    );
    if (guess.outcome !== 'right') return guess;
    const set = await newSecrets(ports, change.newPassword, guess.now);
    return writeChange(ports, me, guess.account, { usedStep: guess.value, set, address: change.address });
  };
}

function writeChange(
  ports: IdentityPorts,
  me: SignedIn,
  account: StoredAccount,
  write: {
    readonly usedStep: number;
    readonly set: Awaited<ReturnType<typeof newSecrets>>;
    readonly address: string;
  },
): Promise<PasswordChangeAnswer> {
  const { usedStep, set, address } = write;
  return onAccount<PasswordChangeAnswer>(ports, account.id, async () => {
    const fresh = await ports.accounts.byId(account.id);
    if (fresh?.passwordHash !== account.passwordHash || usedStep <= (fresh?.lastStep ?? -1)) {
      return { events: [], result: { outcome: 'wrong' } };
    }
    const others = (await ports.sessions.ofPerson(me.person)).filter(
      (one) => one.kind !== 'token' && one.tokenSha256 !== me.session,
    );
    const { events, ended } = ending(others, 'credentials');
    return {
      events: [{ type: 'account.passwordChanged' }, ...events],
      change: { usedStep, set, ended },
      parts: { address },
      by: me,
      result: { outcome: 'changed', endedSessions: ended.length },
    };
  });
}
