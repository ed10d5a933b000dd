import type { Instant } from '../../engine/clock/time.js';
import { onAccount } from './account-records.js';
import { type AccountEvent, type GuessAt, NOBODYS_ACCOUNT } from './account-state.js';
import type { IdentityPorts, StoredAccount } from './identity-ports.js';
import { attemptKeys } from './lock-out.js';
import { loginOf } from './login.js';

/** Somebody claims to own an account. */
export interface Guess {
  /** The account's name as typed. */
  readonly account: string;
  /** Where the request came from. */
  readonly address: string;
  readonly at: GuessAt;
}

/** What became of a guess. `locked`: it was not even looked at. */
export type GuessResult<T> =
  | { readonly outcome: 'right'; readonly account: StoredAccount; readonly value: T; readonly now: Instant }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'locked'; readonly until: Instant };

/**
 * Takes a turn, looks the account up and lets `check` evaluate the guess. `check` must do the same work for an account
 * that does not exist. The first failure of a series and the first lock are recorded, not every guess.
 *
 * @param check gives undefined for a wrong guess
 */
export async function evaluateGuess<T>(
  ports: IdentityPorts,
  guess: Guess,
  check: (account: StoredAccount | undefined, now: Instant) => Promise<T | undefined>,
): Promise<GuessResult<T>> {
  const now = ports.wallClock();
  const keys = attemptKeys(ports.hash, guess.account, guess.address);
  const turn = await ports.attempts.take(keys, now, ports.identityRules.locks);
  if (!turn.granted) return { outcome: 'locked', until: turn.until };
  const account = await ports.accounts.byLogin(loginOf(guess.account));
  const value = await check(account, now);
  if (account && value !== undefined) {
    await ports.attempts.succeeded(keys, now);
    return { outcome: 'right', account, value, now };
  }
  await recordFailure(ports, guess, account, turn.failures);
  return { outcome: 'wrong' };
}

async function recordFailure(
  ports: IdentityPorts,
  guess: Guess,
  account: StoredAccount | undefined,
  failures: number,
): Promise<void> {
  const first = failures === 1;
  const locks = failures === ports.identityRules.locks.freeForAccount + 1;
  if (!first && !locks) return;
  await recordOnAccount(ports, account?.id ?? NOBODYS_ACCOUNT, guess.address, [
    ...(first ? [{ type: 'account.signInFailed', how: guess.at } as const] : []),
    ...(locks ? [{ type: 'account.locked', failures } as const] : []),
  ]);
}

/** Records what changes nothing, with the client's address as an erasable part. */
export function recordOnAccount(
  ports: IdentityPorts,
  account: string,
  address: string,
  events: readonly AccountEvent[],
): Promise<void> {
  return onAccount(ports, account, async (state) => ({
    events: [...(state ? [] : [{ type: 'account.opened', person: 'nobody' } as const]), ...events],
    parts: { address },
    result: undefined,
  }));
}
