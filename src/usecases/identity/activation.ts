import type { Hash } from '../../engine/audit/record.js';
import type { Instant } from '../../engine/clock/time.js';
import { onAccount } from './account-records.js';
import { evaluateGuess, type GuessResult } from './guess.js';
import type { IdentityPorts, StoredAccount } from './identity-ports.js';
import { loginOf } from './login.js';
import { passwordFaults, type PasswordFault } from './password-policy.js';

/** Who holds an activation code. */
export interface CodeHolder {
  readonly account: string;
  /** As the administrator handed it over; case, blanks and dashes do not matter. */
  readonly code: string;
  readonly address: string;
}

export type BeginActivationAnswer =
  | Exclude<GuessResult<never>, { outcome: 'right' }>
  | { readonly outcome: 'passwordRefused'; readonly faults: readonly PasswordFault[] }
  /** The secret of the authenticator app, told once. */
  | { readonly outcome: 'begun'; readonly secret: string; readonly uri: string };

/** First step: the person chooses a password and gets the secret for his authenticator app. May be repeated. */
export function beginActivation(
  ports: IdentityPorts,
): (holder: CodeHolder & { readonly password: string }) => Promise<BeginActivationAnswer> {
  return async (holder) => {
    const login = loginOf(holder.account);
    const faults = passwordFaults(ports.identityRules.passwords, holder.password, { login });
    if (faults.length > 0) return { outcome: 'passwordRefused', faults };
    const guess = await evaluateGuess(ports, { ...holder, at: 'activation' }, async (account, now) => {
      // Before the code is looked at, so that a wrong one and an unknown account take as long.
      const pendingPasswordHash = await ports.passwords.hash(holder.password);
      return isCode(ports.hash, account, holder.code, now) ? pendingPasswordHash : undefined;
    });
    if (guess.outcome !== 'right') return guess;
    const { account, value: pendingPasswordHash } = guess;
    const secret = ports.codes.newSecret();
    const pendingTotpSecret = ports.vault.seal(secret, account.id);
    return onAccount<BeginActivationAnswer>(ports, account.id, async () => {
      if (!(await stillHolds(ports, account))) return { events: [], result: { outcome: 'wrong' } };
      return {
        events: [{ type: 'account.activationBegun' }],
        change: { set: { pendingPasswordHash, pendingTotpSecret } },
        parts: { address: holder.address },
        result: { outcome: 'begun', secret, uri: ports.codes.uri(account.login, secret) },
      };
    });
  };
}

export type ConfirmActivationAnswer =
  | Exclude<GuessResult<never>, { outcome: 'right' }>
  | { readonly outcome: 'activated'; readonly account: string };

/** Second step: the first code of the authenticator app proves that it has the secret. The activation code is used up. */
export function confirmActivation(
  ports: IdentityPorts,
): (holder: CodeHolder & { readonly totp: string }) => Promise<ConfirmActivationAnswer> {
  return async (holder) => {
    const guess = await evaluateGuess(ports, { ...holder, at: 'activation' }, async (account, now) =>
      isCode(ports.hash, account, holder.code, now)
        ? pendingStep(ports, account, holder.totp, now)
        : undefined,
    );
    if (guess.outcome !== 'right') return guess;
    const { account, value: usedStep, now } = guess;
    return onAccount<ConfirmActivationAnswer>(ports, account.id, async () => {
      if (!(await stillHolds(ports, account))) return { events: [], result: { outcome: 'wrong' } };
      return {
        events: [{ type: 'account.activated' }],
        change: {
          usedStep,
          set: {
            ...{ passwordHash: account.pendingPasswordHash, passwordSetAt: now },
            ...{ totpSecret: account.pendingTotpSecret, pendingPasswordHash: null, pendingTotpSecret: null },
            ...{ activationSha256: null, activationExpiresAt: null },
          },
        },
        parts: { address: holder.address },
        result: { outcome: 'activated', account: account.login },
      };
    });
  };
}

function isCode(
  hash: Hash,
  account: StoredAccount | undefined,
  typed: string,
  now: Instant,
): account is StoredAccount {
  const sha256 = hash.sha256(codeOf(typed));
  if (!account?.activationSha256 || !account.activationExpiresAt) return false;
  return sha256 === account.activationSha256 && now < account.activationExpiresAt;
}

/** The code as it was made: upper case, in groups of five. */
function codeOf(typed: string): string {
  const plain = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return (plain.match(/.{1,5}/g) ?? []).join('-');
}

function pendingStep(
  ports: IdentityPorts,
  account: StoredAccount,
  totp: string,
  now: Instant,
): number | undefined {
  const { pendingTotpSecret, pendingPasswordHash, lastStep } = account;
  if (!pendingTotpSecret || !pendingPasswordHash) return undefined;
  const step = ports.codes.stepOf(ports.vault.open(pendingTotpSecret, account.id), totp, now);
  return step !== undefined && step > (lastStep ?? -1) ? step : undefined;
}

/** Between the check and the append the code may have been used, or replaced by a new one, or the first step repeated. */
async function stillHolds(ports: IdentityPorts, account: StoredAccount): Promise<boolean> {
  const fresh = await ports.accounts.byId(account.id);
  return (
    fresh?.activationSha256 === account.activationSha256 &&
    fresh.pendingTotpSecret === account.pendingTotpSecret &&
    fresh.lastStep === account.lastStep
  );
}
