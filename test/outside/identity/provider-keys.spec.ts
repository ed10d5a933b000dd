import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { errors, jwtVerify } from 'jose';
import type { Instant } from '../../../src/engine/clock/time.js';
import { boundedFetch, ProviderDown } from '../../../src/outside/identity/bounded-fetch.js';
import { openidProvider } from '../../../src/outside/identity/openid-provider.js';
import { providerKeys } from '../../../src/outside/identity/provider-keys.js';
import { CLIENT, EvilProvider, type RightToken } from '../../support/evil-provider.js';

describe('what the provider publishes', () => {
  let provider: EvilProvider;
  let ahead = 0;
  const wallClock = (): Instant => new Date(Date.now() + ahead * 1_000).toISOString() as Instant;
  beforeAll(async () => {
    provider = await EvilProvider.start();
  });
  afterAll(() => provider.stop());

  const fetchKeys = async () => {
    const fetch = boundedFetch({ milliseconds: 1_000, bytes: 65_536 });
    const response = await fetch(`${provider.issuer}/keys`, { method: 'GET', headers: {} });
    return (await response.json()) as { keys: [] };
  };

  /** A token signed by the provider's present key. */
  const token = async (): Promise<string> => {
    const right = (provider as unknown as { rightToken(nonce: string): RightToken }).rightToken('n');
    return right.sign();
  };

  it('is fetched once for many tokens, and an unknown key makes it be read again once a minute at most', async () => {
    const keys = providerKeys(fetchKeys, wallClock);
    const before = provider.keyFetches;
    for (let i = 0; i < 5; i++) await jwtVerify(await token(), keys);
    expect(provider.keyFetches - before).toBe(1);
    await provider.rotate('second');
    for (let i = 0; i < 5; i++) {
      await expect(jwtVerify(await token(), keys)).rejects.toThrow(errors.JWKSNoMatchingKey);
    }
    expect(provider.keyFetches - before).toBe(1);
    ahead += 60;
    await Promise.all(Array.from({ length: 5 }, async () => jwtVerify(await token(), keys)));
    expect(provider.keyFetches - before).toBe(2);
    ahead += 600;
    await jwtVerify(await token(), keys);
    expect(provider.keyFetches - before).toBe(3);
    ahead = 0;
  });

  it('is not believed for ever: a key taken back is gone after ten minutes', async () => {
    const keys = providerKeys(fetchKeys, wallClock);
    const old = await token();
    await jwtVerify(old, keys);
    await provider.rotate('third');
    await jwtVerify(old, keys);
    ahead = 600;
    await expect(
      jwtVerify(old, keys, { currentDate: new Date(Date.parse(wallClock()) - 600_000) }),
    ).rejects.toThrow(errors.JWKSNoMatchingKey);
    ahead = 0;
  });

  it.each([
    [
      'a status of 500',
      (r: { writeHead: (s: number) => unknown; end: () => void }) => (r.writeHead(500), r.end()),
    ],
    [
      'a redirect',
      (r: import('node:http').ServerResponse) => (
        r.writeHead(302, { location: 'http://127.0.0.1:1/' }),
        r.end()
      ),
    ],
    [
      'a page',
      (r: import('node:http').ServerResponse) => (
        r.writeHead(200, { 'content-type': 'text/html' }),
        r.end('<html>')
      ),
    ],
    ['broken JSON', (r: import('node:http').ServerResponse) => (r.writeHead(200), r.end('{"keys": ['))],
    ['a JSON list', (r: import('node:http').ServerResponse) => (r.writeHead(200), r.end('[]'))],
    [
      'a huge answer',
      (r: import('node:http').ServerResponse) => (r.writeHead(200), r.end(`{"x":"${'x'.repeat(100_000)}"}`)),
    ],
    ['silence', () => undefined],
    ['a cut connection', (r: import('node:http').ServerResponse) => r.destroy()],
  ] as const)('is an outage when it is %s', async (_, answer) => {
    provider.behaviour = { keys: answer as never };
    const fetch = boundedFetch({ milliseconds: 300, bytes: 65_536 });
    await expect(fetch(`${provider.issuer}/keys`, { method: 'GET', headers: {} })).rejects.toThrow(
      ProviderDown,
    );
    provider.behaviour = {};
  });

  it('must name the issuer that was configured, and its keys', async () => {
    const settings = { issuer: provider.issuer, clientId: CLIENT, clientSecretFile: null, requiredAcr: null };
    const redirectUri = 'http://127.0.0.1:65123/v1/sign-in/oidc/callback';
    const flow = { state: 's', nonce: 'n', verifier: 'v'.repeat(43) };
    for (const change of [
      { issuer: 'http://127.0.0.1:1' },
      { jwks_uri: undefined },
      { authorization_endpoint: undefined },
    ]) {
      provider.behaviour = {
        metadata: (response, right) => {
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(JSON.stringify({ ...(right as object), ...change }));
        },
      };
      const client = openidProvider({ ...settings, redirectUri }, wallClock);
      expect(await client.address(flow)).toMatchObject({ outcome: 'unavailable' });
      provider.behaviour = {};
      expect(await client.address(flow)).toMatchObject({ url: expect.stringContaining('/authorize?') });
    }
  });

  it('is asked again after a failure, and kept after a success', async () => {
    const settings = {
      issuer: provider.issuer,
      clientId: CLIENT,
      clientSecretFile: '/nowhere',
      requiredAcr: 'a b',
    };
    const client = openidProvider({ ...settings, redirectUri: 'http://127.0.0.1:1/cb' }, wallClock);
    const flow = { state: 's', nonce: 'n', verifier: 'v'.repeat(43) };
    expect(await client.address(flow)).toMatchObject({ outcome: 'unavailable' });
    expect(await client.prove('code=c&state=s', flow)).toMatchObject({ outcome: 'unavailable' });
  });
});
