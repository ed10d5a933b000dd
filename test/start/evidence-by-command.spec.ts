import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSequencer } from '../../src/compose/log.js';
import { logFiles } from '../../src/outside/log-keys/log-files.js';
import { readLogPolicy } from '../../src/outside/log-keys/log-keys.js';
import { loadSettings } from '../../src/outside/settings/load-settings.js';
import { LicencePlay, TOLD } from '../http/evidence/licence-play.js';
import { startCity, type CityService } from '../support/city-service.js';
import { TEST_SERVER_DEVIATIONS } from '../support/test-database-url.js';

const TIMEOUT_MS = 120_000;

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

describe('evidence by the command line, on a real database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'duecourse-by-command-'));
  const at = (name: string): string => join(folder, name);
  let city: CityService;
  let caseId: string;

  /** Runs the program of the product until it ends. */
  function run(...words: readonly string[]): Promise<Ended> {
    const program = [
      '--no-warnings',
      '--import',
      './test/support/register-typescript.mjs',
      'src/cli/main.ts',
    ];
    const env = {
      ...{ ...process.env, DUECOURSE_DATA: folder, DUECOURSE_MODE: 'simulated' },
      ...{ DATABASE_URL: city.database.url, DUECOURSE_CONFIG: at('settings.yaml') },
    };
    return new Promise((settle) => {
      execFile(process.execPath, [...program, ...words], { env, timeout: TIMEOUT_MS }, (problem, out, err) =>
        settle({ code: problem ? Number(problem.code) : 0, out, err }),
      );
    });
  }
  const exportTo = (out: string, person: string, profile: string): Promise<Ended> => {
    writeFileSync(at('token'), `${city.client.person(person).token}\n`);
    const told = ['--profile', profile, '--purpose', '专项审计核查', '--token-file', at('token')];
    return run('export', caseId, ...told, '--out', at(out));
  };

  beforeAll(async () => {
    writeFileSync(at('settings.yaml'), `database: { allow: [${TEST_SERVER_DEVIATIONS.join(', ')}] }\n`);
    city = await startCity(['workflows/national/administrative-licence/procedure.yaml']);
    const play = new LicencePlay(city);
    await play.on('2026-01-08');
    await play.open();
    caseId = play.caseId;
  }, TIMEOUT_MS);
  afterAll(async () => {
    await city.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    'is written and proven under the keys of the log; who lacks the power is refused',
    async () => {
      const settings = loadSettings({ DUECOURSE_MODE: 'simulated', DUECOURSE_DATA: folder });
      const sequencer = await openSequencer(city.database.url, settings);
      await sequencer.run();
      await sequencer.close();
      writeFileSync(at('policy.txt'), readLogPolicy(logFiles(settings).keys) ?? '');
      const written = await exportTo('bundle.zip', 'o-711', 'auditor');
      expect(written).toMatchObject({ code: 0, out: expect.stringContaining('bundle.zip') });
      const proven = await run('verify', at('bundle.zip'), '--policy', at('policy.txt'), '--json');
      expect(JSON.parse(proven.out)).toMatchObject({ verdict: 'proven', violations: [] });
      expect(proven.code).toBe(0);
      const bytes = readFileSync(at('bundle.zip'));
      expect(bytes.includes(TOLD.phone)).toBe(true);
      expect(bytes.includes(TOLD.idNumber)).toBe(false);
      expect((await exportTo('none.zip', 'p-0001', 'auditor')).code).toBe(1);
      expect(existsSync(at('none.zip'))).toBe(false);
    },
    TIMEOUT_MS,
  );
});
