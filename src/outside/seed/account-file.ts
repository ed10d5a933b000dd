import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { newActivationCode } from '../identity/secrets.js';
import { newTotpSecret } from '../identity/totp.js';
import type { ReadOrganisation, SeededAccount } from './read-organisation.js';
import { SeedError } from './seed-error.js';

/** A seeded person's access, as the file holds it: the only place where it is readable. */
export interface AccountEntry extends SeededAccount {
  /** To try everything out as him: only where people are made up. */
  readonly password?: string;
  /** Base32, for an authenticator. */
  readonly totpSecret?: string;
  /** Bearer token, for programs. */
  readonly token?: string;
  /** Opens the account once: he then chooses a password and takes up an authenticator. */
  readonly activation?: string;
}

/**
 * One account for each person, written to a file that only its owner may read. Where people are made up everybody gets
 * password, authenticator secret and token; otherwise the three administrators alone get an activation code. What a
 * file that is there already says is kept, so that an interrupted first start leaves no accounts that nobody can open.
 *
 * @throws SeedError when the file that is there is not a file of accounts.
 */
export function seededAccounts(
  file: string,
  { accounts, invented }: Pick<ReadOrganisation, 'accounts' | 'invented'>,
): readonly AccountEntry[] {
  const known = new Map(readAccountFile(file).map((one) => [one.person, one]));
  const entries = accounts
    .filter(({ administrator }) => invented || administrator !== undefined)
    .map((account): AccountEntry => {
      const before = known.get(account.person);
      return { ...account, ...(invented ? secretsOf(before) : activationOf(before)) };
    });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(entries, null, 2)}\n`, { mode: 0o600 });
  chmodSync(`${file}.new`, 0o600);
  renameSync(`${file}.new`, file);
  return entries;
}

/** The accounts of a file; none when there is no file. @throws SeedError when it is not a file of accounts. */
export function readAccountFile(file: string): readonly AccountEntry[] {
  if (!existsSync(file)) return [];
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (Array.isArray(content)) return content as AccountEntry[];
  } catch (cause) {
    throw new SeedError(`${file}: not a file of accounts`, { cause });
  }
  throw new SeedError(`${file}: not a file of accounts`);
}

function secretsOf(
  before: AccountEntry | undefined,
): Pick<AccountEntry, 'password' | 'totpSecret' | 'token'> {
  return {
    password: before?.password ?? randomPassword(),
    totpSecret: before?.totpSecret ?? newTotpSecret(),
    token: before?.token ?? randomBytes(32).toString('base64url'),
  };
}

function activationOf(before: AccountEntry | undefined): Pick<AccountEntry, 'activation'> {
  return { activation: before?.activation ?? newActivationCode() };
}

/** Twenty letters and digits of all kinds: some 117 bits. */
function randomPassword(): string {
  for (;;) {
    const word = randomBytes(15).toString('base64url');
    if (/^[A-Za-z0-9]+$/.test(word) && /[a-z]/.test(word) && /[A-Z]/.test(word) && /\d/.test(word))
      return word;
  }
}
