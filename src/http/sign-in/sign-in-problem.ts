import type { Instant } from '../../engine/clock/time.js';
import type { PasswordFault } from '../../usecases/identity/password-policy.js';
import { Problem } from '../problems/problem.js';

/** An answer of identity that is no success. */
type SignInRefusal =
  | { readonly outcome: 'wrong' | 'passwordExpired' | 'notActive' }
  | { readonly outcome: 'locked'; readonly until: Instant }
  | { readonly outcome: 'passwordRefused'; readonly faults: readonly PasswordFault[] };

/**
 * A refused sign-in as a problem. What is wrong (name, password or code) is never said.
 *
 * @param at pointer to the new password in the body
 */
export function signInProblem(refusal: SignInRefusal, now: Instant, at: string): Problem {
  switch (refusal.outcome) {
    case 'wrong':
      return new Problem('sign-in-failed', {
        headers: { 'www-authenticate': 'Bearer realm="duecourse"' },
      });
    case 'locked': {
      const seconds = Math.max(1, Math.ceil((Date.parse(refusal.until) - Date.parse(now)) / 1_000));
      return new Problem('sign-in-locked', { headers: { 'retry-after': String(seconds) } });
    }
    case 'passwordExpired':
      return new Problem('password-expired');
    case 'notActive':
      return new Problem('account-not-active');
    case 'passwordRefused':
      return new Problem('password-not-allowed', {
        unmet: refusal.faults.map((say) => ({
          code: 'password-not-allowed',
          say,
          basis: ['正程 口令规则'],
          at,
        })),
      });
  }
}
