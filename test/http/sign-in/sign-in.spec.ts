import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Local } from '../../support/identity-desk.js';
import { people } from '../../support/office.js';
import { cookieHeader, keepCookies, SignInService } from '../support/sign-in-service.js';

describe('signing in over HTTP', () => {
  let service: SignInService;
  let local: Local;
  beforeAll(async () => {
    service = await SignInService.start();
    local = await service.account('window');
  });
  afterAll(() => service.close());

  it('gives a browser a cookie that no script can read, and no token', async () => {
    const answer = await service.send('post', '/v1/sign-in').send(service.typed(local)).expect(201);
    service.wait(60);
    expect(answer.body).toEqual({
      ...{ person: people.window.person, name: expect.any(String), kind: 'officer' },
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    const [cookie = ''] = answer.headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/^duecourse=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('gives a command-line client a token, and no cookie', async () => {
    const answer = await service
      .send('post', '/v1/sign-in')
      .send(service.typed(local, { as: 'bearer' }))
      .expect(201);
    service.wait(60);
    expect(answer.headers['set-cookie']).toBeUndefined();
    const { token } = answer.body as { token: string };
    const me = await service.send('get', '/v1/me').set('authorization', `Bearer ${token}`).expect(200);
    expect(me.body).toMatchObject({ person: people.window.person, signIn: 'password+totp', scopes: null });
    await service.send('delete', '/v1/sessions/current').set('authorization', `Bearer ${token}`).expect(200);
    await service.send('get', '/v1/me').set('authorization', `Bearer ${token}`).expect(401);
  });

  it('shows one’s own sessions, and which one this is', async () => {
    const jar = await service.browser(local);
    const { body } = await service.inBrowser(jar, 'get', '/v1/sessions').expect(200);
    const { items } = body as { items: { current: boolean; kind: string }[] };
    expect(items.filter(({ current }) => current)).toHaveLength(1);
    expect(items.at(-1)).toMatchObject({ current: true, kind: 'browser', signIn: 'password+totp' });
    expect(JSON.stringify(body)).not.toContain(jar.get('duecourse'));
  });

  it('issues, lists and revokes tokens', async () => {
    const jar = await service.browser(local);
    const wish = { name: '归档程序', scopes: ['readCase', 'readCase', 'act:accept'], expiresInDays: 30 };
    const issued = await service.inBrowser(jar, 'post', '/v1/me/tokens').send(wish).expect(201);
    const { id, token } = issued.body as { id: string; token: string };
    const list = await service.inBrowser(jar, 'get', '/v1/me/tokens').expect(200);
    expect(list.body.items).toContainEqual({
      ...{ id, name: '归档程序', scopes: ['readCase', 'act:accept'], current: false },
      ...{ issuedAt: expect.any(String), expiresAt: issued.body.expiresAt },
    });
    expect(list.text).not.toContain(token);
    const unknown = await service
      .inBrowser(jar, 'post', '/v1/me/tokens')
      .send({ ...wish, scopes: ['readCase', 'x'] });
    expect(unknown).toMatchObject({ status: 400, body: { unmet: [{ at: '/scopes/1' }] } });
    await service.inBrowser(jar, 'delete', `/v1/me/tokens/${id}`).expect(200, { id });
  });

  it('changes the password and says which rule a weak one breaks', async () => {
    const jar = await service.browser(local);
    const change = (newPassword: string) =>
      service.inBrowser(jar, 'post', '/v1/me/password').send({
        ...{ password: local.password, totp: service.code(local), newPassword },
      });
    const weak = await change('password');
    expect(weak).toMatchObject({
      status: 422,
      body: { code: 'password-not-allowed', unmet: [{ at: '/newPassword', say: '至少 12 个字符' }] },
    });
    const password = 'nine copper kettles whistle';
    const { status, body } = await change(password);
    expect({ status, body }).toEqual({ status: 200, body: { ended: expect.any(Number) } });
    service.wait(60);
    local = { ...local, password };
    await service.inBrowser(jar, 'get', '/v1/me').expect(200);
    await service.browser(local);
  });

  it('lets administrators open, read, lock open and reset accounts, each what is his', async () => {
    const { person } = people.reviewer;
    const path = `/v1/accounts/${person}`;
    await service.as('security', 'post', '/v1/accounts').send({ person }).expect(403);
    await service.as('system', 'post', '/v1/accounts').send({ person: 'o-nobody' }).expect(404);
    await service.as('system', 'post', '/v1/accounts').send({ person, account: 'a b' }).expect(400);
    const opened = await service
      .as('system', 'post', '/v1/accounts')
      .send({ person, account: 'Li.Si' })
      .expect(201);
    expect(opened.body).toMatchObject({ person, account: 'li.si', activation: { code: expect.any(String) } });
    await service.as('system', 'post', '/v1/accounts').send({ person }).expect(409);
    expect((await service.as('security', 'get', path).expect(200)).body).toEqual({
      ...{ person, account: 'li.si', standing: 'opened', lockedUntil: null, identities: [] },
      ...{ activationExpiresAt: expect.any(String), sessions: 0, tokens: 1 },
    });
    await service.as('window', 'get', path).expect(403);
    await service.as('window', 'get', '/v1/accounts/o-nobody').expect(403);
    await service.as('system', 'get', '/v1/accounts/o-nobody').expect(404);
    await service.as('system', 'get', `/v1/accounts/${encodeURIComponent('a\u0000b')}`).expect(404);
    expect((await service.as('security', 'post', `${path}/unlockings`).expect(200)).body).toEqual({
      wasLocked: false,
    });
    await service.as('system', 'post', `${path}/unlockings`).expect(403);
    const code = await service.as('security', 'post', `${path}/activation-codes`).expect(201);
    expect(code.body.code).toMatch(/^[A-Z2-9-]{23}$/);
    await service.as('reviewer', 'get', '/v1/me').expect(401);
  });

  it('binds identities to one person each', async () => {
    const { person } = people.window;
    const identity = { issuer: 'https://id.example.gov.cn', subject: 'abc-1' };
    const path = `/v1/accounts/${person}/identities`;
    await service.as('system', 'post', path).send(identity).expect(403);
    const bound = await service.as('security', 'post', path).send(identity).expect(201);
    const other = { person: people.chair.person, activation: false };
    const opened = await service.as('system', 'post', '/v1/accounts').send(other).expect(201);
    expect(opened.body.activation).toBeNull();
    const taken = await service
      .as('security', 'post', `/v1/accounts/${other.person}/identities`)
      .send(identity);
    expect(taken).toMatchObject({ status: 409, body: { code: 'identity-taken' } });
    await service.as('security', 'post', path).send({ issuer: 'not an address', subject: 'x' }).expect(400);
    await service.as('security', 'delete', `${path}/${bound.body.id as string}`).expect(200);
    await service.as('security', 'delete', `${path}/${bound.body.id as string}`).expect(404);
  });

  it('says so when there is no identity provider', async () => {
    await service.send('get', '/v1/sign-in/oidc').expect(404);
    await service.send('get', '/v1/sign-in/oidc/callback?code=x&state=y').expect(404);
  });

  it('wants somebody who is signed in for everything but the ways in', async () => {
    for (const [method, path] of [
      ['get', '/v1/sessions'],
      ['delete', '/v1/sessions'],
      ['delete', '/v1/sessions/current'],
      ['get', '/v1/me/tokens'],
      ['post', '/v1/me/tokens'],
      ['delete', '/v1/me/tokens/x'],
      ['post', '/v1/me/password'],
      ['post', '/v1/accounts'],
      ['get', '/v1/accounts/o-101'],
      ['delete', '/v1/accounts/o-101/sessions'],
    ] as const) {
      const answer = await service.send(method, path);
      expect({ path, status: answer.status }).toEqual({ path, status: 401 });
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="duecourse"');
    }
  });

  it('leaves no password, code, token or address in the log or the records', async () => {
    const log = service.logged.join('');
    const records = await service.database.owner.query<{ text: string }[]>(
      `select r.text from records r join streams s on s.id = r.stream where s.kind = 'account'`,
    );
    const text = log + records.map((one) => one.text).join('');
    for (const secret of [local.password, local.secret, 'argon2', '127.0.0.1'])
      expect(text).not.toContain(secret);
  });
});

describe('behind a proxy with https', () => {
  const publicUrl = 'https://duecourse.example.gov.cn';
  let service: SignInService;
  let local: Local;
  beforeAll(async () => {
    service = await SignInService.start({ publicUrl, trustedProxies: ['127.0.0.1'] });
    local = await service.account('window');
  });
  afterAll(() => service.close());

  it('the cookie is Secure, bound to its host, and good for requests of that origin alone', async () => {
    const answer = await service.send('post', '/v1/sign-in').send(service.typed(local)).expect(201);
    service.wait(60);
    const [cookie = ''] = answer.headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/^__Host-duecourse=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const jar = keepCookies(new Map(), answer);
    const end = (origin: string) =>
      service
        .send('delete', '/v1/sessions/current')
        .set({ cookie: cookieHeader(jar), origin, 'idempotency-key': 'k' });
    await end(service.origin).expect(403);
    await end('http://duecourse.example.gov.cn').expect(403);
    const plain = new Map([['duecourse', jar.get('__Host-duecourse') as string]]);
    await service.inBrowser(plain, 'get', '/v1/me').expect(401);
    await end(publicUrl).expect(200);
  });

  it('people behind the proxy are told apart by the address that it names', async () => {
    const guess = (from: string, i: number) =>
      service
        .send('post', '/v1/sign-in')
        .set('x-forwarded-for', from)
        .send(service.typed(local, { account: `somebody-${i}` }));
    for (let i = 0; i < 12; i++) await guess('198.51.100.7', i);
    expect((await guess('198.51.100.7', 20)).status).toBe(429);
    expect((await guess('198.51.100.8', 21)).status).toBe(401);
    // A name for oneself before the proxy's is not believed.
    expect((await guess('203.0.113.5, 198.51.100.7', 22)).status).toBe(429);
  });
});
