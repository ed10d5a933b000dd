import { join } from 'node:path';
import type { Composition } from '../app.module.js';
import { startEmbeddedPostgres } from '../outside/postgres/embedded-postgres.js';
import type { Settings } from '../outside/settings/settings.js';
import { unsafeSettings } from '../outside/settings/unsafe-settings.js';
import { describeFinding } from '../store/preflight/unsafe-database.js';
import { describeStanding } from '../usecases/log/ledger-behind.js';

/** What a command needs of the installation beside the engine. Everything is loaded and opened when it is first used. */
export interface InstallationAccess {
  /**
   * Works on the installation's database.
   *
   * @param unsafe what to do about a database that the service would not start on.
   */
  readonly onDatabase: <T>(
    work: (composition: Composition) => Promise<T>,
    unsafe?: 'refuse' | 'tell',
  ) => Promise<T>;
  /** Works with the sequencer over the database that the settings name, or the embedded one. */
  readonly onSequencer: (
    work: (run: () => Promise<{ readonly wrong?: string }>) => Promise<void>,
  ) => Promise<void>;
  /** What the service would be refused for, without starting it. */
  readonly inspect: () => Promise<{
    readonly refused: readonly string[];
    readonly accepted: readonly string[];
  }>;
  /** Puts roles and rights back. */
  readonly mend: () => Promise<void>;
}

/** Access to the installation that the settings describe; its own server, or the embedded one, joined when the service runs it. */
export function installationAccess(
  settings: Settings,
  terminal: { err(line: string): void },
): InstallationAccess {
  async function onServer<T>(work: (url: string) => Promise<T>): Promise<T> {
    const dataDir = join(settings.data.directory, 'postgres');
    const embedded =
      settings.database.url === null ? await startEmbeddedPostgres({ dataDir, attach: true }) : undefined;
    try {
      return await work(embedded?.url ?? settings.database.url ?? '');
    } finally {
      await embedded?.stop();
    }
  }
  return {
    onDatabase: (work, unsafe = 'refuse') =>
      onServer(async (url) => {
        // Loaded only here: a question about a deadline need not wait for the whole service.
        const { buildPorts } = await import('../app.module.js');
        const composition = await buildPorts(url, settings, (sentence) => terminal.err(sentence), unsafe);
        try {
          return await work(composition);
        } finally {
          await composition.store.close();
        }
      }),
    onSequencer: (work) => {
      const over = (url: string): Promise<void> => overSequencer(url, settings, work);
      return settings.database.sealerUrl === null ? onServer(over) : over(settings.database.sealerUrl);
    },
    inspect: () => onServer((url) => inspectInstallation(url, settings)),
    mend: () =>
      onServer(async (url) => {
        const { mendDatabase } = await import('../store/preflight/mend-database.js');
        await mendDatabase(settings.database.migrationUrl ?? url);
      }),
  };
}

async function inspectInstallation(
  url: string,
  settings: Settings,
): ReturnType<InstallationAccess['inspect']> {
  const unsafe = unsafeSettings(settings, process.env['DUECOURSE_CONFIG'] || undefined);
  const { inspectStore } = await import('../store/connect-store.js');
  const { refused, accepted } = await inspectStore(
    { ...settings.database, url, own: settings.database.url !== null },
    settings.installation.mode,
  );
  return {
    refused: [
      ...unsafe.map(({ place, zh, en }) => `  ${place}: ${zh} · ${en}`),
      ...refused.map(describeFinding),
    ],
    accepted: accepted.map(describeFinding),
  };
}

async function overSequencer(
  url: string,
  settings: Settings,
  work: Parameters<InstallationAccess['onSequencer']>[0],
): Promise<void> {
  const { openSequencer } = await import('./log.js');
  const sequencer = await openSequencer(url, settings);
  try {
    await work(async () => {
      const sealing = await sequencer.run();
      return sealing.outcome === 'refused' ? { wrong: describeStanding(sealing.standing).en } : {};
    });
  } finally {
    await sequencer.close();
    // A service that is being stopped waits for us, and the channel to it would keep us.
    if (process.connected) process.disconnect();
  }
}
