import type { Hash } from '../../engine/audit/record.js';
import { adoptCalendar } from '../../usecases/adopt-calendar.js';
import type { Ports } from '../../usecases/ports.js';
import { publishProcedure } from '../../usecases/publish-procedure.js';
import type { DocumentStore } from '../../usecases/queries.js';
import { seedOrganisation } from '../../usecases/seed-organisation.js';
import { readCalendars, readProcedures } from './read-library.js';
import { readOrganisation } from './read-organisation.js';
import { type SeededToken, seededTokens } from './token-file.js';

/** Where the seed lies. */
export interface SeedFiles {
  readonly organisation: string;
  readonly calendars: string;
  readonly procedures: string;
  readonly fragments: string;
  /** Where the tokens of the seeded people are written. */
  readonly tokens: string;
}

/** What seeding needs of the store. */
export interface SeedStore {
  readonly ports: Pick<Ports, 'ledger' | 'now' | 'hash' | 'ids' | 'installation' | 'calendars'>;
  readonly documents: Pick<DocumentStore, 'list'>;
  issueToken(tokenSha256: string, person: string): Promise<void>;
}

/**
 * Fills an empty installation, once: calendars, procedures, tokens, and last the organisation, which marks the seed
 * as complete. Interrupted, it is simply run again; every step by itself changes nothing the second time.
 *
 * @returns the tokens, or undefined when the installation was seeded before.
 * @throws SeedError for a file that cannot be used.
 */
export async function seedInstallation(
  store: SeedStore,
  files: SeedFiles,
): Promise<readonly SeededToken[] | undefined> {
  if ((await store.documents.list('organisation')).length > 0) return undefined;
  const { ports } = store;
  const organisation = readOrganisation(files.organisation);
  for (const notice of readCalendars(files.calendars)) await adoptCalendar(ports)(notice);
  for (const procedure of readProcedures(files.procedures, files.fragments, ports.hash)) {
    await publishProcedure(ports)(procedure);
  }
  const tokens = seededTokens(files.tokens, organisation);
  await issueTokens(store, tokens, ports.hash);
  await seedOrganisation(ports)(organisation);
  return tokens;
}

async function issueTokens(store: SeedStore, tokens: readonly SeededToken[], hash: Hash): Promise<void> {
  for (const { token, person } of tokens) await store.issueToken(hash.sha256(token), person);
}
