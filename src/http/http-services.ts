import type { DocumentStore, Queries } from '../usecases/queries.js';
import type { IdentityPorts } from '../usecases/identity/identity-ports.js';
import type { ReadIncidents } from '../usecases/vacancy-reads.js';
import type { OrganisationReads } from '../usecases/organisation/organisation-reads.js';
import type { TableFiles } from '../usecases/organisation/table-files.js';
import type { Ports } from '../usecases/ports.js';

/** Injection token of `HttpServices`. */
export const HTTP_SERVICES = Symbol('HttpServices');

/** What this floor is given. */
export interface HttpServices {
  readonly ports: Ports;
  readonly identity: IdentityPorts;
  /** The origin that browsers use; null when it is whatever a request names. */
  readonly publicUrl: string | null;
  readonly queries: Queries;
  readonly documents: DocumentStore;
  readonly incidents: ReadIncidents;
  readonly organisation: OrganisationReads;
  /** CSV and XLSX. */
  readonly tables: TableFiles;
  readonly log: HttpLog;
  /** Folder with one page for each problem code. */
  readonly problemPages: string;
  /** Resolves when the database answers. @throws Unavailable */
  readonly ping: () => Promise<void>;
}

/** Structured log lines; never personal data, never a token. */
export interface HttpLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}
