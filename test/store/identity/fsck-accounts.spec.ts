import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { issueToken } from '../../../src/usecases/identity/tokens.js';
import { bindIdentity } from '../../../src/usecases/identity/bind-identity.js';
import { IdentityDesk, type Local } from '../../support/identity-desk.js';
import { askerOf, people } from '../../support/office.js';
import { tamper } from '../../support/tamper.js';

describe('the check of accounts', () => {
  let desk: IdentityDesk;
  let local: Local;
  let account: string;
  beforeAll(async () => {
    desk = await IdentityDesk.open();
    local = await desk.account('window');
    const me = await desk.me(await desk.signedIn(local));
    await issueToken(desk.ports)(me, { name: 'n', scopes: ['readCase'], expiresInDays: 1 });
    const identity = { issuer: 'https://id.example', subject: 'sub-1' };
    await bindIdentity(desk.ports)(askerOf('security'), me.person, identity);
    await desk.try(local, { password: 'wrong' });
    await desk.try({ ...local, account: 'nobody' });
    account = (await desk.ports.accounts.byPerson(me.person))?.id as string;
  });
  afterAll(() => desk.close());
  beforeEach(async () => expect(await found()).toEqual([]));

  const found = async (): Promise<string[]> =>
    (await desk.office.findings()).map(({ code, message }) => `${code}: ${message}`);

  it.each([
    [
      'an account that is another person’s',
      `update accounts set person = 'o-999' where id = $1`,
      `update accounts set person = '${people.window.person}' where id = $1`,
      'account-row-wrong: person',
    ],
    [
      'an identity that was put there by hand',
      `insert into identities values ('https://id.example', 'sub-2', 'by-hand', $1)`,
      `delete from identities where id = 'by-hand' and account = $1`,
      'account-row-wrong: identities',
    ],
    [
      'a token that nobody issued',
      `insert into sessions select repeat('a', 64), 'by-hand', person, account, kind, sign_in, null, name,
        authenticated_at, last_seen_at, null from sessions where account = $1 and kind = 'token'`,
      `delete from sessions where id = 'by-hand' and account = $1`,
      'account-row-wrong: tokens',
    ],
    [
      'a session of an account that there is not',
      `update sessions set account = 'nowhere' where account = $1 and kind = 'browser'`,
      `update sessions set account = $1 where account = 'nowhere'`,
      'orphan-row: session',
    ],
    [
      'a state that says another person',
      `update streams set state = replace(state, '"standing":"active"', '"standing":"opened"') where id = $1`,
      `update streams set state = replace(state, '"standing":"opened"', '"standing":"active"') where id = $1`,
      'fold-wrong: the stored state',
    ],
  ])('finds %s', async (_, damage, mend, finding) => {
    const { owner } = desk.office.database;
    await tamper(owner, damage, [account]);
    expect((await found()).join('\n')).toContain(finding);
    await tamper(owner, mend, [account]);
  });

  it('finds a password that nobody set, and one that was taken away', async () => {
    const { owner } = desk.office.database;
    const [{ hash }] = (await owner.query('select password_hash as hash from accounts where id = $1', [
      account,
    ])) as [{ hash: string }];
    await tamper(owner, 'update accounts set password_hash = null where id = $1', [account]);
    expect((await found()).join('\n')).toContain('account-row-wrong: active');
    await tamper(owner, 'update accounts set password_hash = $2 where id = $1', [account, hash]);
  });

  it('finds an account without a stream', async () => {
    const { owner } = desk.office.database;
    await tamper(owner, `insert into accounts (id, person, login) values ('nowhere', 'o-998', 'nowhere')`);
    expect((await found()).join('\n')).toContain('orphan-row: account');
    await tamper(owner, `delete from accounts where id = 'nowhere'`);
  });
});
