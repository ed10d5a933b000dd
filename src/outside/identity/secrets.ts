import { createHmac, randomBytes, randomInt } from 'node:crypto';
import type { Secrets } from '../../usecases/identity/identity-ports.js';

/** Letters and digits that nobody takes for each other, read out or written by hand. */
const READABLE = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const GROUPS = 4;
const GROUP = 5;

/** A one-time activation code: twenty readable characters in groups of five, 100 bits. */
export function newActivationCode(): string {
  const group = (): string =>
    Array.from({ length: GROUP }, () => READABLE[randomInt(READABLE.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

/** Secrets from the operating system's randomness. */
export const systemSecrets: Secrets = {
  token: () => randomBytes(32).toString('base64url'),
  activationCode: newActivationCode,
  derive: (secret, purpose) => createHmac('sha256', secret).update(purpose).digest('base64url'),
};
