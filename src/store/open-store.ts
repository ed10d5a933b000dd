import type { DataSource } from 'typeorm';
import type { Hash } from '../engine/audit/record.js';
import type { Calendars, Catalogue, Installation, Ledger, Now } from '../usecases/ports.js';
import type { CertificateReads } from '../usecases/conformance/certificate-ports.js';
import type { LogHashes, LogReads } from '../usecases/log/log-ports.js';
import type { LogStateReads } from '../usecases/log/log-store.js';
import type { DraftReads } from '../usecases/streams/draft/draft-reads.js';
import type { StreamStandings } from '../usecases/streams/stream-ports.js';
import type { PaperStore } from '../usecases/papers/paper-store.js';
import type { Queries } from '../usecases/queries.js';
import { StoredCalendars } from './calendars.js';
import { StoredCatalogue, type CompileDefinition } from './catalogue.js';
import { connectStore, type DatabaseOptions } from './connect-store.js';
import { StoredDirectory } from './directory.js';
import { StoredAccounts } from './identity/stored-accounts.js';
import { StoredAttempts } from './identity/stored-attempts.js';
import { StoredFlows } from './identity/stored-flows.js';
import { StoredSessions } from './identity/stored-sessions.js';
import { PostgresDocuments } from './document-store.js';
import { openInstallation, simulatedNow, type WantedInstallation } from './installation.js';
import { PostgresCertificates } from './conformance/issued-certificates.js';
import { PostgresLedger } from './ledger.js';
import { WriteGate } from '../usecases/log/write-gate.js';
import { PostgresLogReads } from './log/log-reads.js';
import { PostgresLogState } from './log/log-state.js';
import { onPool } from './log/tile-reads.js';
import { OrganisationHistory } from './organisation-history.js';
import { postgresPapers } from './paper-store.js';
import { postgresStandings } from './stream-standings.js';
import { postgresDrafts } from './queries/drafts/postgres-drafts.js';
import { postgresQueries } from './queries/postgres-queries.js';

/** What a process needs in order to keep its things in PostgreSQL. */
export interface StoreOptions extends DatabaseOptions {
  readonly installation: WantedInstallation;
  readonly compile: CompileDefinition;
  readonly hash: Hash;
  /** Hashes of the log's trees, from bytes to bytes. */
  readonly logHashes: LogHashes;
  /** The clock of a real installation. */
  readonly realNow: Now;
  /** Is told in sentences what this database does not promise. */
  readonly warn: (sentence: string) => void;
}

/** Everything that the store implements, over one connection pool. */
export interface Store {
  readonly dataSource: DataSource;
  readonly installation: Installation;
  /** The wall clock, or the simulated one, as the installation has it. */
  readonly now: Now;
  readonly ledger: Ledger;
  readonly documents: PostgresDocuments;
  readonly catalogue: Catalogue;
  readonly calendars: Calendars;
  readonly directory: StoredDirectory;
  readonly organisation: OrganisationHistory;
  readonly accounts: StoredAccounts;
  readonly sessions: StoredSessions;
  readonly attempts: StoredAttempts;
  readonly flows: StoredFlows;
  readonly queries: Queries;
  readonly papers: PaperStore;
  readonly streamStandings: StreamStandings;
  readonly drafts: DraftReads;
  readonly log: LogReads;
  /** Issued certificates 办结合规证明. */
  readonly certificates: CertificateReads;
  /** The log as it is compared with the last checkpoint that was signed, and what that comparison shuts. */
  readonly logState: LogStateReads;
  readonly gate: WriteGate;
  close(): Promise<void>;
}

/**
 * Migrates, connects, makes or checks the installation, and puts the store together.
 *
 * @throws UnsafeDatabase when the database deviates from what the service needs.
 * @throws OtherInstallation when it belongs to another log, mode or zone.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const dataSource = await connectStore(options, options.installation.mode, options.warn);
  try {
    const installation = await openInstallation(dataSource, options.installation);
    const documents = new PostgresDocuments(dataSource);
    const gate = new WriteGate();
    const now = installation.mode === 'simulated' ? simulatedNow(dataSource) : options.realNow;
    const directory = new StoredDirectory(dataSource, options.hash);
    return {
      dataSource,
      installation,
      now,
      documents,
      ledger: new PostgresLedger(dataSource, () => documents.lookAgain(), gate),
      catalogue: new StoredCatalogue(documents, options.compile),
      calendars: new StoredCalendars(documents, installation.zone, options.hash),
      directory,
      organisation: new OrganisationHistory(dataSource, directory, options.hash),
      accounts: new StoredAccounts(dataSource),
      sessions: new StoredSessions(dataSource),
      attempts: new StoredAttempts(dataSource),
      flows: new StoredFlows(dataSource),
      queries: postgresQueries(dataSource, documents, now),
      papers: postgresPapers(dataSource),
      streamStandings: postgresStandings(dataSource),
      drafts: postgresDrafts(dataSource),
      log: new PostgresLogReads(dataSource, options.logHashes),
      certificates: new PostgresCertificates(dataSource),
      logState: new PostgresLogState(onPool(dataSource), options.logHashes),
      gate,
      // The application may have closed it already, as the last thing it does.
      close: async () => (dataSource.isInitialized ? dataSource.destroy() : undefined),
    };
  } catch (problem) {
    await dataSource.destroy();
    throw problem;
  }
}
