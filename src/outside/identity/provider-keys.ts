import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Instant } from '../../engine/clock/time.js';

/** Keys are read anew after so long, so that one taken back is not trusted for ever. */
const KEPT_MS = 600_000;

/** An unknown key makes them be read again at most this often: forged tokens must not make us knock at the provider. */
const ASKED_MS = 60_000;

/** The provider's signing keys, kept for a while. @param read fetches the key set */
export function providerKeys(read: () => Promise<JSONWebKeySet>, wallClock: () => Instant): JWTVerifyGetKey {
  let kept: { readonly keys: JWTVerifyGetKey; readonly at: number } | undefined;
  let reading: Promise<JWTVerifyGetKey> | undefined;

  const fresh = (): Promise<JWTVerifyGetKey> => {
    reading ??= read()
      .then((set) => {
        const keys = createLocalJWKSet(set);
        kept = { keys, at: Date.parse(wallClock()) };
        return keys;
      })
      .finally(() => (reading = undefined));
    return reading;
  };

  return async (header, token) => {
    const age = kept ? Math.abs(Date.parse(wallClock()) - kept.at) : Infinity;
    const keys = kept && age < KEPT_MS ? kept.keys : await fresh();
    try {
      return await keys(header, token);
    } catch (problem) {
      if (!(problem instanceof errors.JWKSNoMatchingKey) || age < ASKED_MS || age >= KEPT_MS) throw problem;
      return (await fresh())(header, token);
    }
  };
}
