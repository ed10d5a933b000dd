import { contradictoryDatabase, unsafeDatabaseSettings } from './database-rules.js';
import { exposedFiles, inventedPeople, missingFiles } from './file-rules.js';
import { contradictoryHours } from './hours-rules.js';
import { contradictoryMaterials, unsafeMaterials } from './material-rules.js';
import { contradictoryProvider, unsafeNetwork, unsafeProvider } from './network-rules.js';
import { contradictoryNotices, unsafeNotices } from './notice-rules.js';
import type { SettingsFinding } from './settings-finding.js';
import { type Settings, SettingsError } from './settings.js';

/**
 * Looks at all settings together, and at the files they name: what contradicts itself in any installation, and what
 * would be unsafe in a real one. Reads only.
 *
 * @param ownFile the installation's own settings file (`DUECOURSE_CONFIG`), where there is one.
 */
export function unsafeSettings(settings: Settings, ownFile?: string): readonly SettingsFinding[] {
  const contradictory = [
    ...contradictoryDatabase(settings),
    ...contradictoryProvider(settings),
    ...contradictoryNotices(settings),
    ...contradictoryHours(settings),
    ...contradictoryMaterials(settings),
    ...missingFiles(settings),
  ];
  if (settings.installation.mode === 'simulated') return contradictory;
  return [
    ...contradictory,
    ...unsafeNetwork(settings),
    ...unsafeProvider(settings),
    ...unsafeNotices(settings),
    ...unsafeDatabaseSettings(settings),
    ...unsafeMaterials(settings),
    ...exposedFiles(settings, ownFile),
    ...inventedPeople(settings),
  ];
}

/** @throws SettingsError that lists everything that `unsafeSettings` finds. */
export function refuseUnsafeSettings(settings: Settings, ownFile?: string): void {
  const findings = unsafeSettings(settings, ownFile);
  if (findings.length === 0) return;
  throw new SettingsError(
    [
      `设置有 ${findings.length} 处不安全 · the settings are unsafe in ${findings.length} places:`,
      ...findings.map(({ place, zh, en }) => `  ${place}: ${zh} · ${en}`),
    ].join('\n'),
  );
}
