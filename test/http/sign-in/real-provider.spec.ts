import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openidProvider } from '../../../src/outside/identity/openid-provider.js';
import { people } from '../../support/office.js';
import { RealProvider } from '../../support/real-provider.js';
import { cookieHeader, type Jar, REDIRECT_URI, SignInService } from '../support/sign-in-service.js';

const OURS = { id: 'duecourse-test', secret: 'secret-of-duecourse', redirectUri: REDIRECT_URI };
const OTHER = { id: 'other-service', secret: 'secret-of-another', redirectUri: 'http://127.0.0.1:65124/cb' };

describe('signing in at a real OpenID Connect provider', () => {
  let provider: RealProvider;
  let service: SignInService;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'duecourse-oidc-'));
    const clientSecretFile = join(folder, 'secret');
    writeFileSync(clientSecretFile, `${OURS.secret}\n`, { mode: 0o600 });
    provider = await RealProvider.start([OURS, OTHER]);
    const { issuer } = provider;
    service = await SignInService.start({
      provider: { issuer, clientId: OURS.id, clientSecretFile, requiredAcr: null },
    });
    for (const [who, subject] of [
      ['window', 'alice'],
      ['reviewer', 'bob'],
    ] as const) {
      const { person } = people[who];
      await service.as('system', 'post', '/v1/accounts').send({ person, activation: false }).expect(201);
      await service
        .as('security', 'post', `/v1/accounts/${person}/identities`)
        .send({ issuer, subject })
        .expect(201);
    }
  }, 60_000);
  afterAll(async () => {
    await service.close();
    await provider.down();
    rmSync(folder, { recursive: true });
  });

  /** A browser that goes to the provider, signs in there, and is about to come back. */
  const returning = async (login: string): Promise<{ jar: Jar; query: string }> => {
    const { jar, url } = await service.toProvider();
    const back = await provider.signIn(url.href, login);
    if (typeof back === 'number') throw new Error(`the provider answers ${back}`);
    return { jar, query: back.search.slice(1) };
  };

  it('signs the bound person in, and shows where the session is', async () => {
    const { jar, query } = await returning('alice');
    const answer = await service.back(jar, query);
    expect({ status: answer.status, location: answer.headers['location'] }).toEqual({
      ...{ status: 303, location: '/v1/me' },
    });
    expect([...jar.keys()]).toEqual(['duecourse']);
    const me = await service.inBrowser(jar, 'get', '/v1/me').expect(200);
    expect(me.body).toMatchObject({
      ...{ person: people.window.person, kind: 'officer', standing: 'active', posts: ['window'] },
      ...{ signIn: 'oidc', scopes: null },
    });
  });

  it('asks for code, PKCE by S256, state and nonce, and for nothing but openid', async () => {
    const { url } = await service.toProvider();
    const asked = Object.fromEntries(url.searchParams);
    expect(asked).toEqual({
      ...{ client_id: OURS.id, redirect_uri: REDIRECT_URI, response_type: 'code', scope: 'openid' },
      ...{ state: expect.stringMatching(/^[\w-]{43}$/), nonce: expect.stringMatching(/^[\w-]{43}$/) },
      ...{ code_challenge: expect.stringMatching(/^[\w-]{43}$/), code_challenge_method: 'S256' },
    });
  });

  it('goes on after the provider has changed its keys', async () => {
    await provider.rotate('real-2');
    service.wait(61);
    const { jar, query } = await returning('alice');
    expect((await service.back(jar, query)).status).toBe(303);
  });

  it('answers 503 while the provider is down; open sessions go on; afterwards everything goes on', async () => {
    const { jar, query } = await returning('alice');
    await service.back(jar, query);
    const under = await returning('alice');
    await provider.down();
    const answer = await service.back(under.jar, under.query);
    expect(answer).toMatchObject({ status: 503, body: { code: 'provider-unavailable' } });
    await service.inBrowser(jar, 'get', '/v1/me').expect(200);
    await provider.up();
    const again = await returning('alice');
    expect((await service.back(again.jar, again.query)).status).toBe(303);
  });

  it('answers 503 to whoever begins while the provider is down, and nobody is signed in', async () => {
    await provider.down();
    service.wait(3_601);
    const before = await service.sessions();
    const answer = await service.send('get', '/v1/sign-in/oidc');
    expect(answer).toMatchObject({ status: 503, body: { code: 'provider-unavailable' } });
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(await service.sessions()).toBe(before);
    await provider.up();
    await service.toProvider();
    // Its tokens are of this hour.
    service.wait(-3_601);
  });

  describe('refuses', () => {
    const refused = async (jar: Jar, query: string, code: string): Promise<void> => {
      const before = await service.sessions();
      const answer = await service.back(jar, query);
      expect(answer.body).toMatchObject({ code });
      expect(jar.has('duecourse')).toBe(false);
      expect(await service.sessions()).toBe(before);
    };

    it('an identity that is bound to nobody, whatever its name', async () => {
      const { jar, query } = await returning(people.window.person);
      await refused(jar, query, 'identity-unknown');
    });

    it('a code that was used before', async () => {
      const first = await returning('alice');
      const code = new URLSearchParams(first.query).get('code') as string;
      await service.back(first.jar, first.query);
      const second = await returning('alice');
      const query = new URLSearchParams(second.query);
      query.set('code', code);
      await refused(second.jar, query.toString(), 'identity-not-proved');
    });

    it('a code that was swapped for the one of another browser', async () => {
      const [mine, his] = [await returning('bob'), await returning('alice')];
      const query = new URLSearchParams(mine.query);
      query.set('code', new URLSearchParams(his.query).get('code') as string);
      await refused(mine.jar, query.toString(), 'identity-not-proved');
    });

    it('a whole answer that another browser got', async () => {
      const [mine, his] = [await returning('bob'), await returning('alice')];
      await refused(mine.jar, his.query, 'sign-in-flow-broken');
    });

    it('an answer that comes twice', async () => {
      const { jar, query } = await returning('alice');
      const twin = new Map(jar);
      await service.back(jar, query);
      await refused(twin, query, 'sign-in-flow-broken');
    });

    it('an answer that comes twice at the same moment, but for one', async () => {
      const { jar, query } = await returning('alice');
      const answers = await Promise.all([1, 2, 3, 4].map(() => service.back(new Map(jar), query)));
      expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(['303', '400', '400', '400']);
    });

    it('an authorization address whose redirect was tampered with', async () => {
      const { url } = await service.toProvider();
      url.searchParams.set('redirect_uri', 'http://127.0.0.1:65125/steal');
      expect(await provider.signIn(url.href, 'alice')).toBe(400);
    });

    it('an authorization address without PKCE', async () => {
      const { jar, url } = await service.toProvider();
      url.searchParams.delete('code_challenge');
      url.searchParams.delete('code_challenge_method');
      const back = await provider.signIn(url.href, 'alice');
      if (typeof back === 'number') throw new Error('the provider itself must send the browser back');
      await refused(jar, back.search.slice(1), 'identity-not-proved');
    });

    it('an authorization address whose PKCE challenge was tampered with', async () => {
      const { jar, url } = await service.toProvider();
      url.searchParams.set('code_challenge', 'A'.repeat(43));
      const back = await provider.signIn(url.href, 'alice');
      if (typeof back === 'number') throw new Error('the provider cannot know');
      await refused(jar, back.search.slice(1), 'identity-not-proved');
    });

    it('an authorization address whose nonce was tampered with', async () => {
      const { jar, url } = await service.toProvider();
      url.searchParams.set('nonce', 'B'.repeat(43));
      const back = await provider.signIn(url.href, 'alice');
      if (typeof back === 'number') throw new Error('the provider cannot know');
      await refused(jar, back.search.slice(1), 'identity-not-proved');
    });

    it('a wrong PKCE verifier, and none at all', async () => {
      const { issuer } = provider;
      const settings = { issuer, clientId: OURS.id, redirectUri: REDIRECT_URI, requiredAcr: null };
      const secretFile = { clientSecretFile: join(folder, 'secret') };
      const direct = openidProvider({ ...settings, ...secretFile }, () => service.now);
      for (const verifier of ['C'.repeat(43), '']) {
        const flow = { state: 'state', nonce: 'nonce', verifier: 'D'.repeat(43) };
        const address = await direct.address(flow);
        if (!('url' in address)) throw new Error(address.why);
        const back = (await provider.signIn(address.url, 'alice')) as URL;
        const proof = await direct.prove(back.search.slice(1), { ...flow, verifier });
        expect(proof).toMatchObject({ outcome: 'refused' });
      }
    });

    it('a code that the provider gave to another client', async () => {
      const { jar, url } = await service.toProvider();
      url.searchParams.set('client_id', OTHER.id);
      url.searchParams.set('redirect_uri', OTHER.redirectUri);
      const back = await provider.signIn(url.href, 'alice');
      if (typeof back === 'number') throw new Error('the provider takes it for the other client');
      await refused(jar, back.search.slice(1), 'identity-not-proved');
    });

    it('a wrong client secret', async () => {
      const file = join(folder, 'wrong');
      writeFileSync(file, 'wrong', { mode: 0o600 });
      const { issuer } = provider;
      const direct = openidProvider(
        {
          ...{ issuer, clientId: OURS.id, redirectUri: REDIRECT_URI },
          clientSecretFile: file,
          requiredAcr: null,
        },
        () => service.now,
      );
      const flow = { state: 'state', nonce: 'nonce', verifier: 'D'.repeat(43) };
      const address = await direct.address(flow);
      if (!('url' in address)) throw new Error(address.why);
      const back = (await provider.signIn(address.url, 'alice')) as URL;
      expect(await direct.prove(back.search.slice(1), flow)).toMatchObject({ outcome: 'refused' });
    });

    it('a person whose identity was taken away while he was at the provider', async () => {
      const { jar, query } = await returning('bob');
      const { person } = people.reviewer;
      const account = await service.as('system', 'get', `/v1/accounts/${person}`).expect(200);
      const { id } = (account.body as { identities: { id: string }[] }).identities[0] as { id: string };
      await service.as('security', 'delete', `/v1/accounts/${person}/identities/${id}`).expect(200);
      await refused(jar, query, 'identity-unknown');
    });

    it('a person who was suspended while he was at the provider', async () => {
      const { jar, query } = await returning('alice');
      const { person } = people.window;
      const { changeOrganisation } =
        await import('../../../src/usecases/organisation/change-organisation.js');
      const suspended = await changeOrganisation(service.composition.ports)({
        by: { person: people.system.person, scopes: null, signIn: 'bearer' },
        changes: [
          {
            change: 'person.suspended',
            id: person,
            on: new Date().toISOString().slice(0, 10),
            basis: '停职决定',
          },
        ],
      } as never);
      expect(suspended).toMatchObject({ outcome: expect.not.stringMatching('refused') });
      await refused(jar, query, 'account-not-active');
    });
  });

  it('leaves no code, token or secret in the log', () => {
    const text = service.logged.join('');
    expect(text).not.toContain(OURS.secret);
    expect(text).not.toMatch(/code=[\w-]{10}/);
    expect(text).not.toContain(cookieHeader(new Map([['duecourse', '']])));
  });
});
