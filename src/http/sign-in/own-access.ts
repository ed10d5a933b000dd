import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { Problem } from '../problems/problem.js';

/**
 * A token with scopes is for what they name: it neither issues nor revokes, and ends nobody's sessions. Otherwise a
 * stolen narrow token could be made into a wide one.
 *
 * @throws Problem `scope-missing`
 */
export function refuseNarrowed(me: SignedIn): void {
  if (me.scopes === null) return;
  throw new Problem('scope-missing', {
    unmet: [
      {
        code: 'scope-missing',
        say: {
          zh: '有用途限制的令牌不能管理登录、会话和令牌',
          en: 'a token with scopes manages neither sign-ins nor sessions nor tokens',
        },
        basis: ['正程 令牌只缩小权限'],
      },
    ],
  });
}
