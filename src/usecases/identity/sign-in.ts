import type { Instant } from '../../engine/clock/time.js';
import type { AccountSecrets } from './account-change.js';
import { onAccount } from './account-records.js';
import { evaluateGuess } from './guess.js';
import type { IdentityPorts, StoredAccount } from './identity-ports.js';
import { loginOf } from './login.js';
import { passwordExpired, passwordFaults, type PasswordFault } from './password-policy.js';
import { type StartAnswer, startSession } from './start-session.js';

/** What somebody types in order to sign in. */
export interface SignInRequest {
  readonly account: string;
  readonly password: string;
  /** The six digits of his authenticator app. */
  readonly totp: string;
  /** Changes the password at the same time; the way in when it has expired. */
  readonly newPassword?: string;
  /** A browser keeps a cookie; a command-line client is given the token. */
  readonly kind: 'browser' | 'command';
  readonly address: string;
  readonly previous?: string;
}

export type SignInAnswer =
  | StartAnswer
  | { readonly outcome: 'locked'; readonly until: Instant }
  | { readonly outcome: 'passwordExpired' }
  | { readonly outcome: 'passwordRefused'; readonly faults: readonly PasswordFault[] };

/**
 * Signs in with password and one-time code. A wrong name, password or code, a code used before and an account without
 * password all take the same work and get the same answer.
 */
export function signIn(ports: IdentityPorts): (request: SignInRequest) => Promise<SignInAnswer> {
  return async (request) => {
    const { newPassword } = request;
    const faults = newPassword === undefined ? [] : newPasswordFaults(ports, request, newPassword);
    if (faults.length > 0) return { outcome: 'passwordRefused', faults };
    const guess = await evaluateGuess(ports, { ...request, at: 'signIn' }, (account, now) =>
      checkSecrets(ports, account, request, now),
    );
    if (guess.outcome !== 'right') return guess;
    const { account, value: usedStep, now } = guess;
    if (
      newPassword === undefined &&
      passwordExpired(ports.identityRules.passwords, account.passwordSetAt, now)
    ) {
      return useUpCode(ports, account, usedStep, request.address);
    }
    return startSession(ports, {
      ...{ account, how: 'password+totp', kind: request.kind, address: request.address, now, usedStep },
      ...(request.previous !== undefined && { previous: request.previous }),
      ...(newPassword !== undefined && { set: await newSecrets(ports, newPassword, now) }),
    });
  };
}

function newPasswordFaults(
  ports: IdentityPorts,
  { account, password }: SignInRequest,
  newPassword: string,
): readonly PasswordFault[] {
  return passwordFaults(ports.identityRules.passwords, newPassword, {
    login: loginOf(account),
    old: password,
  });
}

/** The columns of a password that begins now. */
export async function newSecrets(
  ports: Pick<IdentityPorts, 'passwords'>,
  password: string,
  now: Instant,
): Promise<Pick<AccountSecrets, 'passwordHash' | 'passwordSetAt'>> {
  return { passwordHash: await ports.passwords.hash(password), passwordSetAt: now };
}

/**
 * The time step of a right code given with the right password; undefined otherwise. Works as long for an account that
 * does not exist.
 */
export async function checkSecrets(
  ports: Pick<IdentityPorts, 'passwords' | 'codes' | 'vault'>,
  account: StoredAccount | undefined,
  typed: { readonly password: string; readonly totp: string },
  now: Instant,
): Promise<number | undefined> {
  const right = await ports.passwords.verify(
    account?.passwordHash ?? ports.passwords.nobodys,
    typed.password,
  );
  const sealed = account?.totpSecret;
  const secret = account && sealed ? ports.vault.open(sealed, account.id) : NOBODYS_SECRET;
  const step = ports.codes.stepOf(secret, typed.totp, now);
  if (!account?.passwordHash || !sealed || !right || step === undefined) return undefined;
  return step > (account.lastStep ?? -1) ? step : undefined;
}

/** Any secret will do: what is computed with it is thrown away. */
const NOBODYS_SECRET = 'A'.repeat(32);

/** A right code counts once even when the password has expired. */
function useUpCode(
  ports: IdentityPorts,
  account: StoredAccount,
  usedStep: number,
  address: string,
): Promise<SignInAnswer> {
  return onAccount<SignInAnswer>(ports, account.id, async () => {
    const fresh = await ports.accounts.byId(account.id);
    if (usedStep <= (fresh?.lastStep ?? -1)) return { events: [], result: { outcome: 'wrong' } };
    return {
      events: [{ type: 'account.passwordExpired' }],
      change: { usedStep },
      parts: { address },
      result: { outcome: 'passwordExpired' },
    };
  });
}
