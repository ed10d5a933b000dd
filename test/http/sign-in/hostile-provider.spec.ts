import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  base64url,
  type CryptoKey as SigningKey,
  CompactEncrypt,
  exportSPKI,
  generateKeyPair,
  importJWK,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
  exportJWK,
} from 'jose';
import { people } from '../../support/office.js';
import { type Behaviour, CLIENT, EvilProvider, type RightToken } from '../../support/evil-provider.js';
import { type Jar, SignInService } from '../support/sign-in-service.js';

/** A right token but for some claims; undefined takes one away. */
const claiming =
  (change: (right: JWTPayload) => Readonly<Record<string, unknown>>) =>
  ({ claims, sign }: RightToken): Promise<string> => {
    const wanted = Object.entries({ ...claims, ...change(claims) }).filter(
      ([, value]) => value !== undefined,
    );
    return sign(Object.fromEntries(wanted));
  };

const parts = (token: string): [string, string, string] => token.split('.') as [string, string, string];

/** Identity tokens that must not be believed. */
const FORGED: readonly (readonly [name: string, make: NonNullable<Behaviour['idToken']>])[] = [
  ['alg none', ({ claims }) => new UnsecuredJWT(claims).encode()],
  [
    'alg none in other letters',
    async ({ sign }) => {
      const [, payload] = parts(await sign());
      return `${base64url.encode(JSON.stringify({ alg: 'nOnE' }))}.${payload}.`;
    },
  ],
  [
    'HS256 with the public key (PEM) as its secret',
    async ({ claims, kid, publicJwk }) => {
      const pem = await exportSPKI((await importJWK({ ...publicJwk, ext: true }, 'RS256')) as SigningKey);
      return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid }).sign(Buffer.from(pem));
    },
  ],
  [
    'HS256 with the public modulus as its secret',
    ({ claims, kid, publicJwk }) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', kid })
        .sign(Buffer.from(publicJwk.n ?? '', 'base64url')),
  ],
  [
    'HS256 with the client id as its secret',
    ({ claims }) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(CLIENT.padEnd(32))),
  ],
  [
    'an algorithm that is not on the list (RS512), with the right key',
    async ({ claims, kid, key }) => {
      const jwk = await exportJWK(key);
      const other = (await importJWK(jwk, 'RS512')) as SigningKey;
      return new SignJWT(claims).setProtectedHeader({ alg: 'RS512', kid }).sign(other);
    },
  ],
  [
    'another key under the same kid',
    async ({ sign }) => sign(undefined, {}, (await generateKeyPair('RS256')).privateKey),
  ],
  ['an unknown kid', ({ sign }) => sign(undefined, { kid: 'unknown' })],
  ['a kid that reaches for a file', ({ sign }) => sign(undefined, { kid: '../../../../dev/null' })],
  [
    'a key that the token brings along (jwk)',
    async ({ sign }) => {
      const pair = await generateKeyPair('RS256', { extractable: true });
      return sign(undefined, { jwk: await exportJWK(pair.publicKey) }, pair.privateKey);
    },
  ],
  [
    'a key that the token points to (jku)',
    async ({ sign }) =>
      sign(undefined, { jku: 'http://127.0.0.1:1/keys' }, (await generateKeyPair('RS256')).privateKey),
  ],
  [
    'a header that must be understood and is not (crit)',
    async ({ sign }) => {
      const [, payload, signature] = parts(await sign());
      const header = { alg: 'RS256', kid: 'first', crit: ['x'], x: 1 };
      return `${base64url.encode(JSON.stringify(header))}.${payload}.${signature}`;
    },
  ],
  [
    'a payload that was tampered with',
    async ({ sign, claims }) => {
      const [header, , signature] = parts(await sign());
      return `${header}.${base64url.encode(JSON.stringify({ ...claims, sub: 'sub-2' }))}.${signature}`;
    },
  ],
  [
    'a signature that was tampered with',
    async ({ sign }) => {
      const [header, payload, signature] = parts(await sign());
      return `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    },
  ],
  [
    'a signature that was cut off',
    async ({ sign }) =>
      `${parts(await sign())
        .slice(0, 2)
        .join('.')}.`,
  ],
  [
    'two parts only',
    async ({ sign }) =>
      parts(await sign())
        .slice(0, 2)
        .join('.'),
  ],
  ['text that is no token', () => 'hello'],
  [
    'a token that is encrypted and not signed',
    async ({ claims, publicJwk }) =>
      new CompactEncrypt(Buffer.from(JSON.stringify(claims)))
        .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })
        .encrypt(await importJWK({ ...publicJwk, use: 'enc' }, 'RSA-OAEP-256')),
  ],
  ['no identity token at all', () => undefined],
  ['another issuer', claiming(() => ({ iss: 'https://id.example' }))],
  ['the issuer with a slash more', claiming(({ iss }) => ({ iss: `${iss ?? ''}/` }))],
  ['no issuer', claiming(() => ({ iss: undefined }))],
  ['another audience', claiming(() => ({ aud: 'other-service' }))],
  ['no audience', claiming(() => ({ aud: undefined }))],
  ['several audiences and no azp', claiming(() => ({ aud: [CLIENT, 'other-service'] }))],
  [
    'several audiences and the azp of another',
    claiming(() => ({ aud: [CLIENT, 'other-service'], azp: 'other-service' })),
  ],
  ['our audience and the azp of another', claiming(() => ({ azp: 'other-service' }))],
  ['a token of another client', claiming(() => ({ aud: 'other-service', azp: 'other-service' }))],
  ['a token that has expired', claiming(({ iat = 0 }) => ({ exp: iat - 60 }))],
  ['no time of expiry', claiming(() => ({ exp: undefined }))],
  ['a time of expiry in words', claiming(() => ({ exp: 'never' }))],
  ['a token that begins in the future (nbf)', claiming(({ iat = 0 }) => ({ nbf: iat + 300 }))],
  ['a token that was issued in the future (iat)', claiming(({ iat = 0 }) => ({ iat: iat + 300 }))],
  ['a token that was issued an hour ago', claiming(({ iat = 0 }) => ({ iat: iat - 3_600 }))],
  ['no time of issue', claiming(() => ({ iat: undefined }))],
  ['another nonce', claiming(() => ({ nonce: 'N'.repeat(43) }))],
  ['no nonce', claiming(() => ({ nonce: undefined }))],
  ['no subject', claiming(() => ({ sub: undefined }))],
  ['an empty subject', claiming(() => ({ sub: '' }))],
  ['a subject that is a number', claiming(() => ({ sub: 1 }))],
  ['a subject that is a list', claiming(() => ({ sub: ['sub-1'] }))],
  ['a subject with NUL', claiming(() => ({ sub: 'sub-1\u0000' }))],
  ['a subject of a thousand characters', claiming(() => ({ sub: 's'.repeat(1_000) }))],
];

type Answering = (response: import('node:http').ServerResponse) => void;

const status =
  (code: number, type = 'application/json', body = '{}'): Answering =>
  (response) => {
    response.writeHead(code, { 'content-type': type });
    response.end(body);
  };

/** Answers of the token endpoint or of the keys that are none. */
const BROKEN: readonly (readonly [name: string, behaviour: Behaviour])[] = [
  ['a token endpoint that fails (500)', { token: status(500) }],
  ['a token endpoint that is overloaded (503)', { token: status(503) }],
  [
    'a token endpoint that sends us elsewhere (302)',
    {
      token: (response) => {
        response.writeHead(302, { location: 'http://127.0.0.1:1/token' });
        response.end();
      },
    },
  ],
  ['a token endpoint that answers a page', { token: status(200, 'text/html', '<html>sign in</html>') }],
  [
    'a token endpoint that answers broken JSON',
    { token: status(200, 'application/json', '{"id_token": "a.b') },
  ],
  [
    'a token endpoint that answers without end',
    { token: status(200, 'application/json', `{"a":"${'x'.repeat(200_000)}"}`) },
  ],
  ['a token endpoint that says nothing', { token: () => undefined }],
  ['a token endpoint that hangs up', { token: (response) => void response.destroy() }],
  ['keys that cannot be read (500)', { keys: status(500) }],
  ['keys that are a page', { keys: status(200, 'text/html', '<html>') }],
  ['keys without end', { keys: status(200, 'application/json', `{"keys":[],"a":"${'x'.repeat(200_000)}"}`) }],
];

describe('hostile sign-ins at the identity provider', () => {
  let provider: EvilProvider;
  let service: SignInService;
  beforeAll(async () => {
    provider = await EvilProvider.start();
    const { issuer } = provider;
    service = await SignInService.start({
      provider: { issuer, clientId: CLIENT, clientSecretFile: null, requiredAcr: null },
    });
    provider.clock = () => Date.parse(service.now);
    await bind(service, 'window', 'sub-1');
    await bind(service, 'reviewer', 'sub-2');
  });
  afterAll(async () => {
    await service.close();
    await provider.stop();
  });
  afterEach(() => {
    provider.behaviour = {};
  });

  const bind = async (at: SignInService, who: 'window' | 'reviewer', subject: string): Promise<void> => {
    const { person } = people[who];
    await at.as('system', 'post', '/v1/accounts').send({ person, activation: false }).expect(201);
    const identity = { issuer: provider.issuer, subject };
    await at.as('security', 'post', `/v1/accounts/${person}/identities`).send(identity).expect(201);
  };

  /** A browser that has been at the provider, and what it would bring back. */
  const returning = async (at = service): Promise<{ jar: Jar; query: Record<string, string> }> => {
    const { jar, url } = await at.toProvider();
    const code = provider.codeFor(url.searchParams.get('nonce') as string);
    return { jar, query: { code, state: url.searchParams.get('state') as string, iss: provider.issuer } };
  };

  const refused = async (
    jar: Jar,
    query: string | Record<string, string>,
    expected: { status: number; code: string },
    at = service,
  ): Promise<void> => {
    const before = await at.sessions();
    const answer = await at.back(jar, query);
    expect({ status: answer.status, code: answer.body.code }).toEqual(expected);
    expect([...jar.keys()].filter((name) => name.includes('duecourse'))).toEqual([]);
    expect(answer.headers['location']).toBeUndefined();
    expect(await at.sessions()).toBe(before);
  };

  const NOT_PROVED = { status: 403, code: 'identity-not-proved' };
  const BROKEN_FLOW = { status: 400, code: 'sign-in-flow-broken' };

  it('a sign-in without any trick goes through, by the side of which all others fail', async () => {
    const { jar, query } = await returning();
    expect((await service.back(jar, query)).status).toBe(303);
    const me = await service.inBrowser(jar, 'get', '/v1/me').expect(200);
    expect(me.body.person).toBe(people.window.person);
    const [asked] = provider.tokenRequests.slice(-1);
    expect(asked?.get('code_verifier')).toMatch(/^[\w-]{43}$/);
  });

  it('the verifier that is sent belongs to the challenge that was shown', async () => {
    const { jar, url } = await service.toProvider();
    const code = provider.codeFor(url.searchParams.get('nonce') as string);
    await service.back(jar, { code, state: url.searchParams.get('state') as string, iss: provider.issuer });
    const verifier = provider.tokenRequests.at(-1)?.get('code_verifier') as string;
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    expect(url.searchParams.get('code_challenge')).toBe(challenge);
  });

  describe('with an identity token that is forged: refused', () => {
    it.each(FORGED)('%s', async (_, make) => {
      const { jar, query } = await returning();
      provider.behaviour = { idToken: make };
      await refused(jar, query, NOT_PROVED);
    });

    it('the nonce of another flow of the same browser', async () => {
      const first = await service.toProvider();
      const { jar, query } = await returning();
      const nonce = first.url.searchParams.get('nonce');
      provider.behaviour = { idToken: claiming(() => ({ nonce })) };
      await refused(jar, query, NOT_PROVED);
    });

    it('a token without kid while two keys are published', async () => {
      await provider.rotate('one-of-two', true);
      service.wait(601);
      const { jar, query } = await returning();
      provider.behaviour = { idToken: ({ sign }) => sign(undefined, { kid: undefined }) };
      await refused(jar, query, NOT_PROVED);
      await provider.rotate('one');
      service.wait(61);
    });
  });

  describe('with a provider that is broken: 503, and nobody is signed in', () => {
    it.each(BROKEN)('%s', async (_, behaviour) => {
      // Keys are kept for ten minutes: let them be asked for again.
      if (behaviour.keys) service.wait(601);
      const { jar, query } = await returning();
      provider.behaviour = behaviour;
      await refused(jar, query, { status: 503, code: 'provider-unavailable' });
    });

    it.each([
      ['an error that the provider gives for the code', '{"error":"invalid_grant"}'],
      ['an error that is markup', '{"error":"<script>alert(1)</script>"}'],
    ])('%s is a refusal, and is not shown', async (_, body) => {
      const { jar, query } = await returning();
      provider.behaviour = { token: status(400, 'application/json', body) };
      await refused(jar, query, NOT_PROVED);
    });
  });

  describe('with an answer that was tampered with: refused', () => {
    const without = (query: Record<string, string>, name: string): Record<string, string> =>
      Object.fromEntries(Object.entries(query).filter(([key]) => key !== name));

    it('no state', async () => {
      const { jar, query } = await returning();
      await refused(jar, without(query, 'state'), BROKEN_FLOW);
    });

    it('another state', async () => {
      const { jar, query } = await returning();
      await refused(jar, { ...query, state: 'S'.repeat(43) }, BROKEN_FLOW);
    });

    it('the state twice', async () => {
      const { jar, query } = await returning();
      await refused(jar, `${new URLSearchParams(query).toString()}&state=${query['state']}`, BROKEN_FLOW);
    });

    it('the state of another flow of the same browser, with this one’s code', async () => {
      const { jar, url } = await service.toProvider();
      const nonce = url.searchParams.get('nonce') as string;
      const second = await service.toProvider(jar);
      const query = {
        ...{ code: provider.codeFor(nonce), state: second.url.searchParams.get('state') as string },
        iss: provider.issuer,
      };
      await refused(jar, query, NOT_PROVED);
    });

    it('a state that was used', async () => {
      const { jar, query } = await returning();
      const twin = new Map(jar);
      await service.back(jar, query);
      await refused(twin, query, BROKEN_FLOW);
    });

    it('a flow that is ten minutes old', async () => {
      const { jar, query } = await returning();
      service.wait(600);
      await refused(jar, query, BROKEN_FLOW);
    });

    it('a flow that another browser began', async () => {
      const [mine, his] = [await returning(), await returning()];
      await refused(mine.jar, his.query, BROKEN_FLOW);
      // Who began it can no longer finish it either: it was seen by somebody else.
      await refused(his.jar, his.query, BROKEN_FLOW);
    });

    it('a browser without the flow’s cookie', async () => {
      const { query } = await returning();
      await refused(new Map(), query, BROKEN_FLOW);
    });

    it('a flow cookie that was made up', async () => {
      const { query } = await returning();
      await refused(new Map([['duecourse-flow', 'F'.repeat(43)]]), query, BROKEN_FLOW);
    });

    it('two flow cookies', async () => {
      const { jar, query } = await returning();
      const own = jar.get('duecourse-flow') as string;
      jar.set('duecourse-flow', `${'F'.repeat(43)}; duecourse-flow=${own}`);
      await refused(jar, query, BROKEN_FLOW);
    });

    it('another issuer in the answer (mix-up)', async () => {
      const { jar, query } = await returning();
      const mixed = await EvilProvider.start();
      await refused(jar, { ...query, iss: mixed.issuer }, NOT_PROVED);
      expect(mixed.tokenRequests).toEqual([]);
      await mixed.stop();
    });

    it('no issuer in the answer, though the provider announces it', async () => {
      const { jar, query } = await returning();
      await refused(jar, without(query, 'iss'), NOT_PROVED);
    });

    it('the issuer twice', async () => {
      const { jar, query } = await returning();
      await refused(jar, `${new URLSearchParams(query).toString()}&iss=https://id.example`, NOT_PROVED);
    });

    it('no code', async () => {
      const { jar, query } = await returning();
      await refused(jar, without(query, 'code'), NOT_PROVED);
    });

    it('the code twice', async () => {
      const { jar, query } = await returning();
      await refused(jar, `${new URLSearchParams(query).toString()}&code=x`, NOT_PROVED);
    });

    it('a code with NUL', async () => {
      const { jar, query } = await returning();
      await refused(jar, { ...query, code: `${query['code']}\u0000` }, NOT_PROVED);
    });

    it('a code of ten thousand characters', async () => {
      const { jar, query } = await returning();
      await refused(jar, { ...query, code: 'c'.repeat(10_000) }, NOT_PROVED);
    });

    it('a token in the address instead of a code', async () => {
      const { jar, query } = await returning();
      await refused(jar, { ...without(query, 'code'), id_token: 'a.b.c', token: 'x' }, NOT_PROVED);
    });

    it('the provider’s refusal, whose words are not shown', async () => {
      const { jar, query } = await returning();
      const error = { error: 'access_denied', error_description: '<script>alert(1)</script>' };
      const answer = await service.back(jar, { ...without(query, 'code'), ...error });
      expect(answer).toMatchObject({ status: 403, body: { code: 'identity-not-proved' } });
      expect(answer.text).not.toContain('script');
    });

    it('the provider’s refusal beside a good code', async () => {
      const { jar, query } = await returning();
      await refused(jar, { ...query, error: 'access_denied' }, NOT_PROVED);
    });

    it('an answer that is posted', async () => {
      const { query } = await returning();
      const answer = await service.send(
        'post',
        `/v1/sign-in/oidc/callback?${new URLSearchParams(query).toString()}`,
      );
      expect(answer).toMatchObject({ status: 405, body: { code: 'method-not-allowed' } });
    });
  });

  describe('by somebody who is nobody here: refused', () => {
    it.each([
      ['a subject that is bound to nobody', 'sub-3'],
      ['the pseudonym of an officer as subject', people.window.person],
      ['a subject in other letters', 'SUB-1'],
      ['a subject with a blank more', 'sub-1 '],
    ])('%s', async (_, sub) => {
      const { jar, query } = await returning();
      provider.behaviour = {
        idToken: claiming(() => ({ sub, email: 'window@example.gov.cn', name: '王窗口' })),
      };
      await refused(jar, query, { status: 403, code: 'identity-unknown' });
    });
  });

  describe('with too weak an authentication: refused', () => {
    let strict: SignInService;
    beforeAll(async () => {
      const { issuer } = provider;
      strict = await SignInService.start({
        provider: { issuer, clientId: CLIENT, clientSecretFile: null, requiredAcr: 'two-factor certificate' },
      });
      strict.wait((Date.parse(service.now) - Date.parse(strict.now)) / 1_000);
      await bind(strict, 'window', 'sub-1');
    });
    afterAll(() => strict.close());

    it.each([
      ['no acr', undefined],
      ['a weaker acr', 'password'],
      ['an acr that only contains the right one', 'not-two-factor'],
      ['both in one', 'two-factor certificate'],
      ['a list of acr', ['two-factor']],
    ])('%s', async (_, acr) => {
      const { jar, query } = await returning(strict);
      provider.behaviour = { idToken: claiming(() => ({ acr })) };
      await refused(jar, query, NOT_PROVED, strict);
    });

    it('but either of the two that are required will do, and they are asked for', async () => {
      for (const acr of ['two-factor', 'certificate']) {
        const { jar, query } = await returning(strict);
        provider.behaviour = { idToken: claiming(() => ({ acr })) };
        expect((await strict.back(jar, query)).status).toBe(303);
      }
      const { url } = await strict.toProvider();
      expect(url.searchParams.get('acr_values')).toBe('two-factor certificate');
    });
  });

  describe('with keys that change', () => {
    it('a new key is taken a minute after the last look, and not before', async () => {
      const first = await returning();
      await service.back(first.jar, first.query);
      await provider.rotate('rotated');
      const second = await returning();
      await refused(second.jar, second.query, NOT_PROVED);
      service.wait(61);
      const third = await returning();
      expect((await service.back(third.jar, third.query)).status).toBe(303);
    });

    it('ten forged keys in a row make no more than one look', async () => {
      service.wait(200);
      const before = provider.keyFetches;
      for (let i = 0; i < 10; i++) {
        const { jar, query } = await returning();
        provider.behaviour = { idToken: ({ sign }) => sign(undefined, { kid: `forged-${i}` }) };
        await refused(jar, query, NOT_PROVED);
      }
      expect(provider.keyFetches - before).toBeLessThanOrEqual(1);
    });
  });
});
