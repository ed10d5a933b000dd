import type { AccountEvent, SessionEnd } from './account-state.js';
import type { StoredSession } from './identity-ports.js';

/** Ends sessions and tokens: what the record says and what the append changes. Nothing for none. */
export function ending(
  sessions: readonly StoredSession[],
  why: SessionEnd,
): { readonly events: readonly AccountEvent[]; readonly ended: readonly string[] } {
  if (sessions.length === 0) return { events: [], ended: [] };
  return {
    events: [{ type: 'account.sessionsEnded', sessions: sessions.map(({ id }) => id), why }],
    ended: sessions.map(({ tokenSha256 }) => tokenSha256),
  };
}
