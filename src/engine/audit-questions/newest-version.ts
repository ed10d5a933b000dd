import type { CivilDate } from '../clock/time.js';
import type { PublishedVersion } from './audited-case.js';

/** The version in force on a day, of versions in force earliest first. Undefined: none was in force yet. */
export function newestInForce(
  versions: readonly PublishedVersion[],
  on: CivilDate,
): PublishedVersion | undefined {
  return versions.findLast(({ inForceFrom }) => inForceFrom <= on);
}
