import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { buildApplication, buildPorts, type Composition } from '../../src/app.module.js';
import type { Instant } from '../../src/engine/clock/time.js';
import { type SeedFiles, seedInstallation } from '../../src/outside/seed/seed-installation.js';
import { loadSettings } from '../../src/outside/settings/load-settings.js';
import type { Settings } from '../../src/outside/settings/settings.js';
import { TEST_SERVER_DEVIATIONS } from './test-database-url.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

/** An installation over an empty database, with a folder for what its first start leaves. */
export class FirstStart {
  #stop: () => Promise<void> = () => Promise.resolve();

  private constructor(
    readonly folder: string,
    readonly database: TestDatabase,
    readonly composition: Composition,
    private readonly settings: Settings,
  ) {}

  static async over(mode: 'real' | 'simulated'): Promise<FirstStart> {
    const folder = mkdtempSync(join(tmpdir(), 'duecourse-first-start-'));
    const database = await createTestDatabase();
    const loaded = loadSettings({ DUECOURSE_MODE: mode, DUECOURSE_DATA: folder });
    const settings = { ...loaded, database: { ...loaded.database, allow: TEST_SERVER_DEVIATIONS } };
    const simulatedStart = '2026-09-28T01:00:00.000Z' as Instant;
    const installation = { ...settings.installation, simulatedStart };
    const composition = await buildPorts(database.url, { ...settings, installation }, () => undefined);
    return new FirstStart(folder, database, composition, settings);
  }

  /** What ships, or another organisation. */
  files(organisation = 'config/city.yaml'): SeedFiles {
    const { calendars, procedures, fragments } = this.settings.seed;
    return { organisation, calendars, procedures, fragments, accounts: join(this.folder, 'accounts.json') };
  }

  /** Seeds what ships and serves it on a free port. */
  async serve(): Promise<string> {
    await seedInstallation(this.composition, this.files());
    const app = await buildApplication(this.composition, this.settings, pino({ level: 'silent' }));
    this.#stop = () => app.close();
    await app.listen(0, '127.0.0.1');
    return app.getUrl();
  }

  async end(): Promise<void> {
    await this.#stop();
    await this.composition.store.close();
    await this.database.drop();
    rmSync(this.folder, { recursive: true });
  }
}
