import type { Instant } from '../../engine/clock/time.js';
import type { NewSession } from './account-change.js';
import { onAccount } from './account-records.js';
import type { IdentityPorts, StoredSession } from './identity-ports.js';
import { isScope } from './scopes.js';
import { sessionIsLive } from './session-life.js';
import type { SignedIn } from './signed-in.js';
import { standingFor } from './standing.js';
import { later } from './wall-time.js';

/** More tokens than this are a mistake, or somebody's hoard. */
export const MOST_TOKENS = 20;

/** A token that somebody wants for a machine. */
export interface TokenWish {
  readonly name: string;
  /** What it may be used for, at least one: it narrows its owner's powers and never widens them. */
  readonly scopes: readonly string[];
  readonly expiresInDays: number;
}

/** The token itself is told once. `narrowed`: who came by a token may not issue another. */
export type TokenAnswer =
  | { readonly outcome: 'issued'; readonly token: string; readonly id: string; readonly expiresAt: Instant }
  | { readonly outcome: 'unknownScope'; readonly index: number; readonly scope: string }
  | { readonly outcome: 'narrowed' | 'noAccount' | 'notActive' | 'tooMany' };

/** Issues a token for a machine that works for the signed-in person. */
export function issueToken(ports: IdentityPorts): (me: SignedIn, wish: TokenWish) => Promise<TokenAnswer> {
  return async (me, wish) => {
    const unknown = wish.scopes.findIndex((one) => !isScope(one));
    if (unknown >= 0)
      return { outcome: 'unknownScope', index: unknown, scope: wish.scopes[unknown] as string };
    if (me.scopes !== null) return { outcome: 'narrowed' };
    const account = await ports.accounts.byPerson(me.person);
    if (!account) return { outcome: 'noAccount' };
    const now = ports.wallClock();
    const token = ports.secrets.token();
    const expiresAt = later(now, wish.expiresInDays * 86_400);
    const scopes = [...new Set(wish.scopes)];
    const session: NewSession = {
      ...{ tokenSha256: ports.hash.sha256(token), id: ports.ids.randomUuid(), person: me.person },
      ...{ account: account.id, kind: 'token', signIn: 'bearer', scopes, name: wish.name },
      ...{ authenticatedAt: now, expiresAt },
    };
    return onAccount<TokenAnswer>(ports, account.id, async (_state, head) => {
      const { active, ...decided } = await standingFor(ports, head, me.person);
      if (!active) return { events: [], result: { outcome: 'notActive' } };
      const live = (await ports.sessions.ofPerson(me.person)).filter((one) => isLiveToken(ports, one, now));
      if (live.length >= MOST_TOKENS) return { events: [], result: { outcome: 'tooMany' } };
      return {
        events: [{ type: 'account.tokenIssued', token: session.id, scopes, expiresAt }],
        change: { begun: session },
        by: me,
        ...decided,
        result: { outcome: 'issued', token, id: session.id, expiresAt },
      };
    });
  };
}

/** The signed-in person's tokens that are good, oldest first. */
export function ownTokens(
  ports: Pick<IdentityPorts, 'sessions' | 'wallClock' | 'identityRules'>,
): (me: SignedIn) => Promise<readonly StoredSession[]> {
  return async (me) => {
    const now = ports.wallClock();
    return (await ports.sessions.ofPerson(me.person)).filter((one) => isLiveToken(ports, one, now));
  };
}

/** Revokes one of the signed-in person's tokens, the one he came by too. @returns false for an unknown id */
export function revokeToken(ports: IdentityPorts): (me: SignedIn, id: string) => Promise<boolean> {
  return async (me, id) => {
    const account = await ports.accounts.byPerson(me.person);
    if (!account) return false;
    return onAccount<boolean>(ports, account.id, async () => {
      const token = (await ports.sessions.ofPerson(me.person)).find(
        (one) => one.kind === 'token' && one.id === id,
      );
      if (!token) return { events: [], result: false };
      return {
        events: [{ type: 'account.tokenRevoked', token: id }],
        change: { ended: [token.tokenSha256] },
        by: me,
        result: true,
      };
    });
  };
}

function isLiveToken(ports: Pick<IdentityPorts, 'identityRules'>, one: StoredSession, now: Instant): boolean {
  return one.kind === 'token' && sessionIsLive(one, ports.identityRules, now);
}
