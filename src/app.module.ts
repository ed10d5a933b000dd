import { type DynamicModule, type LoggerService, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { loadCanonical } from './engine/statechart/load-procedure.js';
import { createHttpApplication } from './http/http-application.js';
import type { HttpServices } from './http/http-services.js';
import { HttpModule } from './http/http.module.js';
import { deliverNotices } from './jobs/deliver-notices.js';
import { RepeatingJob } from './jobs/repeating-job.js';
import { sweepDueClocks } from './jobs/sweep-due-clocks.js';
import { ajvInputCheck } from './outside/ajv/input-check.js';
import { systemNow } from './outside/clock/system-now.js';
import { SystemIds } from './outside/crypto/ids.js';
import { nodeHash } from './outside/crypto/node-hash.js';
import { loggedDelivery } from './outside/log/logged-delivery.js';
import type { Settings } from './outside/settings/settings.js';
import { openStore, type Store } from './store/open-store.js';
import { PostgresOutbox } from './store/outbox.js';
import { deliverOutbox } from './usecases/deliver-outbox.js';
import { lapseDueClocks } from './usecases/lapse-due-clocks.js';
import type { Ports } from './usecases/ports.js';

/** Build of the engine, written into every record. */
export const ENGINE = 'duecourse/0.1.0';

/** The store and everything that use-cases are given, over one connection pool. */
export interface Composition {
  readonly store: Store;
  readonly ports: Ports;
}

/**
 * Puts the ports together over a database: the one place that chooses implementations. Migrates the schema and makes
 * or checks the installation.
 *
 * @throws OtherInstallation when the database belongs to another log, mode or zone.
 */
export async function buildPorts(
  databaseUrl: string,
  settings: Pick<Settings, 'installation' | 'database'>,
  warn: (sentence: string) => void,
): Promise<Composition> {
  const { log, mode, zone, simulatedStart } = settings.installation;
  const store = await openStore({
    url: databaseUrl,
    poolSize: settings.database.poolSize,
    installation: { log, mode, zone, engine: ENGINE, ...(mode === 'simulated' && { simulatedStart }) },
    compile: (text) => loadCanonical(text, nodeHash),
    hash: nodeHash,
    realNow: systemNow,
    warn,
  });
  const { now, installation, ledger, catalogue, calendars, directory } = store;
  const ports: Ports = {
    ...{ now, installation, ledger, catalogue, calendars, directory },
    checkInput: ajvInputCheck(),
    ids: new SystemIds(),
    hash: nodeHash,
  };
  return { store, ports };
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
  settings: Pick<Settings, 'http'>,
  log: Logger,
): Promise<NestFastifyApplication> {
  const { store, ports } = composition;
  const services: HttpServices = {
    ports,
    queries: store.queries,
    documents: store.documents,
    log,
    problemPages: 'docs/problems',
    ping: async () => void (await store.queries.figures()),
  };
  return createHttpApplication(AppModule.over(composition, services), services, {
    bodyLimit: settings.http.bodyLimit,
    logger: nestLogger(log),
  });
}

/** The jobs of a process. Any number of processes may run them on one database. */
export function buildJobs(
  { store, ports }: Composition,
  settings: Pick<Settings, 'jobs'>,
  log: Logger,
): readonly RepeatingJob[] {
  const { sweepEvery, sweepBatch, deliverEvery, deliverBatch } = settings.jobs;
  const deliver = deliverOutbox({
    outbox: new PostgresOutbox(store.dataSource),
    deliver: loggedDelivery(log),
  });
  return [
    new RepeatingJob('sweep', sweepEvery, sweepDueClocks(lapseDueClocks(ports), sweepBatch, log), log),
    new RepeatingJob('deliver', deliverEvery, deliverNotices(deliver, deliverBatch, log), log),
  ];
}

function nestLogger(log: Logger): LoggerService {
  const line =
    (level: 'debug' | 'warn' | 'error') =>
    (message: unknown, ...context: unknown[]): void =>
      log[level]({ nest: context.at(-1) }, String(message));
  return { log: line('debug'), warn: line('warn'), error: line('error') };
}
