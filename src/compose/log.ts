import type { Logger } from 'pino';
import type { Job } from './notices.js';
import { type LogSettings, standingPorts } from './standing.js';
import { compareWithEachWitness, startVouching } from './vouchers.js';
import type { SealedLog } from '../http/http-services.js';
import { publishDailyHeads } from '../jobs/publish-daily-heads.js';
import { renewEndingStamps } from '../jobs/renew-ending-stamps.js';
import { RepeatingJob } from '../jobs/repeating-job.js';
import { watchLedger } from '../jobs/watch-ledger.js';
import { LOG_HASHES } from '../outside/crypto/log-hashes.js';
import { wallClock } from '../outside/clock/system-now.js';
import { logFiles } from '../outside/log-keys/log-files.js';
import { openLogKeys, readLogPolicy } from '../outside/log-keys/log-keys.js';
import { structuredLog } from '../outside/log/structured-log.js';
import type { Settings } from '../outside/settings/settings.js';
import { createDataSource } from '../store/data-source.js';
import { learnSealerSession } from '../store/log/sealer-session.js';
import { PostgresLogStore } from '../store/log/log-store.js';
import { PostgresStampRenewals } from '../store/log/stamp-renewals.js';
import type { Store } from '../store/open-store.js';
import { type LogStanding, ledgerStanding } from '../usecases/log/log-standing.js';
import { publishHeads } from '../usecases/log/publish-heads.js';
import { renewStamps } from '../usecases/log/renew-stamps.js';
import { type LogRecovery, recoverLog } from '../usecases/log/recover-log.js';
import { type Sealing, sealLog } from '../usecases/log/seal-log.js';
import type { Ports } from '../usecases/ports.js';

/** How soon a restored database is noticed while the service runs, seconds. */
const LOOK_EVERY = 10;
/** How soon after midnight the heads are published, seconds at most. */
const HEADS_EVERY = 60;
/** Stamps are renewed once a day at most, a year before they end: seconds between two looks. */
const RENEWALS_EVERY = 3_600;
const DAY_MS = 86_400_000;

/** Compares the database with the last checkpoint that was signed, and opens or shuts the ledger by it. */
export function lookAtLedger(
  { gate, logState }: Pick<Store, 'gate' | 'logState'>,
  settings: LogSettings,
): () => Promise<LogStanding> {
  const ports = standingPorts(settings);
  return async () => {
    const standing = await ledgerStanding(ports, logState);
    gate.found(standing);
    return standing;
  };
}

/** The log as the HTTP edge reads it. */
export function sealedLog({ log, gate }: Store, settings: Pick<Settings, 'log' | 'data'>): SealedLog {
  const { keys } = logFiles(settings);
  return { reads: log, hashes: LOG_HASHES, gate, policy: () => readLogPolicy(keys) };
}

/** The jobs of the log: looking whether the database is still what was signed, and publishing where streams end. */
export function logJobs(
  { store, ports }: { readonly store: Store; readonly ports: Ports },
  settings: LogSettings,
  log: Logger,
): readonly Job[] {
  const heads = publishHeads({ ...ports, reads: store.log, hashes: LOG_HASHES });
  const renew = renewStamps({
    ...{ ...ports, hashes: LOG_HASHES, stamps: new PostgresStampRenewals(store.dataSource) },
    ...{ beforeMs: settings.log.stampRenewBefore * DAY_MS, weak: settings.log.stampWeak },
  });
  return [
    new RepeatingJob('ledger', LOOK_EVERY, watchLedger(lookAtLedger(store, settings), log), log),
    new RepeatingJob(
      'heads',
      HEADS_EVERY,
      publishDailyHeads(() => heads('daily'), log),
      log,
    ),
    new RepeatingJob('renewals', RENEWALS_EVERY, renewEndingStamps(renew, log), log),
  ];
}

/** The sequencer over a database: one run at a time, until it is closed. */
export interface Sequencer {
  run(): Promise<Sealing>;
  close(): Promise<void>;
}

/**
 * Connects as the sealer, with the log's keys. Nothing is migrated: the service has done so, or will.
 *
 * @throws LogKeysError when the keys cannot be used; the driver's error when the login may not act as the sealer
 */
export async function openSequencer(databaseUrl: string, settings: LogSettings): Promise<Sequencer> {
  const signers = openLogKeys(logFiles(settings).keys, settings.installation.log);
  const session = await learnSealerSession(databaseUrl);
  const dataSource = await createDataSource({ url: databaseUrl, poolSize: 2, ...session }).initialize();
  const now = { now: () => Promise.resolve(wallClock()) };
  const store = new PostgresLogStore(dataSource, LOG_HASHES);
  const said = structuredLog(settings.log.level);
  await compareFirst(dataSource, settings, said);
  const vouching = startVouching(dataSource, settings, said);
  return {
    run: sealLog({ ...standingPorts(settings), store, signers, now }),
    close: async () => {
      await vouching.stop();
      await dataSource.destroy();
    },
  };
}

/** What witnesses know is known before the first checkpoint is signed, or they could not be asked. */
async function compareFirst(...words: Parameters<typeof compareWithEachWitness>): Promise<void> {
  try {
    await compareWithEachWitness(...words);
  } catch (problem) {
    const [, , log] = words;
    log.error({ problem: String(problem) }, 'the log could not be compared with its witnesses');
  }
}

/**
 * Takes the log up anew on a database that is not what was signed. All witnesses are asked first: what they have seen goes
 * on record with it, so that one ceremony is enough.
 */
export function recoverLedger(
  { store, ports }: { readonly store: Store; readonly ports: Ports },
  settings: LogSettings,
): (words: { readonly reason: string; readonly operator: string }) => Promise<LogRecovery> {
  const recover = recoverLog({
    ...ports,
    standing: standingPorts(settings),
    state: store.logState,
    signers: openLogKeys(logFiles(settings).keys, settings.installation.log),
    gate: store.gate,
  });
  return async (words) => {
    await compareFirst(store.dataSource, settings, structuredLog(settings.log.level));
    return recover(words);
  };
}
