import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Test } from 'supertest';
import type { Local } from '../../support/identity-desk.js';
import { people } from '../../support/office.js';
import {
  cookieHeader,
  type Jar,
  keepCookies,
  seededToken,
  SignInService,
} from '../support/sign-in-service.js';

describe('hostile sign-ins with a local account', () => {
  let service: SignInService;
  let local: Local;
  beforeAll(async () => {
    service = await SignInService.start();
    local = await service.account('window');
  });
  afterAll(() => service.close());
  // Each one begins with nobody locked.
  beforeEach(() => service.wait(7_200));

  const attempt = async (typed: object): Promise<{ status: number; code: string; text: string }> => {
    const before = await service.sessions();
    const answer = await service.send('post', '/v1/sign-in').send(typed);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(await service.sessions()).toBe(before);
    return { status: answer.status, code: answer.body.code, text: answer.text };
  };
  const FAILED = { status: 401, code: 'sign-in-failed' };

  it.each<[name: string, more: (local: Local) => object]>([
    ['a wrong password', () => ({ password: 'wrong' })],
    ['the password in capitals', ({ password }) => ({ password: password.toUpperCase() })],
    ['the password with a blank more', ({ password }) => ({ password: `${password} ` })],
    ['an unknown account', () => ({ account: 'nobody' })],
    ['the name of another person', () => ({ account: people.reviewer.person })],
    ['a name that is SQL', () => ({ account: `' or 1=1 --` })],
    ['a name with a wildcard', () => ({ account: '%' })],
    ['a name of 200 characters', () => ({ account: 'x'.repeat(200) })],
    ['a wrong code', () => ({ totp: '000000' })],
    ['a password of 1,000 characters', () => ({ password: 'x'.repeat(1_000) })],
  ])('%s is refused as any other mistake', async (_, more) => {
    expect(await attempt(service.typed(local, more(local)))).toMatchObject(FAILED);
  });

  it.each([-60, -90, -3_600, 60, 90, 3_600])('the code of %i seconds from now is refused', async (shift) => {
    service.wait(shift);
    const totp = service.code(local);
    service.wait(-shift);
    expect(await attempt(service.typed(local, { totp }))).toMatchObject(FAILED);
  });

  it('a code that was used is refused', async () => {
    const typed = service.typed(local);
    await service.send('post', '/v1/sign-in').send(typed).expect(201);
    expect(await attempt(typed)).toMatchObject(FAILED);
  });

  it('a code older than the one that was used is refused, though it was never used', async () => {
    const earlier = service.code(local);
    service.wait(30);
    await service.send('post', '/v1/sign-in').send(service.typed(local)).expect(201);
    expect(await attempt(service.typed(local, { totp: earlier }))).toMatchObject(FAILED);
  });

  it('the same code sent ten times at once is good once', async () => {
    const typed = service.typed(local);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => service.send('post', '/v1/sign-in').send(typed)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  it('the answers for a wrong name, password and code are the same, byte for byte', async () => {
    const texts = [];
    for (const more of [{ account: 'nobody-else' }, { password: 'wrong' }, { totp: '000000' }]) {
      const { text } = await attempt(service.typed(local, more));
      texts.push(text.replace(/"traceId":"[^"]*"/, ''));
    }
    expect(new Set(texts).size).toBe(1);
  });

  it.each<[name: string, more: object]>([
    ['a code of letters', { totp: 'abcdef' }],
    ['a code of five digits', { totp: '12345' }],
    ['a code of full-width digits', { totp: '１２３４５６' }],
    ['a code as a number', { totp: 123456 }],
    ['no code', { totp: undefined }],
    ['no password', { password: undefined }],
    ['an empty password', { password: '' }],
    ['a password as a query', { password: { $ne: '' } }],
    ['a name as a list', { account: ['window'] }],
    ['a name with NUL', { account: 'window\u0000' }],
    ['a field that makes an administrator', { administrator: ['system'] }],
    ['a way of keeping the session that there is not', { as: 'jwt' }],
  ])('%s is not even a guess', async (_, more) => {
    const body = JSON.parse(JSON.stringify(service.typed(local, more))) as object;
    expect(await attempt(body)).toMatchObject({ status: 400 });
  });

  it('a locked account is locked for the right password too, and so is one that does not exist', async () => {
    for (const account of [local.account, 'nobody-at-all']) {
      for (let i = 0; i < 4; i++) await attempt(service.typed(local, { account, password: 'wrong' }));
      const answer = await service.send('post', '/v1/sign-in').send(service.typed(local, { account }));
      expect(answer).toMatchObject({ status: 429, body: { code: 'sign-in-locked' } });
      expect(answer.headers['retry-after']).toBe('1');
      service.wait(7_200);
    }
  });

  it('X-Forwarded-For of a stranger does not give him another address', async () => {
    let locked = 0;
    for (let i = 0; i < 14; i++) {
      const answer = await service
        .send('post', '/v1/sign-in')
        .set('x-forwarded-for', `198.51.100.${i}`)
        .send(service.typed(local, { account: `somebody-${i}` }));
      if (answer.status === 429) locked += 1;
    }
    expect(locked).toBeGreaterThanOrEqual(3);
  });

  it('an account that was opened and not activated lets nobody in', async () => {
    const { person } = people.reviewer;
    const opened = await service.as('system', 'post', '/v1/accounts').send({ person }).expect(201);
    const { account } = opened.body as { account: string };
    expect(await attempt(service.typed(local, { account }))).toMatchObject(FAILED);
    const wrong = { account, code: 'AAAAA-AAAAA-AAAAA-AAAAA', password: 'seven quiet herons at dusk' };
    await service.send('post', '/v1/activations').send(wrong).expect(401);
    const early = {
      account,
      code: (opened.body as { activation: { code: string } }).activation.code,
      totp: '000000',
    };
    await service.send('post', '/v1/activations/confirmations').send(early).expect(401);
  });

  it('a page of another site cannot sign a browser in', async () => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      for (const path of ['/v1/sign-in', '/v1/activations', '/v1/activations/confirmations']) {
        const body = { ...service.typed(local), code: 'x' };
        const { account, code, password, totp } = body as unknown as Record<string, string>;
        const fitting =
          path === '/v1/sign-in'
            ? { account, password, totp }
            : path === '/v1/activations'
              ? { account, code, password }
              : { account, code, totp };
        const answer = await service
          .send('post', path)
          .set(headers as never)
          .send(fitting);
        expect(answer).toMatchObject({ status: 403, body: { code: 'cross-site-request' } });
      }
    }
  });
});

describe('hostile sessions', () => {
  let service: SignInService;
  let local: Local;
  beforeAll(async () => {
    service = await SignInService.start();
    local = await service.account('window');
  });
  afterAll(() => service.close());

  const me = (jar: Jar): Test => service.inBrowser(jar, 'get', '/v1/me');
  const jarOf = (value: string): Jar => new Map([['duecourse', value]]);

  it('a cookie that somebody put there before the sign-in is not the session afterwards (fixation)', async () => {
    const planted = jarOf('P'.repeat(43));
    const answer = await service
      .send('post', '/v1/sign-in')
      .set('cookie', cookieHeader(planted))
      .send(service.typed(local))
      .expect(201);
    service.wait(60);
    await me(planted).expect(401);
    const jar = keepCookies(new Map(planted), answer);
    expect(jar.get('duecourse')).not.toBe('P'.repeat(43));
    await me(jar).expect(200);
  });

  it('the session under which somebody signs in again is over', async () => {
    const before = await service.browser(local);
    const answer = await service
      .send('post', '/v1/sign-in')
      .set('cookie', cookieHeader(before))
      .send(service.typed(local))
      .expect(201);
    service.wait(60);
    await me(before).expect(401);
    await me(keepCookies(new Map(), answer)).expect(200);
  });

  it('a cookie of a session that was ended is good for nothing, at the next request', async () => {
    const jar = await service.browser(local);
    const stolen = new Map(jar);
    const answer = await service.inBrowser(jar, 'delete', '/v1/sessions/current').expect(200);
    expect(keepCookies(jar, answer).has('duecourse')).toBe(false);
    await me(stolen).expect(401);
  });

  it('all sessions end at once, in this browser and in others', async () => {
    const [one, two] = [await service.browser(local), await service.browser(local)];
    const token = await service.client(local);
    await service.inBrowser(one, 'delete', '/v1/sessions').expect(200, { ended: 3 });
    for (const jar of [one, two]) await me(jar).expect(401);
    await service.send('get', '/v1/me').set('authorization', `Bearer ${token}`).expect(401);
  });

  it('what the database holds of a session opens nothing', async () => {
    const jar = await service.browser(local);
    const rows = await service.database.owner.query<{ token_sha256: string; id: string }[]>(
      `select token_sha256, id from sessions where kind = 'browser'`,
    );
    for (const { token_sha256: hash, id } of rows) {
      for (const value of [hash, hash.slice(0, 43), id, Buffer.from(hash, 'hex').toString('base64url')]) {
        await me(jarOf(value)).expect(401);
        await service.send('get', '/v1/me').set('authorization', `Bearer ${value}`).expect(401);
      }
    }
    await me(jar).expect(200);
  });

  it('a browser’s cookie is no bearer token, and a token is no cookie', async () => {
    const jar = await service.browser(local);
    const cookie = jar.get('duecourse') as string;
    await service.send('get', '/v1/me').set('authorization', `Bearer ${cookie}`).expect(401);
    const token = await service.client(local);
    await service.send('get', '/v1/me').set('authorization', `Bearer ${token}`).expect(200);
    await me(jarOf(token)).expect(401);
    await me(jarOf(seededToken('window'))).expect(401);
  });

  it('a token in the address opens nothing', async () => {
    const token = await service.client(local);
    for (const name of ['access_token', 'token', 'authorization']) {
      await service.send('get', `/v1/me?${name}=${token}`).expect(401);
    }
  });

  it.each([
    '',
    'x',
    'A'.repeat(42),
    'A'.repeat(44),
    `"${'A'.repeat(43)}"`,
    `${'A'.repeat(42)}%00`,
    'null',
    '../../etc/passwd',
  ])('the cookie %j opens nothing', async (value) => {
    await me(jarOf(value)).expect(401);
  });

  it('a second cookie of the same name makes both worthless', async () => {
    const jar = await service.browser(local);
    const own = jar.get('duecourse') as string;
    for (const header of [
      `duecourse=${own}; duecourse=${'A'.repeat(43)}`,
      `duecourse=${'A'.repeat(43)}; duecourse=${own}`,
    ]) {
      await service.send('get', '/v1/me').set('cookie', header).expect(401);
    }
    await me(jar).expect(200);
  });

  it('a good cookie does not help a bad token', async () => {
    const jar = await service.browser(local);
    await me(jar).set('authorization', 'Bearer unknown-token-of-nobody').expect(401);
    await me(jar).set('authorization', 'Basic d2FuZzp3YW5n').expect(401);
  });

  it('a session that was idle for half an hour is over', async () => {
    const jar = await service.browser(local);
    service.wait(28 * 60);
    await me(jar).expect(200);
    service.wait(30 * 60 + 1);
    await me(jar).expect(401);
  });

  it('a session is over after ten hours, however busy', async () => {
    const jar = await service.browser(local);
    for (let i = 0; i < 20; i++) {
      await me(jar).expect(200);
      service.wait(1_795);
    }
    service.wait(60);
    await me(jar).expect(401);
  });

  it('a fourth session ends the first', async () => {
    const jars = [];
    for (let i = 0; i < 4; i++) jars.push(await service.browser(local));
    const [first, ...others] = jars as [Jar, ...Jar[]];
    await me(first).expect(401);
    for (const jar of others) await me(jar).expect(200);
  });

  it('a session of a person whose sessions an administrator ended is over', async () => {
    const jar = await service.browser(local);
    const { person } = people.window;
    await service.as('security', 'delete', `/v1/accounts/${person}/sessions`).expect(200);
    await me(jar).expect(401);
    await service.as('window', 'get', '/v1/me').expect(401);
    const { store, identity } = service.composition;
    await store.sessions.issueToken(identity.hash.sha256(seededToken('window')), person);
  });

  describe('and tokens', () => {
    const issue = async (scopes: string[]): Promise<{ id: string; token: string }> => {
      const answer = await service
        .as('window', 'post', '/v1/me/tokens')
        .send({ name: '程序', scopes, expiresInDays: 1 })
        .expect(201);
      return answer.body as { id: string; token: string };
    };
    const by = (token: string, method: 'get' | 'post' | 'delete', path: string): Test =>
      service.send(method, path).set('authorization', `Bearer ${token}`);

    it('a token with scopes issues no other, revokes none, and ends no session', async () => {
      const { token, id } = await issue(['readCase']);
      const wide = { name: 'x', scopes: ['performAct', 'readCase'], expiresInDays: 366 };
      for (const answer of [
        await by(token, 'post', '/v1/me/tokens').send(wide),
        await by(token, 'get', '/v1/me/tokens'),
        await by(token, 'delete', `/v1/me/tokens/${id}`),
        await by(token, 'delete', '/v1/sessions'),
        await by(token, 'post', '/v1/me/password').send({ password: 'x', totp: '000000', newPassword: 'y' }),
      ]) {
        expect(answer).toMatchObject({ status: 403, body: { code: 'scope-missing' } });
      }
    });

    it('a token’s scopes cannot be named wider than the words there are', async () => {
      for (const scopes of [['*'], ['admin'], ['readCase', 'readcase'], ['act:*'], [''], []]) {
        const wish = { name: 'x', scopes, expiresInDays: 1 };
        await service.as('window', 'post', '/v1/me/tokens').send(wish).expect(400);
      }
      const endless = { name: 'x', scopes: ['readCase'], expiresInDays: 100_000 };
      await service.as('window', 'post', '/v1/me/tokens').send(endless).expect(400);
    });

    it('a token does not give its owner a power that he has not', async () => {
      const { token } = await issue(['openAccount', 'unlockAccount']);
      const answer = await by(token, 'post', '/v1/accounts').send({ person: people.chair.person });
      expect(answer.status).toBe(403);
    });

    it('an administrator’s token for something else opens no account', async () => {
      const { person } = people.system;
      await service.as('system', 'post', '/v1/accounts').send({ person, activation: false }).expect(201);
      const wish = { name: 'x', scopes: ['readOrganisation'], expiresInDays: 1 };
      const issued = await service.as('system', 'post', '/v1/me/tokens').send(wish).expect(201);
      const { token } = issued.body as { token: string };
      const answer = await by(token, 'post', '/v1/accounts').send({ person: people.chair.person });
      expect(answer).toMatchObject({ status: 403, body: { code: 'scope-missing' } });
    });

    it('a revoked token is good for nothing, at the next request', async () => {
      const { token, id } = await issue(['readCase']);
      await by(token, 'get', '/v1/me').expect(200);
      await service.as('window', 'delete', `/v1/me/tokens/${id}`).expect(200);
      await by(token, 'get', '/v1/me').expect(401);
      await service.as('window', 'delete', `/v1/me/tokens/${id}`).expect(404);
    });

    it('an expired token is good for nothing', async () => {
      const { token } = await issue(['readCase']);
      service.wait(86_400);
      await by(token, 'get', '/v1/me').expect(401);
    });

    it('a token of another person cannot be revoked', async () => {
      const { id, token } = await issue(['readCase']);
      await service.as('reviewer', 'delete', `/v1/me/tokens/${id}`).expect(404);
      await by(token, 'get', '/v1/me').expect(200);
    });
  });

  describe('and requests that another site makes a browser send: refused', () => {
    let jar: Jar;
    let base: string;
    beforeAll(async () => {
      jar = await service.browser(local);
      base = service.origin;
    });

    const WISH = { name: '程序', scopes: ['readCase'], expiresInDays: 1 };
    const KEY = { 'idempotency-key': 'k' };
    const SAME = { 'sec-fetch-site': 'same-origin' };

    it.each<[name: string, headers: (own: string) => Record<string, string>]>([
      ['neither Origin nor Sec-Fetch-Site', () => KEY],
      ['Origin null', () => ({ ...KEY, origin: 'null' })],
      ['a foreign Origin', () => ({ ...KEY, origin: 'https://evil.example' })],
      ['a subdomain', (own) => ({ ...KEY, origin: own.replace('://', '://evil.') })],
      ['a host that begins like ours', (own) => ({ ...KEY, origin: `${own}.evil.example` })],
      ['another port', (own) => ({ ...KEY, origin: own.replace(/\d+$/, '1') })],
      ['another scheme', (own) => ({ ...KEY, origin: own.replace('http:', 'https:') })],
      ['our origin with a path', (own) => ({ ...KEY, origin: `${own}/` })],
      [
        'our origin, but Sec-Fetch-Site cross-site',
        (own) => ({ ...KEY, origin: own, 'sec-fetch-site': 'cross-site' }),
      ],
      [
        'our origin, but Sec-Fetch-Site same-site',
        (own) => ({ ...KEY, origin: own, 'sec-fetch-site': 'same-site' }),
      ],
      ['Sec-Fetch-Site none', () => ({ ...KEY, 'sec-fetch-site': 'none' })],
      [
        'Sec-Fetch-Site same-origin, but a foreign Origin',
        () => ({ ...KEY, ...SAME, origin: 'https://evil.example' }),
      ],
      ['no Idempotency-Key', (own) => ({ ...SAME, origin: own })],
      ['an empty Idempotency-Key', (own) => ({ ...SAME, origin: own, 'idempotency-key': '' })],
      [
        'a foreign Host that the Origin repeats',
        () => ({
          ...KEY,
          ...{ 'sec-fetch-site': 'cross-site', origin: 'http://evil.example', host: 'evil.example' },
        }),
      ],
    ])('%s', async (_, headers) => {
      const before = await count();
      const answer = await service
        .send('post', '/v1/me/tokens')
        .set('cookie', cookieHeader(jar))
        .set(headers(base))
        .send(WISH);
      expect(answer).toMatchObject({ status: 403, body: { code: 'cross-site-request' } });
      expect(await count()).toBe(before);
    });

    const count = async (): Promise<number> =>
      (await service.database.owner.query<object[]>(`select id from sessions`)).length;

    it.each([
      ['a form', 'application/x-www-form-urlencoded', 'name=x'],
      ['a form with a file', 'multipart/form-data; boundary=b', '--b--'],
      ['JSON as text/plain', 'text/plain', JSON.stringify(WISH)],
      ['JSON as text/plain that names JSON', 'text/plain; application/json', JSON.stringify(WISH)],
    ])('%s', async (_, type, body) => {
      const before = await count();
      for (const origin of ['https://evil.example', base]) {
        const answer = await service
          .send('post', '/v1/me/tokens')
          .set('cookie', cookieHeader(jar))
          .set({ origin, 'content-type': type })
          .send(body);
        expect([403, 415]).toContain(answer.status);
      }
      expect(await count()).toBe(before);
    });

    it('a DELETE from elsewhere, and a page that only asks', async () => {
      const from = { origin: 'https://evil.example', 'idempotency-key': 'k' };
      for (const path of ['/v1/sessions', '/v1/sessions/current', '/v1/me/tokens/x']) {
        const answer = await service.send('delete', path).set('cookie', cookieHeader(jar)).set(from);
        expect(answer).toMatchObject({ status: 403, body: { code: 'cross-site-request' } });
      }
      const asked = await service.inBrowser(jar, 'get', '/v1/me').set('origin', 'https://evil.example');
      expect(asked.status).toBe(200);
      expect(asked.headers['access-control-allow-origin']).toBeUndefined();
    });

    it('while a page of our own goes through', async () => {
      await service.inBrowser(jar, 'post', '/v1/me/tokens').send(WISH).expect(201);
      await service
        .send('post', '/v1/me/tokens')
        .set('cookie', cookieHeader(jar))
        .set({ ...KEY, origin: base })
        .send(WISH)
        .expect(201);
    });
  });
});
