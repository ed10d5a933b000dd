import { type DynamicModule, type LoggerService, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { certificateJob } from './compose/certificates.js';
import { composeEvidence, evidenceJob } from './compose/evidence.js';
import { composeMaterials } from './compose/materials.js';
import {
  type ComposedNotices,
  composeNotices,
  type Job,
  noticeDeliverer,
  noticeJobs,
} from './compose/notices.js';
import { logJobs, lookAtLedger, sealedLog } from './compose/log.js';
import { loadCanonical } from './engine/statechart/load-procedure.js';
import { createHttpApplication } from './http/http-application.js';
import type { HttpServices } from './http/http-services.js';
import { HttpModule } from './http/http.module.js';
import { findVacancies } from './jobs/find-vacancies.js';
import { clearUploads } from './jobs/clear-uploads.js';
import { carryOutApproved } from './jobs/carry-out-redactions.js';
import { deliverNotices } from './jobs/deliver-notices.js';
import { RepeatingJob } from './jobs/repeating-job.js';
import { sweepDueClocks } from './jobs/sweep-due-clocks.js';
import { ajvInputCheck } from './outside/ajv/input-check.js';
import { systemNow, wallClock } from './outside/clock/system-now.js';
import { cedarPowerCheck } from './outside/cedar/cedar-power-check.js';
import { earlierPowers } from './outside/cedar/earlier-powers.js';
import { loadPowerPolicies, powerRules } from './outside/cedar/power-policies.js';
import { SystemIds } from './outside/crypto/ids.js';
import { LOG_HASHES } from './outside/crypto/log-hashes.js';
import { nodeHash } from './outside/crypto/node-hash.js';
import { draftFileReader } from './outside/drafts/draft-file-reader.js';
import { openHumanCheck } from './outside/human-check/open-human-check.js';
import { openIdentity } from './outside/identity/open-identity.js';
import { loggedDelivery } from './outside/log/logged-delivery.js';
import { paperFiles } from './outside/papers/paper-files.js';
import { readAuditThresholds } from './outside/seed/read-audit-thresholds.js';
import { readForums, readMinutesSentences } from './outside/seed/read-forums.js';
import type { Settings } from './outside/settings/settings.js';
import { logBytes } from './outside/mining/write-log-file.js';
import { tableFiles } from './outside/tables/table-files.js';
import { postgresPopulation } from './store/audit/population-reads.js';
import { openStore, type Store } from './store/open-store.js';
import { postgresConsultations } from './store/queries/consultations/postgres-consultations.js';
import { postgresInbox } from './store/queries/inbox/postgres-inbox.js';
import { postgresMeetings } from './store/queries/meetings/postgres-meetings.js';
import { postgresIncidents } from './store/queries/incidents.js';
import { postgresPublicReads } from './store/queries/publications.js';
import { postgresOpenTasks } from './store/queries/open-tasks.js';
import { postgresPanels } from './store/queries/panels/postgres-panels.js';
import { postgresRedactions } from './store/redaction/redaction-reads.js';
import { PostgresOutbox } from './store/outbox.js';
import { StoredSnippets } from './store/snippets.js';
import { keepPolicies } from './usecases/evidence/keep-policies.js';
import { deliverOutbox } from './usecases/deliver-outbox.js';
import { carryOutRedactions } from './usecases/redaction/carry-out-redaction.js';
import { reviewVacancies } from './usecases/vacancies/review-vacancies.js';
import type { IdentityPorts } from './usecases/identity/identity-ports.js';
import { expireUploads } from './usecases/materials/end-upload.js';
import type { MaterialPorts } from './usecases/materials/material-ports.js';
import { lapseDueClocks } from './usecases/clocks/lapse-due-clocks.js';
import { lapseDueFollowUps } from './usecases/streams/meeting/lapse-follow-ups.js';
import type { MeetingPorts } from './usecases/streams/meeting/meeting-ports.js';
import type { Ports } from './usecases/ports.js';
import type { RedactionPorts } from './usecases/redaction/redaction-ports.js';

/** Build of the engine, written into every record. */
export const ENGINE = 'duecourse/0.1.0';

/** The store and everything that use-cases are given, over one connection pool. */
export interface Composition {
  readonly store: Store;
  readonly ports: Ports;
  readonly identity: IdentityPorts;
  readonly materials: MaterialPorts;
  readonly notices: ComposedNotices;
}

/**
 * Puts the ports together over a database: the one place that chooses implementations. Migrates the schema and makes
 * or checks the installation.
 *
 * @param unsafe `tell` goes on over a database that no service would be started on: for checks of it.
 * @throws UnsafeDatabase when the database deviates from what the service needs.
 * @throws OtherInstallation when it belongs to another log, mode or zone.
 */
export async function buildPorts(
  databaseUrl: string,
  settings: Pick<Settings, 'installation' | 'database' | OverStore>,
  warn: (sentence: string) => void,
  unsafe: 'refuse' | 'tell' = 'refuse',
): Promise<Composition> {
  const { log, mode, zone, simulatedStart } = settings.installation;
  const store = await openStore({
    url: databaseUrl,
    own: settings.database.url !== null,
    migrationUrl: settings.database.migrationUrl,
    poolSize: settings.database.poolSize,
    allow: settings.database.allow,
    unsafe,
    installation: { log, mode, zone, engine: ENGINE, ...(mode === 'simulated' && { simulatedStart }) },
    compile: (text) => loadCanonical(text, nodeHash),
    hash: nodeHash,
    logHashes: LOG_HASHES,
    realNow: systemNow,
    warn,
  });
  try {
    const over = await buildOver(store, settings);
    // Before anybody can write: a restored database is not written to.
    await lookAtLedger(store, settings)();
    return { store, ...over };
  } catch (problem) {
    await store.close();
    throw problem;
  }
}

/** Settings of what is built over a store. */
type OverStore =
  'powers' | 'workingHours' | 'identity' | 'materials' | 'oidc' | 'data' | 'log' | 'notices' | 'webhooks';

async function buildOver(
  store: Store,
  settings: Pick<Settings, 'installation' | OverStore>,
): Promise<Omit<Composition, 'store'>> {
  const policies = loadPowerPolicies(settings.powers.policies);
  const { now, installation, ledger, catalogue, calendars, directory, streamStandings } = store;
  const ports: Ports = {
    ...{ now, installation, ledger, catalogue, calendars, directory, streamStandings },
    checkInput: ajvInputCheck(),
    checkPower: cedarPowerCheck(policies),
    rules: powerRules(policies, nodeHash),
    powersFrom: earlierPowers(),
    recusalRequestBars: settings.powers.recusalRequestBars,
    workingHours: settings.workingHours,
    ids: new SystemIds(),
    hash: nodeHash,
  };
  await keepPolicies(ports, store.documents, policies.text);
  const { accounts, sessions, attempts, flows } = store;
  const identity: IdentityPorts = {
    ...ports,
    ...{ accounts, sessions, attempts, flows },
    ...(await openIdentity(settings, accounts, wallClock)),
  };
  const materials = await composeMaterials(store, settings);
  return { ports, identity, materials, notices: composeNotices(store, settings) };
}

/** The application: its edge over one composition. Nest ends the data source when the application ends. */
@Module({})
export class AppModule {
  static over({ store }: Composition, services: HttpServices): DynamicModule {
    const database = TypeOrmModule.forRootAsync({
      useFactory: () => store.dataSource.options,
      dataSourceFactory: () => Promise.resolve(store.dataSource),
    });
    return { module: AppModule, imports: [database, HttpModule.over(services)] };
  }
}

/** The HTTP application over a composition, initialised and not yet listening. */
export function buildApplication(
  composition: Composition,
  settings: Pick<
    Settings,
    'http' | 'inbox' | 'consultations' | 'redaction' | 'evidence' | 'identity' | 'data' | 'log'
  >,
  log: Logger,
): Promise<NestFastifyApplication> {
  const { store, ports, identity, materials, notices } = composition;
  const humanCheck = openHumanCheck(settings, wallClock);
  const services: HttpServices = {
    ports,
    identity,
    publicUrl: settings.http.publicUrl,
    queries: store.queries,
    population: postgresPopulation(store.dataSource),
    auditThresholds: readAuditThresholds('workflows/audit/thresholds.yaml'),
    papers: store.papers,
    paperFiles,
    documents: store.documents,
    incidents: postgresIncidents(store.dataSource),
    publicReads: postgresPublicReads(store.dataSource),
    organisation: store.organisation,
    snippets: new StoredSnippets(store.dataSource),
    meetings: meetingPorts(composition),
    materials,
    evidence: composeEvidence(composition, settings),
    drafts: store.drafts,
    draftFiles: draftFileReader,
    notices,
    panels: postgresPanels(store.dataSource),
    consultations: {
      reads: postgresConsultations(store.dataSource),
      commentsPerMinute: settings.consultations.commentsPerMinute,
      ...(humanCheck && { humanCheck }),
    },
    redactions: { reads: postgresRedactions(store.dataSource), rules: settings.redaction },
    inbox: { reads: postgresInbox(store.dataSource), soonDays: settings.inbox.dueSoonDays },
    tables: tableFiles,
    minedLogs: logBytes,
    sealedLog: sealedLog(store, settings),
    certificates: store.certificates,
    log,
    problemPages: 'docs/problems',
    ping: async () => void (await store.queries.figures()),
  };
  return createHttpApplication(AppModule.over(composition, services), services, {
    bodyLimit: settings.http.bodyLimit,
    trustedProxies: settings.http.trustedProxies,
    logger: nestLogger(log),
  });
}

/** The jobs of a process. Any number of processes may run them on one database. */
export function buildJobs(composition: Composition, settings: Settings, log: Logger): readonly Job[] {
  const { store, ports, materials } = composition;
  const { sweepEvery, sweepBatch, deliverEvery, deliverBatch } = settings.jobs;
  const tell = noticeDeliverer(composition);
  const note = loggedDelivery(log);
  const deliver = deliverOutbox({
    outbox: new PostgresOutbox(store.dataSource),
    deliver: async (notice) => {
      await tell(notice);
      await note(notice);
    },
  });
  const review = reviewVacancies(ports, postgresOpenTasks(store.dataSource));
  const meetings = meetingPorts(composition);
  return [
    new RepeatingJob('sweep', sweepEvery, sweepDueClocks(lapseDueClocks(ports), sweepBatch, log), log),
    new RepeatingJob(
      'follow-ups',
      sweepEvery,
      sweepDueClocks(lapseDueFollowUps(meetings), sweepBatch, log),
      log,
    ),
    new RepeatingJob('vacancies', sweepEvery, findVacancies(review, log), log),
    new RepeatingJob(
      'uploads',
      settings.materials.expireEvery,
      clearUploads(expireUploads(materials), log),
      log,
    ),
    new RepeatingJob(
      'redactions',
      settings.materials.expireEvery,
      carryOutApproved(carryOutRedactions(redactionPorts(composition, settings)), log),
      log,
    ),
    evidenceJob(settings, log),
    certificateJob(composition, settings, log),
    new RepeatingJob('deliver', deliverEvery, deliverNotices(deliver, deliverBatch, log), log),
    ...noticeJobs({ ...composition, meetings }, settings, log),
    ...logJobs(composition, settings, log),
  ];
}

/** What meetings are kept with. */
function meetingPorts({ store, ports }: Pick<Composition, 'store' | 'ports'>): MeetingPorts {
  return {
    ...ports,
    forums: readForums('workflows/forums'),
    words: readMinutesSentences('workflows/forums/words/minutes.yaml'),
    meetings: postgresMeetings(store.dataSource),
    queries: store.queries,
  };
}

/** What is erased with. */
function redactionPorts(
  { store, ports, materials }: Composition,
  { redaction }: Pick<Settings, 'redaction'>,
): RedactionPorts {
  return {
    ...ports,
    ...{ redactions: postgresRedactions(store.dataSource), redactionRules: redaction },
    ...{ comments: postgresConsultations(store.dataSource), contents: materials },
  };
}

function nestLogger(log: Logger): LoggerService {
  const line =
    (level: 'debug' | 'warn' | 'error') =>
    (message: unknown, ...context: unknown[]): void =>
      log[level]({ nest: context.at(-1) }, String(message));
  return { log: line('debug'), warn: line('warn'), error: line('error') };
}
