import type { Instant } from '../../engine/clock/time.js';
import type { IdentityRules, StoredSession } from './identity-ports.js';
import { later } from './wall-time.js';

/** Whether a session may still be used: neither idle nor open for too long. A token lives until it expires. */
export function sessionIsLive(
  session: Pick<StoredSession, 'kind' | 'expiresAt' | 'lastSeenAt'>,
  rules: Pick<IdentityRules, 'idleMinutes'>,
  now: Instant,
): boolean {
  if (session.expiresAt !== null && now >= session.expiresAt) return false;
  return session.kind === 'token' || now < later(session.lastSeenAt, rules.idleMinutes * 60);
}
