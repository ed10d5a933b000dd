import { Defect } from '../../engine/defect.js';
import type { Standing } from '../../engine/organisation/standing.js';
import type { SessionKind, SignInMethod } from './account-change.js';

/**
 * The stream of failed sign-ins that belong to no account. Its key is fixed as those of the library are. It takes the
 * same work as an account's own record, so that time does not tell which accounts there are.
 */
export const NOBODYS_ACCOUNT = '00000000-0000-8000-8000-000000000005';

/** What an account's stream folds to: nothing secret, nothing personal beyond the pseudonym. */
export interface AccountState {
  readonly person: string;
  /** `opened`: waits for its person; `active`: has a password and one-time codes. */
  readonly standing: 'opened' | 'active';
  /** Ids of bound provider identities. */
  readonly identities: readonly string[];
  /** Ids of tokens that have not been revoked. */
  readonly tokens: readonly string[];
}

/** Why a session ended. */
export type SessionEnd =
  'signedOut' | 'replaced' | 'expired' | 'endedByOwner' | 'administrator' | 'credentials';

/** What somebody may guess at. */
export type GuessAt = 'signIn' | 'activation' | 'passwordChange';

/** What happens to an account, as its records say it. */
export type AccountEvent =
  | { readonly type: 'account.opened'; readonly person: string; readonly active?: true }
  /** A new activation code: what the account had of passwords, codes and tokens is void. */
  | { readonly type: 'account.codeIssued'; readonly atConsole?: true }
  | { readonly type: 'account.activationBegun' }
  | { readonly type: 'account.activated' }
  | {
      readonly type: 'account.signedIn';
      readonly how: SignInMethod;
      readonly session: string;
      readonly kind: SessionKind;
    }
  | { readonly type: 'account.signInFailed'; readonly how: GuessAt | 'oidc' }
  | { readonly type: 'account.locked'; readonly failures: number }
  | { readonly type: 'account.unlocked' }
  | { readonly type: 'account.passwordExpired' }
  | { readonly type: 'account.passwordChanged' }
  /** Tokens too, where all of a person's end. */
  | { readonly type: 'account.sessionsEnded'; readonly sessions: readonly string[]; readonly why: SessionEnd }
  | {
      readonly type: 'account.tokenIssued';
      readonly token: string;
      readonly scopes: readonly string[] | null;
      readonly expiresAt: string | null;
    }
  | { readonly type: 'account.tokenRevoked'; readonly token: string }
  /** How the person is told beside the application; the address itself is on no record. */
  | { readonly type: 'account.noticesSet'; readonly mode: string }
  /** An address for a calendar programme, by its id. */
  | { readonly type: 'account.calendarFeedBegun' | 'account.calendarFeedEnded'; readonly feed: string }
  | { readonly type: 'account.identityBound'; readonly identity: string }
  | { readonly type: 'account.identityUnbound'; readonly identity: string }
  /** Members of the public: what the person may do, whatever he holds of credentials. */
  | { readonly type: 'account.standingSet'; readonly standing: Standing };

/** The account after one more event. @throws Defect for events before the account is opened */
export function evolveAccount(state: AccountState | null, event: AccountEvent): AccountState {
  if (event.type === 'account.opened') {
    if (state) throw new Defect('an account is opened once');
    return { person: event.person, standing: event.active ? 'active' : 'opened', identities: [], tokens: [] };
  }
  if (!state) throw new Defect(`${event.type} comes before the account is opened`);
  switch (event.type) {
    case 'account.activated':
      return { ...state, standing: 'active' };
    case 'account.tokenIssued':
      return { ...state, tokens: [...state.tokens, event.token] };
    case 'account.tokenRevoked':
      return { ...state, tokens: state.tokens.filter((one) => one !== event.token) };
    case 'account.identityBound':
      return { ...state, identities: [...state.identities, event.identity] };
    case 'account.identityUnbound':
      return { ...state, identities: state.identities.filter((one) => one !== event.identity) };
    case 'account.codeIssued':
      return { ...state, standing: 'opened' };
    case 'account.sessionsEnded':
      return { ...state, tokens: state.tokens.filter((one) => !event.sessions.includes(one)) };
    case 'account.activationBegun':
    case 'account.signedIn':
    case 'account.signInFailed':
    case 'account.locked':
    case 'account.unlocked':
    case 'account.passwordExpired':
    case 'account.passwordChanged':
    case 'account.standingSet':
    case 'account.noticesSet':
    case 'account.calendarFeedBegun':
    case 'account.calendarFeedEnded':
      return state;
  }
}
