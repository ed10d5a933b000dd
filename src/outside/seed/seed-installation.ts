import { adoptCalendar } from '../../usecases/law/adopt-calendar.js';
import type { IdentityPorts } from '../../usecases/identity/identity-ports.js';
import { seedAccount } from '../../usecases/identity/seed-account.js';
import { LIBRARY_STREAMS } from '../../usecases/law/library-streams.js';
import { seedOrganisation } from '../../usecases/organisation/seed-organisation.js';
import type { Ports } from '../../usecases/ports.js';
import { publishProcedure, type Publication } from '../../usecases/law/publish-procedure.js';
import { hashPassword } from '../identity/argon2-passwords.js';
import { type AccountEntry, seededAccounts } from './account-file.js';
import type { KnownProcedures } from './organisation-references.js';
import { readCalendars, readProcedures } from './read-library.js';
import { readOrganisation, type ReadOrganisation } from './read-organisation.js';

/** Where the seed lies. */
export interface SeedFiles {
  readonly organisation: string;
  readonly calendars: string;
  readonly procedures: string;
  readonly fragments: string;
  /** Where the access of the seeded people is written. */
  readonly accounts: string;
}

/** What seeding needs. */
export interface SeedPorts {
  readonly ports: Ports;
  readonly identity: IdentityPorts;
}

/**
 * Fills an empty installation, once: calendars, procedures, accounts, and last the organisation, which marks the seed
 * as complete. Interrupted, it is simply run again; every step by itself changes nothing the second time.
 *
 * @returns the accounts, or undefined when the installation was seeded before.
 * @throws SeedError for a file that cannot be used.
 */
export async function seedInstallation(
  { ports, identity }: SeedPorts,
  files: SeedFiles,
): Promise<readonly AccountEntry[] | undefined> {
  if (await ports.ledger.head(LIBRARY_STREAMS.organisation)) return undefined;
  const handled = handledProcedures(readOrganisation(files.organisation));
  const procedures = readProcedures(files.procedures, files.fragments, ports.hash, handled);
  const organisation = readOrganisation(files.organisation, actsOf(procedures));
  for (const notice of readCalendars(files.calendars)) await adoptCalendar(ports)(notice);
  for (const procedure of procedures) await publishProcedure(ports)(procedure);
  const accounts = seededAccounts(files.accounts, organisation);
  await openAccounts(identity, accounts);
  await seedOrganisation(ports)(organisation);
  return accounts;
}

/** Procedures that some unit handles: what nobody would handle is published when somebody does. */
function handledProcedures({ changes }: ReadOrganisation): ReadonlySet<string> {
  return new Set(
    changes.flatMap((change) => (change.change === 'unit.put' ? (change.unit.procedures ?? []) : [])),
  );
}

function actsOf(procedures: readonly Publication[]): KnownProcedures {
  return new Map(
    procedures.map(({ compiled: { definition } }) => [
      definition.procedure,
      new Set(Object.keys(definition.acts)),
    ]),
  );
}

/** Passwords are hashed side by side, as slowly as ever: it is what takes longest here. */
async function openAccounts(identity: IdentityPorts, accounts: readonly AccountEntry[]): Promise<void> {
  const open = seedAccount(identity);
  const hashed = await Promise.all(
    accounts.map(async ({ person, account, password, totpSecret, token, activation }) => ({
      ...{ person, account },
      ...(password !== undefined && { passwordHash: await hashPassword(password) }),
      ...(totpSecret !== undefined && { totpSecret }),
      ...(token !== undefined && { tokenSha256: identity.hash.sha256(token) }),
      ...(activation !== undefined && { activationHash: identity.hash.sha256(activation) }),
    })),
  );
  for (const account of hashed) await open(account);
}
