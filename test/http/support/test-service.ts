import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino, type Logger } from 'pino';
import request, { type Test } from 'supertest';
import { buildApplication, buildPorts, type Composition } from '../../../src/app.module.js';
import type { CivilDate, Instant } from '../../../src/engine/clock/time.js';
import type { OrganisationChange } from '../../../src/engine/organisation/organisation-change.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { loadSettings } from '../../../src/outside/settings/load-settings.js';
import type { Settings } from '../../../src/outside/settings/settings.js';
import { adoptCalendar } from '../../../src/usecases/law/adopt-calendar.js';
import { publishProcedure } from '../../../src/usecases/law/publish-procedure.js';
import { seedOrganisation } from '../../../src/usecases/organisation/seed-organisation.js';
import { officeOf, type Member } from '../../support/office-organisation.js';
import { TEST_SERVER_DEVIATIONS } from '../../support/test-database-url.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';
import { procedureFrom, shippedCalendars, UNPROVED } from '../../support/procedures.js';

/** Monday, 28 September 2026, 09:00 in Shanghai: the calendar of that autumn has everything. */
export const START = '2026-09-28T01:00:00.000Z' as Instant;

/** The people of the tests; each one's token is his name, padded. */
export const MEMBERS = {
  wang: { person: 'wang', unit: 'hall', posts: ['window'] },
  wei: { person: 'wei', unit: 'hall', posts: ['window'] },
  ren: { person: 'ren', unit: 'bureau', posts: ['reviewer', 'chair'] },
  rui: { person: 'rui', unit: 'bureau', posts: ['reviewer'] },
  chai: { person: 'chai', unit: 'bureau', posts: ['chair'] },
  he: { person: 'he', unit: 'bureau', posts: ['head'] },
  zheng: { person: 'zheng', unit: 'government', posts: ['governmentHead'] },
  du: { person: 'du', unit: 'inspectorate', posts: ['supervisor'] },
  ji: { person: 'ji', unit: 'audit', posts: ['auditor'] },
  xi: { person: 'xi', unit: 'hall', posts: [], administrator: 'system' },
  an: { person: 'an', unit: 'hall', posts: [], administrator: 'security' },
  shen: { person: 'shen', unit: 'hall', posts: [], administrator: 'audit' },
  liu: { person: 'liu', posts: [] },
  hu: { person: 'hu', posts: [] },
} as const satisfies Readonly<Record<string, Member>>;

const NAMES: Readonly<Record<Person, string>> = {
  ...{ wang: '王窗口', wei: '魏窗口', ren: '任审查', rui: '芮审查', chai: '柴主持', he: '何负责' },
  ...{ zheng: '郑市长', du: '杜督查', ji: '季审计', xi: '奚系统', an: '安安全', shen: '申审计' },
  ...{ liu: '刘申请', hu: '胡旁人' },
};

/** A whole service over a database of its own. */
export interface TestService {
  readonly app: NestFastifyApplication;
  readonly composition: Composition;
  readonly database: TestDatabase;
  readonly settings: Settings;
  /** What was logged at level error. */
  readonly errors: readonly Readonly<Record<string, unknown>>[];
  get(path: string, person?: Person): Test;
  post(path: string, person?: Person): Test;
  /** Files a permit for liu; the id of the case. */
  open(key: string): Promise<string>;
  close(): Promise<void>;
}

export type Person = keyof typeof MEMBERS;

/** The token of a person. */
export function tokenOf(person: string): string {
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
  /** How materials are kept and checked, where not as by default. */
  readonly materials?: Partial<Settings['materials']>;
  /** How the public comments, where not as by default. */
  readonly consultations?: Partial<Settings['consultations']>;
  /** How long content is kept, where not as by default. */
  readonly redaction?: Partial<Settings['redaction']>;
  /** Default: `MEMBERS` and the permit in miniature. */
  readonly town?: Town;
}

/** Whom a service serves, and by which procedures. */
export interface Town {
  readonly members: Readonly<Record<string, Member>>;
  /** By pseudonym. */
  readonly names: Readonly<Record<string, string>>;
  /** Files of definitions. */
  readonly procedures: readonly string[];
  /** What else the organisation has from the beginning. */
  readonly changes: readonly OrganisationChange[];
}

const OFFICE: Town = {
  members: MEMBERS,
  names: NAMES,
  procedures: ['test/engine/case/fixtures/permit.yaml'],
  changes: [],
};

/** Starts a service on the permit in miniature; in simulated time unless told otherwise. */
export async function startTestService(options: TestServiceOptions = {}): Promise<TestService> {
  const { mode = 'simulated', through, town = OFFICE } = options;
  const database = await createTestDatabase();
  const directory = mkdtempSync(join(tmpdir(), 'duecourse-http-'));
  const settings = testSettings(mode, directory, options);
  const url = through ? await through(database.url) : database.url;
  const composition = await buildPorts(url, settings, () => undefined);
  await seed(composition, town);
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
    settings,
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
      rmSync(directory, { recursive: true });
    },
  };
}

function testSettings(
  mode: 'real' | 'simulated',
  directory: string,
  {
    materials,
    consultations,
    redaction,
  }: Pick<TestServiceOptions, 'materials' | 'consultations' | 'redaction'>,
): Settings {
  const settings = loadSettings({ DUECOURSE_MODE: mode });
  return {
    ...settings,
    installation: { ...settings.installation, log: 'test.local/http', simulatedStart: START },
    database: { ...settings.database, poolSize: 4, allow: TEST_SERVER_DEVIATIONS },
    data: { directory },
    materials: { ...settings.materials, ...materials },
    consultations: { ...settings.consultations, ...consultations },
    redaction: { ...settings.redaction, ...redaction },
    // Receivers of the tests are on this machine.
    webhooks: { ...settings.webhooks, networks: ['127.0.0.0/8'] },
  };
}

async function seed({ ports, store }: Composition, town: Town): Promise<void> {
  for (const notice of shippedCalendars()) {
    if (notice.year >= 2025) await adoptCalendar(ports)(notice);
  }
  const procedures = town.procedures.map(procedureFrom);
  for (const compiled of procedures) {
    await publishProcedure(ports)({ compiled, certificate: UNPROVED });
  }
  const words = procedures.map(({ definition }) => definition.procedure);
  const { changes, names: ofMembers } = officeOf(town.members, words);
  const others = town.changes.flatMap((change) =>
    change.change === 'person.put' ? { person: change.id, name: change.id, kind: change.person.kind } : [],
  );
  const names = [...ofMembers, ...others];
  await seedOrganisation(ports)({
    ...{ authority: '测试机关', validFrom: '2014-01-01' as CivilDate },
    changes: [...changes, ...town.changes],
    names: names.map((one) => ({ ...one, name: town.names[one.person] ?? one.name })),
  });
  for (const { person } of names) {
    await store.sessions.issueToken(nodeHash.sha256(tokenOf(person)), person);
  }
}

function recordingLog(errors: Record<string, unknown>[]): Logger {
  const write = (line: string): void => void errors.push(JSON.parse(line) as Record<string, unknown>);
  return pino({ level: 'error' }, { write });
}
