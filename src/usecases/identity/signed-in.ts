import type { Instant } from '../../engine/clock/time.js';
import type { PersonKind } from '../ports.js';

/** Who is at the other end of a request, and how that was made sure. Roles and posts are never part of it. */
export interface SignedIn {
  readonly person: string;
  readonly name: string;
  readonly kind: PersonKind;
  readonly signIn: 'password+totp' | 'oidc' | 'bearer';
  /** Narrow the person's powers; null: not narrowed. Words: a `PowerAction`, or `act:<name>`. */
  readonly scopes: readonly string[] | null;
  readonly authenticatedAt: Instant;
  /** SHA-256 of the token: the session's id. */
  readonly session: string;
  /** Whether the browser sent it by itself (a cookie), so that the request must prove its origin. */
  readonly byCookie: boolean;
}
