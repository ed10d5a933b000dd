import { readFileSync } from 'node:fs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino, type Logger } from 'pino';
import request, { type Test } from 'supertest';
import { buildApplication, buildPorts, type Composition } from '../../../src/app.module.js';
import type { Instant } from '../../../src/engine/clock/time.js';
import { loadProcedure } from '../../../src/engine/statechart/load-procedure.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { readCalendars } from '../../../src/outside/seed/read-library.js';
import { loadSettings } from '../../../src/outside/settings/load-settings.js';
import type { Settings } from '../../../src/outside/settings/settings.js';
import { adoptCalendar } from '../../../src/usecases/adopt-calendar.js';
import type { OrganisationDocument } from '../../../src/usecases/organisation.js';
import { publishProcedure } from '../../../src/usecases/publish-procedure.js';
import { seedOrganisation } from '../../../src/usecases/seed-organisation.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';
import { UNPROVED } from '../../support/procedures.js';

/** Monday, 28 September 2026, 09:00 in Shanghai: the calendar of that autumn has everything. */
export const START = '2026-09-28T01:00:00.000Z' as Instant;

/** The people of the tests; each one's token is his name, padded. */
const ORGANISATION: OrganisationDocument = {
  authority: '测试机关',
  validFrom: '2014-01-01',
  units: [{ unit: 'office', title: '办公室' }],
  posts: ['window', 'reviewer', 'chair', 'head'].map((post) => ({ post, title: post })),
  people: [
    { person: 'wang', name: '王窗口', unit: 'office', posts: ['window'] },
    { person: 'wei', name: '魏窗口', unit: 'office', posts: ['window'] },
    { person: 'ren', name: '任审查', unit: 'office', posts: ['reviewer', 'chair'] },
    { person: 'he', name: '何负责', unit: 'office', posts: ['head'] },
    { person: 'liu', name: '刘申请', posts: [] },
    { person: 'hu', name: '胡旁人', posts: [] },
  ],
};

/** A whole service over a database of its own. */
export interface TestService {
  readonly app: NestFastifyApplication;
  readonly composition: Composition;
  readonly database: TestDatabase;
  /** What was logged at level error. */
  readonly errors: readonly Readonly<Record<string, unknown>>[];
  get(path: string, person?: Person): Test;
  post(path: string, person?: Person): Test;
  /** Files a permit for liu; the id of the case. */
  open(key: string): Promise<string>;
  close(): Promise<void>;
}

export type Person = 'wang' | 'wei' | 'ren' | 'he' | 'liu' | 'hu';

/** The token of a person. */
export function tokenOf(person: Person): string {
  return `token-of-${person}-for-tests`;
}

/** A body that opens a permit case. */
export const PERMIT = {
  procedure: 'test-permit',
  subject: '测试许可',
  applicant: { name: '刘申请', person: 'liu' },
  input: { joint: false },
};

/** How a test wants its service. */
export interface TestServiceOptions {
  readonly mode?: 'real' | 'simulated';
  /** Puts something between the service and its database. */
  readonly through?: (databaseUrl: string) => Promise<string>;
}

/** Starts a service on the permit in miniature; in simulated time unless told otherwise. */
export async function startTestService(options: TestServiceOptions = {}): Promise<TestService> {
  const { mode = 'simulated', through } = options;
  const database = await createTestDatabase();
  const settings = testSettings(mode);
  const url = through ? await through(database.url) : database.url;
  const composition = await buildPorts(url, settings, () => undefined);
  await seed(composition);
  const errors: Record<string, unknown>[] = [];
  const app = await buildApplication(composition, settings, recordingLog(errors));
  const server = app.getHttpServer();
  const signed = (test: Test, person?: Person): Test =>
    person ? test.set('authorization', `Bearer ${tokenOf(person)}`) : test;
  const post = (path: string, person?: Person): Test => signed(request(server).post(path), person);
  return {
    app,
    composition,
    database,
    errors,
    get: (path, person) => signed(request(server).get(path), person),
    post,
    open: async (key) => {
      const answer = await post('/v1/cases', 'wang').set('idempotency-key', key).send(PERMIT).expect(201);
      return (answer.body as { caseId: string }).caseId;
    },
    close: async () => {
      await app.close();
      await composition.store.close();
      await database.drop();
    },
  };
}

function testSettings(mode: 'real' | 'simulated'): Settings {
  const settings = loadSettings({ DUECOURSE_MODE: mode });
  return {
    ...settings,
    installation: { ...settings.installation, log: 'test.local/http', simulatedStart: START },
    database: { ...settings.database, poolSize: 4 },
  };
}

async function seed({ ports, store }: Composition): Promise<void> {
  const path = 'test/engine/case/fixtures/permit.yaml';
  const loaded = loadProcedure([{ path, text: readFileSync(path, 'utf8') }], path, nodeHash, {
    prove: false,
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  for (const notice of readCalendars('config/calendars')) {
    if (notice.year >= 2025) await adoptCalendar(ports)(notice);
  }
  await publishProcedure(ports)({ compiled: loaded.compiled, certificate: UNPROVED });
  for (const { person } of ORGANISATION.people) {
    await store.directory.issueToken(nodeHash.sha256(tokenOf(person as Person)), person);
  }
  await seedOrganisation(ports)(ORGANISATION);
}

function recordingLog(errors: Record<string, unknown>[]): Logger {
  const write = (line: string): void => void errors.push(JSON.parse(line) as Record<string, unknown>);
  return pino({ level: 'error' }, { write });
}
