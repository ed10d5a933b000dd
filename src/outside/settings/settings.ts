import type { Instant, Zone } from '../../engine/clock/time.js';

/** How much is logged. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** What an installation may accept of its database by name. Meaning: docs/operations/database.md. */
export const ALLOWED_DEVIATIONS = [
  'weak-roles',
  'superuser-login',
  'strange-readers',
  'no-fsync',
  'no-full-page-writes',
  'asynchronous-commit',
  'no-checksums',
  'no-autovacuum',
  'plain-connection',
] as const;

/** One of them. */
export type AllowedDeviation = (typeof ALLOWED_DEVIATIONS)[number];

/** Kinds of files that materials may be. Meaning: docs/operations/materials.md. */
export const FILE_KINDS = ['pdf', 'ofd', 'jpg', 'png', 'tiff', 'docx', 'xlsx', 'pptx', 'txt', 'zip'] as const;

/** One of them. */
export type FileKind = (typeof FILE_KINDS)[number];

/** A witness of the log: by HTTP, or by files in a folder. */
export interface WitnessSetting {
  readonly name: string;
  /** Of its cosignatures, as it is handed from person to person. */
  readonly key: string;
  readonly url?: string;
  readonly folder?: string;
}

/** Everything that differs between installations. Meaning, unit and default of each key: `config/default.yaml`. */
export interface Settings {
  readonly installation: {
    readonly log: string;
    readonly mode: 'real' | 'simulated';
    readonly zone: Zone;
    readonly simulatedStart: Instant;
  };
  readonly http: {
    readonly host: string;
    readonly port: number;
    readonly bodyLimit: number;
    readonly publicUrl: string | null;
    readonly trustedProxies: readonly string[];
  };
  readonly database: {
    readonly url: string | null;
    readonly migrationUrl: string | null;
    readonly sealerUrl: string | null;
    readonly poolSize: number;
    readonly allow: readonly AllowedDeviation[];
  };
  readonly data: { readonly directory: string };
  readonly jobs: {
    readonly sweepEvery: number;
    readonly sweepBatch: number;
    readonly deliverEvery: number;
    readonly deliverBatch: number;
    readonly certifyEvery: number;
    readonly certifyBatch: number;
  };
  /** `HH:mm` in the installation's zone. */
  readonly workingHours: { readonly from: string; readonly to: string };
  readonly inbox: { readonly dueSoonDays: number };
  readonly consultations: {
    readonly commentsPerMinute: number;
    /** 0: no human check. */
    readonly workBits: number;
  };
  readonly redaction: {
    readonly approvals: number;
    readonly caseDays: number;
    readonly procedureDays: Readonly<Record<string, number>>;
    readonly commentDays: number;
    readonly accountDays: number;
    readonly answerDays: number;
  };
  readonly powers: { readonly policies: string; readonly recusalRequestBars: boolean };
  readonly identity: {
    readonly idleMinutes: number;
    readonly absoluteHours: number;
    readonly sessionsAtOnce: number;
    readonly activationDays: number;
    readonly passwords: 'nist' | 'djcp3';
    readonly freeFailures: number;
    readonly freeFailuresOfAddress: number;
    readonly longestLock: number;
    readonly keyFile: string | null;
  };
  readonly materials: {
    readonly store: 'disk' | 's3';
    readonly folder: string | null;
    readonly bucket: string | null;
    readonly region: string;
    readonly endpoint: string | null;
    readonly uploads: string | null;
    readonly kinds: readonly FileKind[];
    readonly fileBytes: number;
    readonly caseBytes: number;
    readonly caseFiles: number;
    readonly uploadHours: number;
    readonly expireEvery: number;
    readonly scanner: string;
  };
  readonly evidence: {
    readonly folder: string | null;
    readonly profiles: string;
    readonly fileBytes: number;
    readonly wholeBytes: number;
    readonly atOnce: number;
  };
  readonly oidc: {
    readonly issuer: string | null;
    readonly clientId: string | null;
    readonly clientSecretFile: string | null;
    readonly redirectUri: string | null;
    readonly requiredAcr: string | null;
  };
  readonly notices: {
    readonly yellowDays: number;
    readonly mostHolders: number;
    readonly titles: boolean;
    readonly digestHour: number;
    readonly quietFromHour: number;
    readonly quietToHour: number;
  };
  readonly mail: { readonly url: string | null; readonly from: string | null };
  readonly webhooks: {
    readonly networks: readonly string[];
    readonly timeout: number;
    readonly atOnce: number;
    readonly attempts: number;
    readonly retryFirst: number;
    readonly retryLongest: number;
    readonly failuresInARow: number;
    readonly leaveAlone: number;
    readonly keepDays: number;
  };
  readonly log: {
    readonly level: LogLevel;
    readonly sequencer: 'child' | 'none';
    readonly every: number;
    readonly trustedFile: string | null;
    readonly keys: string | null;
    readonly stampAuthorities: readonly { readonly name: string; readonly url: string }[];
    readonly stampRoots: string | null;
    readonly stampImprint: 'sha256' | 'sm3';
    readonly stampEvery: number;
    readonly stampRenewBefore: number;
    readonly stampWeak: readonly string[];
    readonly witnesses: readonly WitnessSetting[];
    readonly witnessEvery: number;
    readonly witnessAhead: 'refuse' | 'alarm';
    readonly networks: readonly string[];
  };
  readonly seed: {
    readonly organisation: string;
    readonly calendars: string;
    readonly procedures: string;
    readonly fragments: string;
  };
}

/** A setting that cannot be used; the sentence names the file or variable, the key and what to write. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}
