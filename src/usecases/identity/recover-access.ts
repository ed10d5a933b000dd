import { today } from '../../engine/case/world.js';
import { factsOf } from '../powers/power-facts.js';
import { onAccount } from './account-records.js';
import { type ActivationCode, newActivationCode } from './activation-code.js';
import type { IdentityPorts } from './identity-ports.js';
import { ending } from './session-end.js';

export type RecoverAnswer =
  | { readonly outcome: 'issued'; readonly account: string; readonly activation: ActivationCode }
  | { readonly outcome: 'noAccount' | 'notAdministrator' };

/**
 * The way back in for an administrator when no other one can help: a new activation code, issued at the machine itself
 * by whoever may run programs on it. Voids his credentials and is on record as done at the console. For nobody else:
 * everybody else has the security administrator.
 */
export function recoverAccess(ports: IdentityPorts): (person: string) => Promise<RecoverAnswer> {
  return async (person) => {
    const account = await ports.accounts.byPerson(person);
    if (!account) return { outcome: 'noAccount' };
    return onAccount<RecoverAnswer>(ports, account.id, async (_state, head) => {
      const on = today({ now: await ports.now.now(), zone: ports.installation.zone });
      const snapshot = await ports.directory.at(head.organisationVersion);
      const { administrator } = await factsOf(ports, snapshot, person, on);
      if (administrator.length === 0) return { events: [], result: { outcome: 'notAdministrator' } };
      const { told, set } = newActivationCode(ports);
      const { events, ended } = ending(await ports.sessions.ofPerson(person), 'credentials');
      return {
        events: [...events, { type: 'account.codeIssued', atConsole: true }],
        change: { set, ended },
        rests: { organisationVersion: head.organisationVersion },
        dir: snapshot.digest,
        result: { outcome: 'issued', account: account.login, activation: told },
      };
    });
  };
}
