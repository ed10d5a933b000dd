import type { Instant } from '../../engine/clock/time.js';

/**
 * What one append on an account's stream changes beside it, in the same transaction. Secrets are here and never in the
 * record: passwords as argon2id text, one-time-code secrets sealed, codes and tokens as SHA-256 in lower-case hex.
 */
export interface AccountChange {
  readonly account: string;
  /** Set when the account is opened. */
  readonly opened?: { readonly person: string; readonly login: string };
  /** Columns to be written; null empties one. */
  readonly set?: Partial<AccountSecrets>;
  /** The time step of the one-time code that was used: the append loses when it is not later than the last one. */
  readonly usedStep?: number;
  readonly begun?: NewSession;
  /** Sessions and tokens that end, by SHA-256. */
  readonly ended?: readonly string[];
  readonly bound?: ProviderIdentity & { readonly id: string };
  /** An identity that is no longer bound, by its id. */
  readonly unbound?: string;
}

/** What an account keeps secret or needs for checking a secret. Instants are of the wall clock. */
export interface AccountSecrets {
  readonly passwordHash: string | null;
  readonly passwordSetAt: Instant | null;
  readonly totpSecret: string | null;
  /** Chosen in the first step of an activation, in force after the second. */
  readonly pendingPasswordHash: string | null;
  readonly pendingTotpSecret: string | null;
  readonly activationSha256: string | null;
  readonly activationExpiresAt: Instant | null;
}

/** How a session or token came about: by a browser, a command-line client, or as a token issued for a machine. */
export type SessionKind = 'browser' | 'command' | 'token';

/** How a person proved who he is. */
export type SignInMethod = 'password+totp' | 'oidc' | 'bearer';

/** A session or token as it begins. Instants are of the wall clock. */
export interface NewSession {
  readonly tokenSha256: string;
  /** Names it to its owner; tells nothing of the token. */
  readonly id: string;
  readonly person: string;
  readonly account: string;
  readonly kind: SessionKind;
  readonly signIn: SignInMethod;
  readonly scopes: readonly string[] | null;
  /** What a token's owner calls it. */
  readonly name: string | null;
  readonly authenticatedAt: Instant;
  /** Null: until it is revoked. */
  readonly expiresAt: Instant | null;
}

/** Who somebody is at an identity provider. Never an e-mail address or a name: those are given to others one day. */
export interface ProviderIdentity {
  readonly issuer: string;
  readonly subject: string;
}
