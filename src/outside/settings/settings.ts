import type { Instant, Zone } from '../../engine/clock/time.js';

/** How much is logged. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Everything that differs between installations. Meaning, unit and default of each key: `config/default.yaml`. */
export interface Settings {
  readonly installation: {
    readonly log: string;
    readonly mode: 'real' | 'simulated';
    readonly zone: Zone;
    readonly simulatedStart: Instant;
  };
  readonly http: { readonly host: string; readonly port: number; readonly bodyLimit: number };
  readonly database: { readonly url: string | null; readonly poolSize: number };
  readonly data: { readonly directory: string };
  readonly jobs: {
    readonly sweepEvery: number;
    readonly sweepBatch: number;
    readonly deliverEvery: number;
    readonly deliverBatch: number;
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
