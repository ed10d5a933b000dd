import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { Passwords } from '../../usecases/identity/identity-ports.js';

/** argon2id as OWASP recommends it: 19 MiB, two passes, one lane. The package works off the main thread. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1, algorithm: 2 } as const;

/** A password as the database keeps it, parameters and salt included. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}

/** Passwords by argon2id. Makes a hash that no password has, which takes a moment. */
export async function argon2Passwords(): Promise<Passwords> {
  const nobodys = await hashPassword(randomBytes(32).toString('base64url'));
  return {
    nobodys,
    hash: hashPassword,
    verify: async (known, password) => {
      try {
        return await verify(known, password);
      } catch {
        // The text is no hash: whatever it is, no password fits it.
        return false;
      }
    },
  };
}
