import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Accounts, Vault } from '../../usecases/identity/identity-ports.js';

/** A sealed secret cannot be opened, or the key file cannot be used; the sentence says what to do. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
}

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

/**
 * The key under which secrets are sealed, made on the first start in a file that only its owner may read. Whoever has a
 * copy of the database has nothing without it; whoever loses it must have every authenticator app set up again.
 *
 * @throws VaultError for a file that others may read or that holds no key
 */
export function vaultKey(file: string): Buffer {
  createKey(file);
  // What others may do on a system without file modes is not told by a mode.
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new VaultError(`${file}: others may read this key; run: chmod 600 ${file}`);
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  if (key.length !== KEY_BYTES)
    throw new VaultError(`${file}: must hold ${KEY_BYTES * 2} hexadecimal digits`);
  return key;
}

/** Several processes may start at once: the file appears whole, by one of them, and the others find it. */
function createKey(file: string): void {
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(8).toString('hex')}`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, `${randomBytes(KEY_BYTES).toString('hex')}\n`);
    fsyncSync(handle);
    linkSync(draft, file);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'EEXIST') throw problem;
  } finally {
    closeSync(handle);
    unlinkSync(draft);
  }
}

/** AES-256-GCM under a key. A sealed text names its version and its key, and opens only at the place it was sealed for. */
export function sealingVault(key: Buffer): Vault {
  const keyId = createHash('sha256').update('vault key\n').update(key).digest('hex').slice(0, 16);
  return {
    seal: (secret, place) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place, 'utf8'));
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return [VERSION, keyId, nonce.toString('base64url'), sealed.toString('base64url')].join('.');
    },
    open: (text, place) => {
      const [version, id, nonce, sealed] = text.split('.');
      if (version !== VERSION || nonce === undefined || sealed === undefined) {
        throw new VaultError('a sealed secret has an unknown form');
      }
      if (id !== keyId) throw new VaultError('a secret was sealed under another key than the key file holds');
      const bytes = Buffer.from(sealed, 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), {
          authTagLength: TAG_BYTES,
        })
          .setAAD(Buffer.from(place, 'utf8'))
          .setAuthTag(bytes.subarray(-TAG_BYTES));
        return decipher.update(bytes.subarray(0, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch (cause) {
        throw new VaultError('a sealed secret was altered, or belongs to another account', { cause });
      }
    },
  };
}

/**
 * Sees at the start whether the key fits what is sealed, so that a lost or swapped key file is not found by people who
 * cannot sign in.
 *
 * @throws VaultError
 */
export async function checkVault(
  accounts: Pick<Accounts, 'anySealed'>,
  vault: Vault,
  file: string,
): Promise<void> {
  const found = await accounts.anySealed();
  if (!found) return;
  try {
    vault.open(found.sealed, found.account);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new VaultError(
      `${file} does not fit this database (${why}); put the key file back that belongs to it`,
      {
        cause,
      },
    );
  }
}
