import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { buildApplication, buildJobs, buildPorts, type Composition } from './app.module.js';
import { VaultError } from './outside/identity/vault.js';
import { structuredLog } from './outside/log/structured-log.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './outside/postgres/embedded-postgres.js';
import { SequencerChild } from './outside/sequencer/sequencer-child.js';
import { readAccountFile } from './outside/seed/account-file.js';
import { SeedError } from './outside/seed/seed-error.js';
import { seedInstallation } from './outside/seed/seed-installation.js';
import { loadSettings } from './outside/settings/load-settings.js';
import { type Settings, SettingsError } from './outside/settings/settings.js';
import { refuseUnsafeSettings } from './outside/settings/unsafe-settings.js';
import { firstScreen, type FirstScreenFacts } from './first-screen.js';
import { OtherInstallation } from './store/installation.js';
import { UnsafeDatabase } from './store/preflight/unsafe-database.js';
import { describeStanding } from './usecases/log/ledger-behind.js';

/** What is running, in the order in which it was started; stopped in the other order. */
type Running = (() => Promise<void>)[];

async function start(settings: Settings, log: Logger, running: Running): Promise<string> {
  const databaseUrl = settings.database.url ?? (await embeddedDatabase(settings, log, running));
  const composition = await buildPorts(databaseUrl, settings, (sentence) => log.warn(sentence));
  running.push(() => composition.store.close());
  tellOfLedger(composition, log);
  const accounts = resolve(settings.data.directory, 'accounts.json');
  if (composition.store.gate.standing.kind === 'sound') await seed(settings, composition, accounts);
  const app = await buildApplication(composition, settings, log);
  const jobs = buildJobs(composition, settings, log);
  const { host, port } = settings.http;
  await app.listen(port, host);
  running.push(() => app.close());
  for (const job of jobs) {
    job.start();
    running.push(() => job.stop());
  }
  if (settings.log.sequencer === 'child') startSequencer(databaseUrl, settings, log, running);
  const url = addressOf(app, host);
  return firstScreen({
    url,
    accounts,
    access: accessOf(accounts),
    mode: settings.installation.mode,
    database: settings.database.url ? 'own' : 'embedded',
  });
}

/** A service over a restored database starts, so that it can be read; nobody can write. */
function tellOfLedger({ store }: Composition, log: Logger): void {
  const { standing } = store.gate;
  if (standing.kind === 'sound') return;
  const { zh, en } = describeStanding(standing);
  process.stderr.write(
    `\n  ${zh}；拒绝一切写入，见 docs/operations/log.md\n  ${en}; nothing is written, see docs/operations/log.md\n`,
  );
  log.error({ standing }, 'the ledger is not written to');
}

/** The sequencer has its own process, its own role in the database and the keys. */
function startSequencer(databaseUrl: string, settings: Settings, log: Logger, running: Running): void {
  const child = new SequencerChild({
    program: fileURLToPath(new URL('cli/main.js', import.meta.url)),
    databaseUrl: settings.database.sealerUrl ?? databaseUrl,
    onEnd: (how) => log.error({ how }, 'the sequencer has ended and is started again'),
  });
  child.start();
  running.push(() => child.stop());
}

async function embeddedDatabase(settings: Settings, log: Logger, running: Running): Promise<string> {
  const server: EmbeddedPostgres = await startEmbeddedPostgres({
    dataDir: join(settings.data.directory, 'postgres'),
    onLog: (line) => log.debug({ postgres: line }, 'postgres'),
  });
  running.push(() => server.stop());
  void server.lost.then(() => {
    log.fatal('the embedded database ended by itself');
    process.exit(1);
  });
  return server.url;
}

async function seed(settings: Settings, composition: Composition, accounts: string): Promise<void> {
  const { organisation, calendars, procedures, fragments } = settings.seed;
  await seedInstallation(composition, { organisation, calendars, procedures, fragments, accounts });
}

/** The file is for the first days: that it is gone or damaged later keeps no service from starting. */
function accessOf(file: string): FirstScreenFacts['access'] {
  try {
    const accounts = readAccountFile(file);
    if (accounts.some(({ password }) => password !== undefined)) return 'invented';
    return accounts.length > 0 ? 'activation' : 'none';
  } catch {
    return 'none';
  }
}

function addressOf(app: NestFastifyApplication, host: string): string {
  const address = app.getHttpServer().address();
  const port = typeof address === 'object' && address ? address.port : '';
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Ends the jobs after their run, stops accepting, finishes the acts under way, then the pool and the server. */
async function stop(running: Running, log: Logger): Promise<void> {
  for (const end of running.splice(0).toReversed()) {
    try {
      await end();
    } catch (error) {
      log.error({ error: String(error) }, 'could not be stopped');
    }
  }
}

async function main(): Promise<void> {
  const settings = loadSettings(process.env);
  refuseUnsafeSettings(settings, process.env['DUECOURSE_CONFIG'] || undefined);
  const log = structuredLog(settings.log.level);
  const running: Running = [];
  let stopping: Promise<void> | undefined;
  const onSignal = (): void => {
    stopping ??= stop(running, log).then(() => process.exit(0));
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  process.stdout.write(
    '\n  正程 DueCourse 正在启动，首次启动需数秒 · starting; the first start takes some seconds\n',
  );
  try {
    process.stdout.write(await start(settings, log, running));
  } catch (error) {
    await stop(running, log);
    throw error;
  }
}

const MENDABLE = [SettingsError, SeedError, OtherInstallation, VaultError, UnsafeDatabase];

/** What an operator can mend is told in a sentence; anything else with its stack. */
function explain(error: unknown): string {
  if (MENDABLE.some((kind) => error instanceof kind)) return (error as Error).message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`正程无法启动 · DueCourse cannot start:\n${explain(error)}\n`);
  process.exitCode = 1;
}
