import { onAccount } from './account-records.js';
import type { SessionEnd } from './account-state.js';
import type { IdentityPorts, StoredSession } from './identity-ports.js';
import { sessionIsLive } from './session-life.js';
import { ending } from './session-end.js';
import type { SignedIn } from './signed-in.js';

/** The signed-in person's sessions that are still open, oldest first. Tokens are no sessions. */
export function ownSessions(
  ports: Pick<IdentityPorts, 'sessions' | 'wallClock' | 'identityRules'>,
): (me: SignedIn) => Promise<readonly StoredSession[]> {
  return async (me) => {
    const now = ports.wallClock();
    const mine = await ports.sessions.ofPerson(me.person);
    return mine.filter((one) => one.kind !== 'token' && sessionIsLive(one, ports.identityRules, now));
  };
}

/** Ends the session of this request. @returns false when the request came by a token, which is no session */
export function endCurrentSession(ports: IdentityPorts): (me: SignedIn) => Promise<boolean> {
  return async (me) => (await endOwn(ports, me, 'signedOut', (one) => one.tokenSha256 === me.session)) > 0;
}

/** Ends all sessions of the signed-in person, this one too. @returns how many */
export function endOwnSessions(ports: IdentityPorts): (me: SignedIn) => Promise<number> {
  return (me) => endOwn(ports, me, 'endedByOwner', () => true);
}

async function endOwn(
  ports: IdentityPorts,
  me: SignedIn,
  why: SessionEnd,
  which: (session: StoredSession) => boolean,
): Promise<number> {
  const account = await ports.accounts.byPerson(me.person);
  if (!account) return 0;
  return onAccount<number>(ports, account.id, async () => {
    const mine = await ports.sessions.ofPerson(me.person);
    const { events, ended } = ending(
      mine.filter((one) => one.kind !== 'token' && which(one)),
      why,
    );
    return { events, change: { ended }, by: me, result: ended.length };
  });
}
