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
    readonly poolSize: number;
    readonly allow: readonly AllowedDeviation[];
  };
  readonly data: { readonly directory: string };
  readonly jobs: {
    readonly sweepEvery: number;
    readonly sweepBatch: number;
    readonly deliverEvery: number;
    readonly deliverBatch: number;
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
  readonly oidc: {
    readonly issuer: string | null;
    readonly clientId: string | null;
    readonly clientSecretFile: string | null;
    readonly redirectUri: string | null;
    readonly requiredAcr: string | null;
  };
  readonly log: { readonly level: LogLevel };
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
