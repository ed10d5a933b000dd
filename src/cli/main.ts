#!/usr/bin/env node
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Composition } from '../app.module.js';
import { civilDayOf } from '../engine/clock/civil-date.js';
import type { Instant } from '../engine/clock/time.js';
import { ajvInputCheck } from '../outside/ajv/input-check.js';
import { nodeHash } from '../outside/crypto/node-hash.js';
import { startEmbeddedPostgres } from '../outside/postgres/embedded-postgres.js';
import { readCalendars } from '../outside/seed/read-library.js';
import { loadSettings } from '../outside/settings/load-settings.js';
import { ledgerLaw } from '../usecases/ledger-law.js';
import { publishProcedure } from '../usecases/publish-procedure.js';
import { adoptCalendar, applyCalendarToCases, previewCalendar } from '../usecases/adopt-calendar.js';
import { openCaseIds } from '../usecases/open-case-ids.js';
import { adoptNotices } from './adopt-notices.js';
import { askDeadline } from './ask-deadline.js';
import { checkLedger } from './check-ledger.js';
import { checkProcedures } from './check-procedures.js';
import { publishVersion } from './publish-version.js';
import { lawCoverage } from './law-coverage.js';
import { runCommand } from './run-command.js';
import { simulateScenarios } from './simulate-scenarios.js';
import type { Command, Terminal } from './terminal.js';

const terminal: Terminal = {
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  input: () => text(process.stdin),
};

const settings = loadSettings(process.env);
const { zone } = settings.installation;

/** Works on the installation's database: its own server, or the embedded one, joined when the service runs it. */
async function onDatabase<T>(work: (composition: Composition) => Promise<T>): Promise<T> {
  const dataDir = join(settings.data.directory, 'postgres');
  const embedded =
    settings.database.url === null ? await startEmbeddedPostgres({ dataDir, attach: true }) : undefined;
  try {
    const url = embedded?.url ?? settings.database.url ?? '';
    // Loaded only here: a question about a deadline need not wait for the whole service.
    const { buildPorts } = await import('../app.module.js');
    const composition = await buildPorts(url, settings, (sentence) => terminal.err(sentence));
    try {
      return await work(composition);
    } finally {
      await composition.store.close();
    }
  } finally {
    await embedded?.stop();
  }
}

const commands: Readonly<Record<string, Command>> = {
  check: checkProcedures(nodeHash),
  simulate: simulateScenarios({ hash: nodeHash, checkInput: ajvInputCheck(), zone, readCalendars }),
  coverage: lawCoverage(nodeHash),
  deadline: askDeadline({
    today: () => civilDayOf(new Date().toISOString() as Instant, zone),
    readCalendars,
  }),
  fsck: checkLedger(() =>
    onDatabase(async ({ store, ports }) => {
      const { fsck } = await import('../store/fsck/fsck.js');
      return fsck(store.dataSource, ledgerLaw(ports));
    }),
  ),
  adopt: adoptNotices({
    preview: (notices) =>
      onDatabase(({ store, ports }) => previewCalendar(ports)(notices, openCaseIds(store.queries))),
    adopt: (notices, token) =>
      onDatabase(async ({ store, ports }) => {
        const person = await ports.directory.byTokenHash(nodeHash.sha256(token));
        if (!person) return undefined;
        let adopted = 0;
        for (const notice of notices) {
          adopted += (await adoptCalendar(ports)(notice, person)).outcome === 'adopted' ? 1 : 0;
        }
        return { adopted, ...(await applyCalendarToCases(ports)(openCaseIds(store.queries))) };
      }),
  }),
  publish: publishVersion({
    hash: nodeHash,
    publish: (publication, token) =>
      onDatabase(async ({ ports }) => {
        const person = await ports.directory.byTokenHash(nodeHash.sha256(token));
        return person && publishProcedure(ports)(publication, person);
      }),
  }),
};

process.exitCode = await runCommand(commands, process.argv.slice(2), terminal);
