import { onAccount } from '../identity/account-records.js';
import type { IdentityPorts } from '../identity/identity-ports.js';
import type { SignedIn } from '../identity/signed-in.js';
import type { NoticeSettings } from './notice-change.js';

/**
 * Sets how the signed-in person is told beside the application. On the record of his account stands that he did; the
 * address stands beside it alone. `noAccount`: whoever came by a token without an account has no place for an address.
 */
export function setNoticeSettings(
  ports: IdentityPorts,
): (me: SignedIn, settings: NoticeSettings) => Promise<'set' | 'noAccount'> {
  return async (me, settings) => {
    const account = await ports.accounts.byPerson(me.person);
    if (!account) return 'noAccount';
    return onAccount<'set'>(ports, account.id, () =>
      Promise.resolve({
        events: [{ type: 'account.noticesSet', mode: settings.mode }],
        noticeChange: { settings: { ...settings, person: me.person } },
        by: me,
        result: 'set',
      }),
    );
  };
}
