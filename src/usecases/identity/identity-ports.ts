import type { Instant } from '../../engine/clock/time.js';
import type { Ports, PersonKind } from '../ports.js';
import type { AccountSecrets, NewSession, ProviderIdentity } from './account-change.js';

/** An account as stored, secrets and all. */
export interface StoredAccount extends AccountSecrets {
  /** Key of its stream. */
  readonly id: string;
  readonly person: string;
  readonly login: string;
  /** Time step of the last one-time code that counted. */
  readonly lastStep: number | null;
}

/** Accounts, one to a person. Written by appends alone (`Append.accountChange`). */
export interface Accounts {
  byId(id: string): Promise<StoredAccount | undefined>;
  /** @param login in normal form, see `loginOf` */
  byLogin(login: string): Promise<StoredAccount | undefined>;
  byPerson(person: string): Promise<StoredAccount | undefined>;
  byIdentity(identity: ProviderIdentity): Promise<StoredAccount | undefined>;
  identities(account: string): Promise<readonly (ProviderIdentity & { readonly id: string })[]>;
  /** Any secret that is sealed, to see whether the key fits; undefined when there is none. */
  anySealed(): Promise<{ readonly account: string; readonly sealed: string } | undefined>;
}

/** A session or token as stored, with what the directory says of its person. */
export interface StoredSession extends Omit<NewSession, 'account'> {
  readonly account: string | null;
  readonly lastSeenAt: Instant;
}

/** A session looked up by a request. */
export interface FoundSession extends StoredSession {
  readonly personName: string;
  readonly personKind: PersonKind;
}

/** Browser sessions, sessions of command-line clients and tokens: all opaque, known by their digest alone. */
export interface Sessions {
  /** By primary key, from the database itself, so that an ended session is gone for all processes at once. */
  find(tokenSha256: string): Promise<FoundSession | undefined>;
  /** Notes that the session was used. */
  seen(tokenSha256: string, at: Instant): Promise<void>;
  /** A person's sessions and tokens, oldest first. */
  ofPerson(person: string): Promise<readonly StoredSession[]>;
}

/** Whether a guess may be evaluated, and which of the account's in a row without a success it is. */
export type Turn =
  | { readonly granted: true; readonly failures: number }
  | { readonly granted: false; readonly until: Instant };

/** Whose guesses are counted together: digests, never names or addresses. */
export interface AttemptKeys {
  readonly account: string;
  readonly address: string;
}

/**
 * Guesses, counted by account and by client address over all processes. A guess counts as failed before it is
 * evaluated, so that ten thousand at once are no better than one after the other.
 */
export interface Attempts {
  take(keys: AttemptKeys, now: Instant, limits: LockLimits): Promise<Turn>;
  /** The guess was right: the account's count is cleared, the address's goes back to what it was. */
  succeeded(keys: AttemptKeys, now: Instant): Promise<void>;
  /** Until when the account is locked; undefined when it is not. */
  lockedUntil(account: string, now: Instant): Promise<Instant | undefined>;
  /** Clears an account's count. */
  clear(account: string): Promise<void>;
}

/** When guessing is slowed down: free failures first, then 1, 2, 4, ... seconds up to the longest. */
export interface LockLimits {
  readonly freeForAccount: number;
  readonly freeForAddress: number;
  readonly longestSeconds: number;
  /** Failures are forgotten after so long without another one. */
  readonly forgetSeconds: number;
}

/** Sign-ins that are under way at the identity provider. Everything by digest. */
export interface SignInFlows {
  begin(flow: {
    readonly stateSha256: string;
    readonly browserSha256: string;
    readonly now: Instant;
    readonly expiresAt: Instant;
  }): Promise<void>;
  /** Takes the flow out for good: whoever comes second finds nothing. */
  take(
    stateSha256: string,
  ): Promise<{ readonly browserSha256: string; readonly expiresAt: Instant } | undefined>;
}

/** Slow hashing of passwords, off the main thread. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** False also for a text that is no hash. */
  verify(hash: string, password: string): Promise<boolean>;
  /** A hash that no password has: what is verified when there is no account, so that it takes as long. */
  readonly nobodys: string;
}

/** One-time codes as authenticator apps make them (RFC 6238: SHA-1, 6 digits, 30 s). */
export interface OneTimeCodes {
  newSecret(): string;
  /** The time step that a code belongs to, one step of tolerance either way; undefined for a wrong code. */
  stepOf(secret: string, code: string, at: Instant): number | undefined;
  /** What an authenticator app reads from a QR code. */
  uri(account: string, secret: string): string;
}

/** Keeps secrets that must be read again, under a key that is not in the database. */
export interface Vault {
  /** @param place what the secret belongs to: it can be opened there only */
  seal(secret: string, place: string): string;
  /** @throws VaultError for another key, another place, or an altered text */
  open(sealed: string, place: string): string;
}

/** Randomness for secrets. */
export interface Secrets {
  /** 256 bits, URL-safe. */
  token(): string;
  /** A one-time activation code that can be read out, over 95 bits. */
  activationCode(): string;
  /** Keyed digest, URL-safe: values that follow from a secret without telling it. */
  derive(secret: string, purpose: string): string;
}

/** What a provider proved. */
export type ProviderAnswer =
  | { readonly outcome: 'proved'; readonly identity: ProviderIdentity }
  /** Something about the answer is wrong: told to the log, not to the browser. */
  | { readonly outcome: 'refused'; readonly why: string }
  | { readonly outcome: 'unavailable'; readonly why: string };

/** An OpenID Connect provider: authorization code with PKCE (S256), state and nonce. */
export interface IdentityProvider {
  /** Where the browser is sent. */
  address(flow: {
    readonly state: string;
    readonly nonce: string;
    readonly verifier: string;
  }): Promise<{ readonly url: string } | Extract<ProviderAnswer, { outcome: 'unavailable' }>>;
  /** @param query of the address with which the browser came back, without the question mark */
  prove(
    query: string,
    expected: { readonly state: string; readonly nonce: string; readonly verifier: string },
  ): Promise<ProviderAnswer>;
}

/** Rules of this installation. */
export interface IdentityRules {
  readonly idleMinutes: number;
  readonly absoluteHours: number;
  readonly sessionsAtOnce: number;
  readonly activationDays: number;
  readonly passwords: 'nist' | 'djcp3';
  readonly locks: LockLimits;
}

/** What the use-cases of identity are given. */
export interface IdentityPorts extends Pick<
  Ports,
  'ledger' | 'now' | 'ids' | 'hash' | 'installation' | 'directory' | 'checkPower' | 'rules'
> {
  /**
   * Real time, also in a simulated installation: there the legal clock stands still until somebody moves it, and with
   * it a once-only code could be used again for ever, a session would never end and a lock never open.
   */
  readonly wallClock: () => Instant;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly attempts: Attempts;
  readonly flows: SignInFlows;
  readonly passwords: Passwords;
  readonly codes: OneTimeCodes;
  readonly vault: Vault;
  readonly secrets: Secrets;
  /** Null: this installation has local accounts alone. */
  readonly provider: IdentityProvider | null;
  readonly identityRules: IdentityRules;
}
