import type { IdentityPorts } from './identity-ports.js';
import { sessionIsLive } from './session-life.js';
import type { SignedIn } from './signed-in.js';
import { later } from './wall-time.js';

/** Use is noted at most this often, so that reading does not become writing. */
const SEEN_EVERY_SECONDS = 60;

/**
 * Who holds a session or token, looked up in the database for each request: what has ended anywhere has ended
 * everywhere. Whether he may do anything is not asked here.
 *
 * @param sent how the token came: a cookie is good for browser sessions alone, a header for all others
 */
export function whoIs(
  ports: Pick<IdentityPorts, 'sessions' | 'hash' | 'wallClock' | 'identityRules'>,
): (token: string, sent: 'cookie' | 'header') => Promise<SignedIn | undefined> {
  return async (token, sent) => {
    const tokenSha256 = ports.hash.sha256(token);
    const found = await ports.sessions.find(tokenSha256);
    const now = ports.wallClock();
    if (!found || (found.kind === 'browser') !== (sent === 'cookie')) return undefined;
    if (!sessionIsLive(found, ports.identityRules, now)) return undefined;
    if (found.kind !== 'token' && now >= later(found.lastSeenAt, SEEN_EVERY_SECONDS)) {
      await ports.sessions.seen(tokenSha256, now);
    }
    return {
      person: found.person,
      name: found.personName,
      kind: found.personKind,
      signIn: found.signIn,
      scopes: found.scopes,
      authenticatedAt: found.authenticatedAt,
      session: tokenSha256,
      byCookie: sent === 'cookie',
    };
  };
}
