import { both, type, type ProblemType } from './problem-type.js';

/** Codes of signing in, sessions, tokens and accounts. */
export type SignInCode =
  | 'unauthenticated'
  | 'cross-site-request'
  | 'sign-in-failed'
  | 'sign-in-locked'
  | 'sign-in-flow-broken'
  | 'identity-not-proved'
  | 'identity-unknown'
  | 'identity-taken'
  | 'provider-unavailable'
  | 'password-expired'
  | 'password-not-allowed'
  | 'password-missing'
  | 'account-exists'
  | 'too-many-tokens';

const BEGIN_AGAIN = both('从 /v1/sign-in/oidc 重新登录。', 'Sign in again from /v1/sign-in/oidc.');

/** Each with its status and words. */
export const SIGN_IN_PROBLEM_TYPES: Record<SignInCode, ProblemType> = {
  unauthenticated: type(
    401,
    both('需要登录', 'Sign in first'),
    both(
      '登录（POST /v1/sign-in），或者在 Authorization 请求头中提供 Bearer 令牌。',
      'Sign in (POST /v1/sign-in), or send a bearer token in the Authorization header.',
    ),
  ),
  'cross-site-request': type(
    403,
    both('请求不是从本系统的页面发出的', 'The request does not come from a page of this service'),
    both(
      '在本系统的页面上操作；程序请使用 Bearer 令牌。',
      'Do it on a page of this service; programs use a bearer token.',
    ),
  ),
  'sign-in-failed': type(
    401,
    both(
      '账号、口令、激活码或者动态码不正确',
      'The account, password, activation code or one-time code is wrong',
    ),
    both(
      '核对后重试；每个动态码只能使用一次，用过后请等下一个。',
      'Check and try again; each one-time code counts once, wait for the next one.',
    ),
  ),
  'sign-in-locked': type(
    429,
    both('尝试过多，暂时不能登录', 'Too many attempts: no sign-in for now'),
    both(
      'Retry-After 所示秒数之后重试，或者请安全管理员解锁。',
      'Try again after the seconds of Retry-After, or let the security administrator unlock the account.',
    ),
  ),
  'sign-in-flow-broken': type(400, both('登录过程已失效', 'The sign-in is no longer good'), BEGIN_AGAIN),
  'identity-not-proved': type(
    403,
    both('身份提供方的答复未通过核验', 'The identity provider’s answer does not hold'),
    BEGIN_AGAIN,
  ),
  'identity-unknown': type(
    403,
    both('该身份没有关联到本系统的人员', 'This identity belongs to nobody here'),
    both(
      '请系统管理员把您在身份提供方的身份关联到您的账号。',
      'Ask the system administrator to bind your identity at the provider to your account.',
    ),
  ),
  'identity-taken': type(
    409,
    both('该身份已关联到他人', 'This identity belongs to somebody else'),
    both('核对身份；每个身份只能关联一人。', 'Check the identity; each one belongs to one person.'),
  ),
  'provider-unavailable': type(
    503,
    both('身份提供方暂时不可用', 'The identity provider is unavailable for now'),
    both(
      '稍后重新登录；已经登录的会话不受影响。',
      'Sign in again later; sessions that are open are not affected.',
    ),
  ),
  'password-expired': type(
    403,
    both('口令已到期', 'The password has expired'),
    both(
      '等下一个动态码，登录时一并提交 newPassword。',
      'Wait for the next one-time code and sign in with newPassword.',
    ),
  ),
  'password-not-allowed': type(
    422,
    both('新口令不符合规则', 'The new password is not allowed'),
    both('按 unmet 中各项另选口令。', 'Choose another password by every item of unmet.'),
  ),
  'password-missing': type(
    409,
    both('此账号没有口令', 'This account has no password'),
    both('在身份提供方修改口令。', 'Change it at the identity provider.'),
  ),
  'account-exists': type(
    409,
    both('账号已经存在', 'The account exists already'),
    both(
      '每人一个账号，账号名不得重复；遗失凭据的，请安全管理员发放新的激活码。',
      'One account to a person, each name once; for lost credentials the security administrator issues a new code.',
    ),
  ),
  'too-many-tokens': type(
    409,
    both('令牌过多', 'Too many tokens'),
    both('撤销不再使用的令牌。', 'Revoke those that are no longer used.'),
  ),
};
