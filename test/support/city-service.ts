import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { buildApplication, buildPorts, type Composition } from '../../src/app.module.js';
import type { Token } from '../../src/cli/running-service.js';
import { ServiceClient } from '../../src/cli/service-client.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { readOrganisation } from '../../src/outside/seed/read-organisation.js';
import { loadSettings } from '../../src/outside/settings/load-settings.js';
import { adoptCalendar } from '../../src/usecases/law/adopt-calendar.js';
import { seedOrganisation } from '../../src/usecases/organisation/seed-organisation.js';
import { publishProcedure } from '../../src/usecases/law/publish-procedure.js';
import { procedureFrom, shippedCalendars, UNPROVED } from './procedures.js';
import { TEST_SERVER_DEVIATIONS } from './test-database-url.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

/** 云岭市 as it ships, in simulated time and on a free port, with some procedures that nobody proves again. */
export interface CityService {
  readonly composition: Composition;
  readonly database: TestDatabase;
  /** Where it listens. */
  readonly url: string;
  /** Everybody of the city at a keyboard. */
  readonly client: ServiceClient;
  close(): Promise<void>;
}

/** Starts the city with the procedures in these files. */
export async function startCity(procedures: readonly string[]): Promise<CityService> {
  const folder = mkdtempSync(join(tmpdir(), 'duecourse-city-'));
  const database = await createTestDatabase();
  const loaded = loadSettings({ DUECOURSE_MODE: 'simulated', DUECOURSE_DATA: folder });
  const settings = { ...loaded, database: { ...loaded.database, allow: TEST_SERVER_DEVIATIONS } };
  const composition = await buildPorts(database.url, settings, () => undefined);
  const people = await seedCity(composition, procedures);
  const app = await buildApplication(composition, settings, pino({ level: 'silent' }));
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  return {
    ...{ composition, database, url },
    client: new ServiceClient(url, people),
    close: async () => {
      await app.close();
      await composition.store.close();
      await database.drop();
      rmSync(folder, { recursive: true });
    },
  };
}

async function seedCity(
  { ports, store }: Composition,
  procedures: readonly string[],
): Promise<readonly Token[]> {
  for (const notice of shippedCalendars()) if (notice.year >= 2025) await adoptCalendar(ports)(notice);
  for (const file of procedures)
    await publishProcedure(ports)({ compiled: procedureFrom(file), certificate: UNPROVED });
  const city = readOrganisation('config/city.yaml');
  await seedOrganisation(ports)(city);
  const people = city.accounts.map((one) => ({ ...one, token: `token-of-${one.person}-for-tests` }));
  for (const { person, token } of people) await store.sessions.issueToken(nodeHash.sha256(token), person);
  return people;
}
