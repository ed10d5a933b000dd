import { LOG_HASHES } from '../outside/crypto/log-hashes.js';
import { logFiles } from '../outside/log-keys/log-files.js';
import { signedByKeysIn } from '../outside/log-keys/log-keys.js';
import { TrustedFile } from '../outside/log-keys/trusted-file.js';
import { WitnessedFolder } from '../outside/log-keys/witnessed-folder.js';
import type { Settings } from '../outside/settings/settings.js';
import type { StandingPorts } from '../usecases/log/log-standing.js';

/** The settings by which a log is known. */
export type LogSettings = Pick<Settings, 'log' | 'data' | 'installation'>;

/** What witnesses have shown of the log, beside its trusted checkpoint. */
export function witnessedFolder(settings: LogSettings): WitnessedFolder {
  return new WitnessedFolder(`${logFiles(settings).trusted}.witnessed`);
}

/** What the database is held against: the trusted checkpoint, and what witnesses have shown unless that is only to be told. */
export function standingPorts(settings: LogSettings): StandingPorts {
  const { keys, trusted } = logFiles(settings);
  return {
    log: settings.installation.log,
    hashes: LOG_HASHES,
    trusted: new TrustedFile(trusted),
    signedByLog: signedByKeysIn(keys),
    ...(settings.log.witnessAhead === 'refuse' && { witnessed: witnessedFolder(settings) }),
  };
}
