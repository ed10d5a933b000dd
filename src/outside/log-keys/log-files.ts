import { join } from 'node:path';
import type { Settings } from '../settings/settings.js';

/** Where the log keeps what must not be in the database. */
export interface LogFiles {
  /** Folder of the private keys, and of the policy with the public ones. */
  readonly keys: string;
  /** File of the trusted checkpoint. */
  readonly trusted: string;
}

/** The files of the log: those that the settings name, or in the folder of the service. */
export function logFiles({ log, data }: Pick<Settings, 'log' | 'data'>): LogFiles {
  const folder = join(data.directory, 'log');
  return {
    keys: log.keys ?? join(folder, 'keys'),
    trusted: log.trustedFile ?? join(folder, 'checkpoint.json'),
  };
}
