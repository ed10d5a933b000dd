import { readFileSync, statSync } from 'node:fs';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  customFetch,
  discovery,
  None,
  type ServerMetadata,
} from 'openid-client';
import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import type { Instant } from '../../engine/clock/time.js';
import type { IdentityProvider, ProviderAnswer } from '../../usecases/identity/identity-ports.js';
import { type BoundedFetch, boundedFetch, type FetchLimits, ProviderDown } from './bounded-fetch.js';
import { checkIdToken, TokenRefused } from './id-token.js';
import { providerKeys } from './provider-keys.js';

/** The provider and how this installation is known there. */
export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** File with the client's secret; null for a client without one. Read again with the provider's metadata. */
  readonly clientSecretFile: string | null;
  /** Exactly as registered at the provider. */
  readonly redirectUri: string;
  /** Authentication context classes, any of which will do, separated by blanks. Null: whatever the provider does. */
  readonly requiredAcr: string | null;
}

/** The provider's metadata are read anew after so long. */
const METADATA_KEPT_MS = 3_600_000;

const LIMITS: FetchLimits = { milliseconds: 5_000, bytes: 262_144 };

/** What a provider is known by while its metadata are kept. */
interface Known {
  readonly configuration: Configuration;
  readonly keys: JWTVerifyGetKey;
  readonly at: number;
}

/**
 * An OpenID Connect provider: authorization code with PKCE (S256), state and nonce, `iss` in the response, the identity
 * token's signature and claims checked here once more after openid-client has done so.
 */
export function openidProvider(
  settings: ProviderSettings,
  wallClock: () => Instant,
  limits: FetchLimits = LIMITS,
): IdentityProvider {
  const fetch = boundedFetch(limits);
  let kept: Promise<Known> | undefined;

  const known = async (): Promise<Known> => {
    const now = Date.parse(wallClock());
    if (kept && Math.abs(now - (await kept).at) < METADATA_KEPT_MS) return kept;
    const reading = discover(settings, fetch, wallClock);
    kept = reading;
    // A failure is for those who asked; the next one asks again.
    reading.catch(() => {
      if (kept === reading) kept = undefined;
    });
    return reading;
  };

  return {
    address: async ({ state, nonce, verifier }) => {
      try {
        const { configuration } = await known();
        const url = buildAuthorizationUrl(configuration, {
          ...{ redirect_uri: settings.redirectUri, scope: 'openid', response_type: 'code', state, nonce },
          ...{ code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
          ...(settings.requiredAcr !== null && { acr_values: settings.requiredAcr }),
        });
        return { url: url.href };
      } catch (problem) {
        // Nothing has come from a browser yet: whatever is wrong is wrong with the provider.
        return { outcome: 'unavailable', why: whyOf(problem) };
      }
    },
    prove: async (query, expected) => {
      let found: Known;
      try {
        found = await known();
      } catch (problem) {
        return { outcome: 'unavailable', why: whyOf(problem) };
      }
      return prove(settings, found, query, expected, wallClock);
    },
  };
}

async function prove(
  settings: ProviderSettings,
  { configuration, keys }: Known,
  query: string,
  expected: { readonly state: string; readonly nonce: string; readonly verifier: string },
  wallClock: () => Instant,
): Promise<ProviderAnswer> {
  const { state, nonce, verifier } = expected;
  try {
    // The address is the registered one whatever the request says of itself.
    const answer = await authorizationCodeGrant(configuration, new URL(`${settings.redirectUri}?${query}`), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    if (answer.id_token === undefined) throw new TokenRefused('there is no identity token');
    const { issuer, clientId, requiredAcr } = settings;
    const subject = await checkIdToken(answer.id_token, keys, {
      ...{ issuer, clientId, nonce, now: wallClock() },
      acceptedAcr: requiredAcr === null ? null : requiredAcr.split(' '),
    });
    return { outcome: 'proved', identity: { issuer, subject } };
  } catch (problem) {
    return { outcome: isOutage(problem) ? 'unavailable' : 'refused', why: whyOf(problem) };
  }
}

async function discover(
  settings: ProviderSettings,
  fetch: BoundedFetch,
  wallClock: () => Instant,
): Promise<Known> {
  const issuer = new URL(settings.issuer);
  const secret = clientSecret(settings.clientSecretFile);
  const configuration = await discovery(
    issuer,
    settings.clientId,
    // The library compares the algorithm before the signature; the list of those allowed is ours.
    {},
    (server, client, body, headers) => clientAuth(server, secret)(server, client, body, headers),
    {
      [customFetch]: fetch as never,
      // Settings allow http for an issuer on this machine alone.
      ...(issuer.protocol === 'http:' && { execute: [allowInsecureRequests] }),
    },
  );
  const address = keysAddress(configuration.serverMetadata(), issuer);
  const readKeys = async (): Promise<JSONWebKeySet> => {
    const response = await fetch(address, { method: 'GET', headers: { accept: 'application/json' } });
    const set = (await response.json()) as JSONWebKeySet;
    if (!response.ok || !Array.isArray(set.keys))
      throw new ProviderDown('the provider’s keys cannot be read');
    return set;
  };
  return { configuration, keys: providerKeys(readKeys, wallClock), at: Date.parse(wallClock()) };
}

/** Where the keys are. @throws ProviderDown for metadata with which nobody could sign in */
function keysAddress(server: ServerMetadata, issuer: URL): string {
  const { jwks_uri: keys, authorization_endpoint: authorization, token_endpoint: token } = server;
  if (keys === undefined || authorization === undefined || token === undefined) {
    throw new ProviderDown('the provider’s metadata lack jwks_uri, authorization_endpoint or token_endpoint');
  }
  for (const address of [keys, authorization, token]) {
    if (new URL(address).protocol !== 'https:' && issuer.protocol === 'https:') {
      throw new ProviderDown('the provider’s metadata name an address without https');
    }
  }
  return keys;
}

/** `client_secret_basic` is what every provider knows unless it says otherwise. */
function clientAuth(server: ServerMetadata, secret: string | null): ClientAuth {
  if (secret === null) return None();
  const { token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] } = server;
  return methods.includes('client_secret_basic') ? ClientSecretBasic(secret) : ClientSecretPost(secret);
}

function clientSecret(file: string | null): string | null {
  if (file === null) return null;
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new ProviderDown(`${file}: others may read the client’s secret; run: chmod 600 ${file}`);
  }
  return readFileSync(file, 'utf8').trim();
}

function isOutage(problem: unknown): boolean {
  return problem instanceof ProviderDown || (problem instanceof Error && isOutage(problem.cause));
}

/** For the log: what the provider itself wrote is left out, it may be anything. */
function whyOf(problem: unknown): string {
  if (!(problem instanceof Error)) return 'unknown';
  const code = (problem as { readonly code?: unknown }).code;
  return typeof code === 'string'
    ? `${problem.name} ${code}: ${problem.message}`
    : `${problem.name}: ${problem.message}`;
}
