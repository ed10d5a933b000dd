import type { Asker } from '../powers/power-facts.js';
import { onAccount } from './account-records.js';
import { type ActivationCode, newActivationCode } from './activation-code.js';
import {
  type AccountAnswer,
  administer,
  type AdministrationRefused,
  administrativePower,
  nothing,
} from './administered-account.js';
import type { IdentityPorts } from './identity-ports.js';
import { accountKey } from './lock-out.js';
import { isLogin, loginOf } from './login.js';
import { ending } from './session-end.js';

export type OpenAccountAnswer =
  | AdministrationRefused
  | { readonly outcome: 'opened'; readonly account: string; readonly activation: ActivationCode | null }
  | { readonly outcome: 'unknownPerson' | 'hasAccount' | 'loginTaken' | 'loginNotAllowed' };

/** The system administrator opens the account of a known person; with a code, unless the person signs in elsewhere. */
export function openAccount(
  ports: IdentityPorts,
): (
  by: Asker,
  wish: { readonly person: string; readonly account?: string; readonly activation: boolean },
) => Promise<OpenAccountAnswer> {
  return async (by, { person, account, activation }) => {
    const login = loginOf(account ?? person);
    const code = activation ? newActivationCode(ports) : null;
    return onAccount<OpenAccountAnswer>(ports, ports.ids.randomUuid(), async (_state, head) => {
      const { unmet, ...decided } = await administrativePower(ports, head, by, 'openAccount', person);
      if (unmet.length > 0) return nothing({ outcome: 'refused', unmet });
      const outcome = await whyNotOpened(ports, person, login);
      if (outcome) return nothing({ outcome });
      return {
        events: [{ type: 'account.opened', person }],
        change: { opened: { person, login }, ...(code && { set: code.set }) },
        by,
        ...decided,
        result: { outcome: 'opened', account: login, activation: code && code.told },
      };
    });
  };
}

async function whyNotOpened(
  ports: IdentityPorts,
  person: string,
  login: string,
): Promise<'unknownPerson' | 'hasAccount' | 'loginTaken' | 'loginNotAllowed' | undefined> {
  if (!isLogin(login)) return 'loginNotAllowed';
  if (!(await ports.directory.person(person))) return 'unknownPerson';
  if (await ports.accounts.byPerson(person)) return 'hasAccount';
  return (await ports.accounts.byLogin(login)) ? 'loginTaken' : undefined;
}

/**
 * The security administrator gives a person a new code, when password or authenticator are lost or known to others:
 * what the account had of passwords, codes, sessions and tokens is void at once. Another administrator than the one who
 * opens accounts, so that nobody opens one and takes it over alone.
 */
export function issueActivationCode(
  ports: IdentityPorts,
): (
  by: Asker,
  person: string,
) => Promise<AccountAnswer<{ readonly outcome: 'issued'; readonly activation: ActivationCode }>> {
  return (by, person) =>
    administer(ports, {
      ...{ by, action: 'unlockAccount', person },
      work: async () => {
        const { told, set } = newActivationCode(ports);
        const { events, ended } = ending(await ports.sessions.ofPerson(person), 'credentials');
        return {
          events: [...events, { type: 'account.codeIssued' }],
          change: { set, ended },
          result: { outcome: 'issued', activation: told },
        };
      },
    });
}

/** The security administrator opens a lock before its time. */
export function unlockAccount(
  ports: IdentityPorts,
): (by: Asker, person: string) => Promise<AccountAnswer<{ readonly outcome: 'unlocked' | 'notLocked' }>> {
  return async (by, person) => {
    type Done = { readonly outcome: 'unlocked' | 'notLocked'; readonly key: string };
    const answer = await administer<Done>(ports, {
      ...{ by, action: 'unlockAccount', person },
      work: async ({ login }) => {
        const key = accountKey(ports.hash, login);
        const until = await ports.attempts.lockedUntil(key, ports.wallClock());
        if (until === undefined) return nothing({ outcome: 'notLocked', key });
        return { events: [{ type: 'account.unlocked' }], result: { outcome: 'unlocked', key } };
      },
    });
    if (answer.outcome === 'unlocked') await ports.attempts.clear(answer.key);
    return answer;
  };
}

/** An administrator ends every session and token of a person. */
export function endSessionsOf(
  ports: IdentityPorts,
): (
  by: Asker,
  person: string,
) => Promise<AccountAnswer<{ readonly outcome: 'ended'; readonly count: number }>> {
  return (by, person) =>
    administer(ports, {
      ...{ by, action: 'withdrawPower', person },
      work: async () => {
        const { events, ended } = ending(await ports.sessions.ofPerson(person), 'administrator');
        return { events, change: { ended }, result: { outcome: 'ended', count: ended.length } };
      },
    });
}
