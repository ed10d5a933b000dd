import { type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Instant } from '../../engine/clock/time.js';

/** An identity token that must not be believed. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

/** What a token is held against. */
export interface TokenStandard {
  readonly issuer: string;
  readonly clientId: string;
  readonly nonce: string;
  readonly now: Instant;
  /** Null: any way of authenticating will do. */
  readonly acceptedAcr: readonly string[] | null;
}

/** Signatures by a private key alone: `none` proves nothing, and with HS256 the public key would be the secret. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];

/** How far the provider's clock may differ from ours. */
const TOLERANCE_SECONDS = 30;

/** A token is made while the browser waits: an older one is from another sign-in. */
const OLDEST = '10 minutes';

const LONGEST_SUBJECT = 255;

/**
 * Checks an identity token and gives its subject.
 *
 * @throws TokenRefused; jose's errors for signature and times; whatever `keys` throws
 */
export async function checkIdToken(
  token: string,
  keys: JWTVerifyGetKey,
  standard: TokenStandard,
): Promise<string> {
  const { payload } = await jwtVerify(token, keys, {
    algorithms: ALGORITHMS,
    issuer: standard.issuer,
    audience: standard.clientId,
    requiredClaims: ['sub', 'exp', 'iat', 'nonce'],
    clockTolerance: TOLERANCE_SECONDS,
    maxTokenAge: OLDEST,
    currentDate: new Date(Date.parse(standard.now)),
  });
  const wrong = wrongClaim(payload, standard);
  if (wrong !== undefined) throw new TokenRefused(`the claim ${wrong} is not as it must be`);
  return payload.sub as string;
}

function wrongClaim(payload: JWTPayload, standard: TokenStandard): string | undefined {
  const { clientId, nonce, acceptedAcr } = standard;
  if (payload['nonce'] !== nonce) return 'nonce';
  // A token for several audiences says for whom it was made.
  if (Array.isArray(payload.aud) && payload.aud.length > 1 && payload['azp'] === undefined) return 'azp';
  if (payload['azp'] !== undefined && payload['azp'] !== clientId) return 'azp';
  if (acceptedAcr && !acceptedAcr.some((one) => one === payload['acr'])) return 'acr';
  const { sub } = payload;
  const readable = typeof sub === 'string' && sub !== '' && sub.length <= LONGEST_SUBJECT;
  return readable && !sub.includes('\u0000') ? undefined : 'sub';
}
