import { DataSource } from 'typeorm';
import { Tables1780000000001 } from './migrations/0001-tables.js';
import { AppendOnly1780000000002 } from './migrations/0002-append-only.js';
import { Append1780000000003 } from './migrations/0003-append.js';
import { APPLICATION_ROLE, ApplicationRole1780000000004 } from './migrations/0004-application-role.js';
import { CasePartyRow } from './rows/case-party.row.js';
import { CaseTableRow } from './rows/case.row.js';
import { ClockTableRow } from './rows/clock.row.js';
import { CredentialRow } from './rows/credential.row.js';
import { DocumentRow } from './rows/document.row.js';
import { IdempotencyRow } from './rows/idempotency.row.js';
import { InstallationRow } from './rows/installation.row.js';
import { OutboxRow } from './rows/outbox.row.js';
import { RecordPartRow } from './rows/record-part.row.js';
import { RecordTableRow } from './rows/record.row.js';
import { StreamTableRow } from './rows/stream.row.js';
import { TaskTableRow } from './rows/task.row.js';

/** How a connection pool is made. */
export interface DataSourceOptions {
  readonly url: string;
  /** Connections at most. Two to four for each core of the database are fastest. */
  readonly poolSize: number;
  /** Work as the role without UPDATE and DELETE on what is append-only. */
  readonly asApplication: boolean;
}

const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 30_000;
const LOCK_TIMEOUT_MS = 10_000;

/** A data source over all rows and migrations, not yet connected. The schema changes by migrations alone. */
export function createDataSource(options: DataSourceOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    poolSize: options.poolSize,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: 'duecourse',
    synchronize: false,
    installExtensions: false,
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'each',
    entities: ROWS,
    migrations: MIGRATIONS,
    extra: {
      keepAlive: true,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      lock_timeout: LOCK_TIMEOUT_MS,
      // Only when the server answers nothing at all, as behind a cut cable, must the client itself give up.
      query_timeout: STATEMENT_TIMEOUT_MS + CONNECT_TIMEOUT_MS,
      ...(options.asApplication && { options: `-c role=${APPLICATION_ROLE}` }),
    },
  });
}

const ROWS = [
  InstallationRow,
  StreamTableRow,
  RecordTableRow,
  RecordPartRow,
  IdempotencyRow,
  OutboxRow,
  CaseTableRow,
  CasePartyRow,
  TaskTableRow,
  ClockTableRow,
  DocumentRow,
  CredentialRow,
];

const MIGRATIONS = [
  Tables1780000000001,
  AppendOnly1780000000002,
  Append1780000000003,
  ApplicationRole1780000000004,
];
