import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { LOG_HASHES } from '../../../src/outside/crypto/log-hashes.js';
import { type LogSigners, openLogKeys, signedByKeysIn } from '../../../src/outside/log-keys/log-keys.js';
import { TrustedFile } from '../../../src/outside/log-keys/trusted-file.js';
import { systemNow } from '../../../src/outside/clock/system-now.js';
import { createDataSource } from '../../../src/store/data-source.js';
import { PostgresLedger } from '../../../src/store/ledger.js';
import { PostgresLogReads } from '../../../src/store/log/log-reads.js';
import { PostgresLogStore } from '../../../src/store/log/log-store.js';
import type { SealingPorts } from '../../../src/usecases/log/seal-log.js';
import { DAY, fakeAppend, fakeState } from '../../support/fake-case.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';

/** Name of the log in these tests. */
export const LOG = 'log.example/test';

/** A database with a ledger, a sealer and a folder for keys and trusted checkpoint. */
export interface SequencerBench {
  readonly database: TestDatabase;
  readonly sealer: DataSource;
  readonly ledger: PostgresLedger;
  readonly reads: PostgresLogReads;
  readonly signers: LogSigners;
  readonly folder: string;
  readonly trusted: TrustedFile;
  readonly ports: SealingPorts;
  /** Appends so many records to a stream, in one append. */
  append(stream: string, records?: number): Promise<void>;
  drop(): Promise<void>;
}

/** Sets one up. */
export async function sequencerBench(): Promise<SequencerBench> {
  const database = await createTestDatabase();
  const sealer = await createDataSource({
    url: database.url,
    poolSize: 3,
    asApplication: false,
    asSealer: true,
  }).initialize();
  const folder = mkdtempSync(join(tmpdir(), 'log-'));
  const ledger = new PostgresLedger(database.dataSource);
  const signers = openLogKeys(join(folder, 'keys'), LOG);
  const trusted = new TrustedFile(join(folder, 'checkpoint.json'));
  const store = new PostgresLogStore(sealer, LOG_HASHES);
  const signedByLog = signedByKeysIn(join(folder, 'keys'));
  return {
    ...{ database, sealer, ledger, signers, folder, trusted },
    reads: new PostgresLogReads(database.dataSource, LOG_HASHES),
    ports: { log: LOG, hashes: LOG_HASHES, trusted, store, signers, signedByLog, now: systemNow },
    append: async (stream, records = 1) => {
      await ledger.transact({ stream, kind: 'case', create: true }, async (head) => ({
        append: fakeAppend(head, { state: fakeState({ lastOn: DAY }), records }),
        result: null,
      }));
    },
    drop: async () => {
      await sealer.destroy();
      await database.drop();
      rmSync(folder, { recursive: true });
    },
  };
}
