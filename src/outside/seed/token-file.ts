import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { OrganisationDocument } from '../../usecases/organisation.js';
import { SeedError } from './seed-error.js';

/** A seeded person's token, as the file holds it: the only place where it is readable. */
export interface SeededToken {
  readonly person: string;
  readonly name: string;
  readonly posts: readonly string[];
  readonly token: string;
}

/**
 * One random token (256 bits) for each person, written to a file that only its owner may read. A file that is there
 * already is kept, so that an interrupted first start does not leave tokens that nobody knows.
 */
export function seededTokens(file: string, organisation: OrganisationDocument): readonly SeededToken[] {
  const known = new Map(readTokenFile(file).map((one) => [one.person, one.token]));
  const tokens = organisation.people.map(({ person, name, posts }) => ({
    person,
    name,
    posts,
    token: known.get(person) ?? randomBytes(32).toString('base64url'),
  }));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(tokens, null, 2)}\n`, { mode: 0o600 });
  chmodSync(`${file}.new`, 0o600);
  renameSync(`${file}.new`, file);
  return tokens;
}

/** The tokens of a file; none when there is no file. @throws SeedError when it is not a token file. */
export function readTokenFile(file: string): readonly SeededToken[] {
  if (!existsSync(file)) return [];
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (Array.isArray(content)) return content as SeededToken[];
  } catch (cause) {
    throw new SeedError(`${file}: not a token file`, { cause });
  }
  throw new SeedError(`${file}: not a token file`);
}
