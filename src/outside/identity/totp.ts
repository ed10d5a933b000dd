import { generateSecret, generateSync, generateURI, verifySync } from 'otplib';
import type { Instant } from '../../engine/clock/time.js';
import type { OneTimeCodes } from '../../usecases/identity/identity-ports.js';

/** What every authenticator app knows: RFC 6238 with SHA-1, 6 digits, 30 seconds. */
const PARAMETERS = { algorithm: 'sha1', digits: 6, period: 30 } as const;

/** Bytes of a secret: as many as SHA-1 gives (RFC 4226 section 4). */
const SECRET_BYTES = 20;

/** One step either way: clocks differ, and people type slowly. */
const TOLERANCE_SECONDS = 30;

/** Name of the service in authenticator apps. */
const ISSUER = '正程 DueCourse';

/** A fresh secret, Base32. */
export function newTotpSecret(): string {
  return generateSecret({ length: SECRET_BYTES });
}

/** The address that an authenticator app reads from a QR code. */
export function totpUri(account: string, secret: string): string {
  return generateURI({ ...PARAMETERS, issuer: ISSUER, label: account, secret });
}

/** The code that an authenticator app shows at an instant. */
export function totpCode(secret: string, at: Instant): string {
  return generateSync({ ...PARAMETERS, secret, epoch: secondsOf(at) });
}

/** One-time codes of authenticator apps. */
export const totpCodes: OneTimeCodes = {
  newSecret: newTotpSecret,
  uri: totpUri,
  stepOf: (secret, code, at) => {
    // The library takes malformed codes for a mistake of the caller, not of the person who typed them.
    if (!/^\d{6}$/.test(code)) return undefined;
    const answer = verifySync({
      ...PARAMETERS,
      secret,
      token: code,
      epoch: secondsOf(at),
      epochTolerance: TOLERANCE_SECONDS,
    });
    return answer.valid && 'timeStep' in answer ? answer.timeStep : undefined;
  },
};

function secondsOf(at: Instant): number {
  return Math.floor(Date.parse(at) / 1_000);
}
