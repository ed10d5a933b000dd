import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seedAccount } from '../../../src/usecases/identity/seed-account.js';
import { acting, declaring, PowerOffice, TODAY, type Wish } from '../support/power-office.js';
import { codeOf, type Handle } from '../support/power-town.js';

const NOT_ACTIVE = { code: 'account-not-active', basis: 'GB/T 22239-2019 8.1.4.2' };
const SCOPE = { code: 'scope-missing', basis: '正程 令牌范围' };

let office: PowerOffice;

beforeAll(async () => {
  office = await PowerOffice.open();
}, 60_000);
afterAll(() => office.close());

describe('who has nothing to do with a case', () => {
  it.each(['bian', 'hu', 'zhuan', 'ji', 'lin'] as const)(
    '%s cannot tell it from one that does not exist',
    async (who) => {
      await office.knowsNothing(who, await office.opened());
    },
    60_000,
  );

  it.each(['du', 'jin', 'rui', 'liu', 'dong'] as const)(
    '%s, who has, knows it, and is told what is missing to act',
    async (who) => {
      const id = await office.accepted();
      expect((await office.get(who, `/v1/cases/${id}`)).status).toBe(200);
      await office.refused(acting(who, id, 'grant'), { code: 'power-missing', basis: '许可法 38.1' });
    },
    60_000,
  );

  it('who asks for more time is not who grants it: the head does', async () => {
    const id = await office.accepted();
    const input = { reason: '案情疑难' };
    await office.refused(acting('rui', id, 'extend', input), { code: 'power-missing', basis: '许可法 42.1' });
    await office.allowed(acting('he', id, 'extend', input));
  }, 30_000);
});

describe('a token', () => {
  /** A token of the person, with these scopes, as he gets it for a machine. */
  async function tokenFor(who: Handle, ...scopes: readonly string[]): Promise<string> {
    const { identity } = office.service.composition;
    await seedAccount(identity)({ person: codeOf(who), account: `${who}-account`, passwordHash: 'x' });
    const body = { name: '窗口叫号机', scopes, expiresInDays: 30 };
    return (await office.allowed({ who, path: '/v1/me/tokens', body }))['token'] as string;
  }

  it('narrows what its person may do, by action and by act, and widens nothing', async () => {
    const id = await office.opened();
    const token = await tokenFor('wei', 'readCase', 'act:notifyCorrections', 'act:grant');
    const by = (wish: Wish): Wish => ({ ...wish, token });
    await office.refused(by(acting('wei', id, 'accept')), SCOPE);
    await office.refused(by(office.filing('wei')), SCOPE);
    await office.refused(by(declaring('wei', id)), SCOPE);
    await office.allowed(by({ who: 'wei', method: 'get', path: `/v1/cases/${id}` }));
    await office.allowed(by(acting('wei', id, 'notifyCorrections', { items: ['身份证明'] })));
    await office.allowed(acting('wei', id, 'accept'));
    await office.refused(by(acting('wei', id, 'grant')), { code: 'power-missing', basis: '许可法 38.1' });
    await office.allowed(acting('he', id, 'grant'));
  }, 30_000);

  it('for one act alone does that act and reads nothing', async () => {
    const id = await office.opened();
    const token = await tokenFor('wei', 'act:accept');
    await office.unknown({ who: 'wei', method: 'get', path: `/v1/cases/${id}`, token }, id);
    expect((await office.send({ who: 'wei', method: 'get', path: '/v1/cases', token })).body).toMatchObject({
      items: [],
    });
    await office.refused({ ...acting('wei', id, 'notifyCorrections', { items: ['证'] }), token }, SCOPE);
    await office.allowed({ ...acting('wei', id, 'accept'), token });
  }, 30_000);

  it('issues no other token', async () => {
    const token = await tokenFor('wei', 'readCase');
    const body = { name: '另一台', scopes: ['performAct'], expiresInDays: 30 };
    const answer = await office.send({ who: 'wei', path: '/v1/me/tokens', body, token });
    expect(answer).toMatchObject({ status: 403, body: { code: 'scope-missing' } });
  }, 30_000);
});

describe('an account that may not be used', () => {
  it.each(['suspended', 'ended'] as const)(
    '%s: no power is left to the person or his deputy; a colleague acts',
    async (how) => {
      const id = await office.opened();
      await office.changed({ change: `person.${how}`, id: codeOf('wang'), on: office.today });
      await office.refused(office.filing('wang'), NOT_ACTIVE);
      await office.knowsNothing('wang', id);
      await office.knowsNothing('dong', id);
      await office.refused(office.filing('dong'), { code: 'power-missing', basis: '许可法 32' });
      await office.allowed(acting('wei', id, 'accept'));
      await office.restore('wang');
      if (how === 'ended') return;
      await office.allowed(office.filing('wang'));
      await office.allowed(office.filing('dong'));
    },
    60_000,
  );

  it('of an administrator gives nobody power any more; another’s does', async () => {
    await office.changed({ change: 'person.suspended', id: codeOf('shen'), on: TODAY });
    expect((await office.get('shen', '/v1/streams?limit=200')).text).not.toContain('"organisation"');
    expect((await office.get('jin', '/v1/streams?limit=200')).text).toContain('"organisation"');
    await office.restore('shen');
    expect((await office.get('shen', '/v1/streams?limit=200')).text).toContain('"organisation"');
  }, 60_000);
});
