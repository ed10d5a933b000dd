import type { Instant } from '../../engine/clock/time.js';
import type { HumanCheck } from '../../usecases/streams/consultation/consultation-ports.js';
import { installationKey } from '../identity/open-identity.js';
import type { Settings } from '../settings/settings.js';
import { proofOfWork } from './proof-of-work.js';

/**
 * The check that the settings ask for; undefined: none.
 *
 * @throws VaultError for a key file that others may read
 */
export function openHumanCheck(
  settings: Pick<Settings, 'consultations' | 'identity' | 'data'>,
  wallClock: () => Instant,
): HumanCheck | undefined {
  const { workBits } = settings.consultations;
  return workBits === 0 ? undefined : proofOfWork(installationKey(settings), workBits, wallClock);
}
