import type { Instant } from '../../engine/clock/time.js';
import { Defect } from '../../engine/defect.js';
import type { PersonKind } from '../ports.js';
import { onAccount } from './account-records.js';
import type { AccountSecrets, NewSession, SessionKind, SignInMethod } from './account-change.js';
import type { IdentityPorts, StoredAccount, StoredSession } from './identity-ports.js';
import { ending } from './session-end.js';
import { sessionIsLive } from './session-life.js';
import { standingFor } from './standing.js';
import { later } from './wall-time.js';

/** A sign-in that has been proved. */
export interface ProvedSignIn {
  readonly account: StoredAccount;
  readonly how: Exclude<SignInMethod, 'bearer'>;
  readonly kind: Exclude<SessionKind, 'token'>;
  readonly address: string;
  readonly now: Instant;
  /** The session under which the browser came, which this sign-in replaces. */
  readonly previous?: string;
  /** The time step of the one-time code. */
  readonly usedStep?: number;
  /** A password changed on the way. */
  readonly set?: Partial<AccountSecrets>;
}

/** A session as its owner gets it: the only time that the token is seen. */
export interface StartedSession {
  readonly outcome: 'signedIn';
  readonly token: string;
  readonly person: string;
  readonly name: string;
  readonly kind: PersonKind;
  readonly expiresAt: Instant;
}

/** `wrong`: the account has changed since the secret was checked, or the code was used by somebody faster. */
export type StartAnswer = StartedSession | { readonly outcome: 'wrong' } | { readonly outcome: 'notActive' };

/**
 * Begins a session under a new id and ends what it replaces: the browser's previous one, and the oldest ones beyond
 * the number allowed at once. Record, session and used code are one transaction.
 */
export async function startSession(ports: IdentityPorts, proved: ProvedSignIn): Promise<StartAnswer> {
  const { account, how, kind, now, usedStep } = proved;
  const { person } = account;
  const token = ports.secrets.token();
  const expiresAt = later(now, ports.identityRules.absoluteHours * 3_600);
  const session: NewSession = {
    ...{ tokenSha256: ports.hash.sha256(token), id: ports.ids.randomUuid(), person, account: account.id },
    ...{ kind, signIn: how, scopes: null, name: null, authenticatedAt: now, expiresAt },
  };
  return onAccount<StartAnswer>(ports, account.id, async (_state, head) => {
    if (!(await stillProved(ports, proved))) return { events: [], result: { outcome: 'wrong' } };
    const { active, ...decided } = await standingFor(ports, head, person);
    const known = await ports.directory.person(person);
    if (!active || !known) return { events: [], result: { outcome: 'notActive' } };
    const { events, ended } = replaced(ports, proved, await ports.sessions.ofPerson(person));
    return {
      events: [
        ...(proved.set ? [{ type: 'account.passwordChanged' } as const] : []),
        { type: 'account.signedIn', how, session: session.id, kind },
        ...events,
      ],
      change: {
        begun: session,
        ended,
        ...(usedStep !== undefined && { usedStep }),
        ...(proved.set && { set: proved.set }),
      },
      parts: { address: proved.address },
      by: { person, scopes: null, signIn: how },
      ...decided,
      result: { outcome: 'signedIn', token, person, name: known.name, kind: known.kind, expiresAt },
    };
  });
}

/** Between the check and the append somebody may have used the same code, or changed the password. */
async function stillProved(ports: IdentityPorts, { account, how, usedStep }: ProvedSignIn): Promise<boolean> {
  const fresh = await ports.accounts.byId(account.id);
  if (!fresh) throw new Defect(`account ${account.id} is gone`);
  if (how === 'oidc') return true;
  return fresh.passwordHash === account.passwordHash && (usedStep ?? -1) > (fresh.lastStep ?? -1);
}

/** What ends because this session begins. */
function replaced(ports: IdentityPorts, { now, previous }: ProvedSignIn, mine: readonly StoredSession[]) {
  const rules = ports.identityRules;
  const sessions = mine.filter((one) => one.kind !== 'token');
  const live = sessions.filter((one) => sessionIsLive(one, rules, now));
  const others = live.filter((one) => one.tokenSha256 !== previous);
  const beyond = others.slice(0, Math.max(0, others.length - (rules.sessionsAtOnce - 1)));
  const expired = ending(
    sessions.filter((one) => !live.includes(one)),
    'expired',
  );
  const room = ending(
    live.filter((one) => one.tokenSha256 === previous || beyond.includes(one)),
    'replaced',
  );
  return { events: [...expired.events, ...room.events], ended: [...expired.ended, ...room.ended] };
}
