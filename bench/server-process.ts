import 'reflect-metadata';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { buildApplication, buildPorts } from '../src/app.module.js';
import { nodeHash } from '../src/outside/crypto/node-hash.js';
import { loadSettings } from '../src/outside/settings/load-settings.js';
import type { Settings } from '../src/outside/settings/settings.js';
import { LOG_ORIGIN } from './bench-office.js';
import { OFFICERS, tokenOf } from './licence-journey.js';

/** The service as it ships, in a process of its own: `argv` gives the database; the port goes to standard output. */
async function main(databaseUrl: string): Promise<void> {
  const settings = benchSettings();
  const composition = await buildPorts(databaseUrl, settings, (sentence) =>
    process.stderr.write(`${sentence}\n`),
  );
  for (const { person } of Object.values(OFFICERS)) {
    await composition.store.sessions.issueToken(nodeHash.sha256(tokenOf(person)), person);
  }
  const app = await buildApplication(composition, settings, pino({ level: 'silent' }));
  await app.listen(0, '127.0.0.1');
  process.stdout.write(`${new URL(await app.getUrl()).port}\n`);
}

/** As shipped, but for the log's origin, the pool, a folder of its own for keys, and comments that come from one address. */
function benchSettings(): Settings {
  const settings = loadSettings({});
  return {
    ...settings,
    installation: { ...settings.installation, log: LOG_ORIGIN, mode: 'real' },
    database: { ...settings.database, poolSize: 8 },
    consultations: { ...settings.consultations, commentsPerMinute: Number.MAX_SAFE_INTEGER },
    data: { directory: mkdtempSync(join(tmpdir(), 'duecourse-bench-')) },
  };
}

await main(process.argv[2] ?? '');
