#!/usr/bin/env node
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import type { Composition } from '../app.module.js';
import { civilDayOf } from '../engine/clock/civil-date.js';
import type { CalendarDocument } from '../engine/clock/calendar-document.js';
import type { Instant } from '../engine/clock/time.js';
import { ajvInputCheck } from '../outside/ajv/input-check.js';
import { SystemIds } from '../outside/crypto/ids.js';
import { nodeHash } from '../outside/crypto/node-hash.js';
import { totpCode } from '../outside/identity/totp.js';
import { startEmbeddedPostgres } from '../outside/postgres/embedded-postgres.js';
import { readCalendars } from '../outside/seed/read-library.js';
import { loadSettings } from '../outside/settings/load-settings.js';
import { unsafeSettings } from '../outside/settings/unsafe-settings.js';
import { describeFinding, UnsafeDatabase } from '../store/preflight/unsafe-database.js';
import { recoverAccess as recoverAccessOf } from '../usecases/identity/recover-access.js';
import { whoIs } from '../usecases/identity/who-is.js';
import { ledgerLaw } from '../usecases/ledger-law.js';
import { checkContents } from '../usecases/materials/check-contents.js';
import { publishProcedure } from '../usecases/publish-procedure.js';
import { adoptCalendar, applyCalendarToCases, previewCalendar } from '../usecases/adopt-calendar.js';
import { openCaseIds } from '../usecases/open-case-ids.js';
import type { Ports } from '../usecases/ports.js';
import type { Asker } from '../usecases/power-facts.js';
import { adoptNotices, type NoticesAnswer } from './adopt-notices.js';
import { askDeadline } from './ask-deadline.js';
import { checkDatabase, type PreflightReport } from './check-database.js';
import { checkLedger } from './check-ledger.js';
import { checkProcedures } from './check-procedures.js';
import { compareOverlay } from './compare-overlay.js';
import { publishVersion } from './publish-version.js';
import { forecastPlan } from './forecast-plan.js';
import { lawCoverage } from './law-coverage.js';
import { recoverAccess } from './recover-access.js';
import { redrawPanel } from './redraw-panel.js';
import { runCommand } from './run-command.js';
import { ACCOUNT_FILE } from './running-service.js';
import { signIn } from './sign-in.js';
import { simulateScenarios } from './simulate-scenarios.js';
import type { Command, Terminal } from './terminal.js';
import { verifyWords } from './verify-words.js';

const terminal: Terminal = {
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  input: () => text(process.stdin),
};

const settings = loadSettings(process.env);
const { zone } = settings.installation;

/** Gives the address of the installation's own server, or of the embedded one, joined when the service runs it. */
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

/**
 * Works on the installation's database.
 *
 * @param unsafe what to do about a database that the service would not start on.
 */
function onDatabase<T>(
  work: (composition: Composition) => Promise<T>,
  unsafe: 'refuse' | 'tell' = 'refuse',
): Promise<T> {
  return onServer(async (url) => {
    // Loaded only here: a question about a deadline need not wait for the whole service.
    const { buildPorts } = await import('../app.module.js');
    const composition = await buildPorts(url, settings, (sentence) => terminal.err(sentence), unsafe);
    try {
      return await work(composition);
    } finally {
      await composition.store.close();
    }
  });
}

/** What the service would be refused for, without starting it. */
function inspectInstallation(): Promise<PreflightReport> {
  const unsafe = unsafeSettings(settings, process.env['DUECOURSE_CONFIG'] || undefined);
  return onServer(async (url) => {
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
  });
}

function mendInstallation(): Promise<void> {
  return onServer(async (url) => {
    const { mendDatabase } = await import('../store/preflight/mend-database.js');
    await mendDatabase(settings.database.migrationUrl ?? url);
  });
}

/** Adopts notice by notice; who may not adopt the first may adopt none. */
async function adoptAndMove(
  ports: Ports,
  notices: readonly CalendarDocument[],
  by: Asker,
  cases: () => AsyncIterable<string>,
): Promise<NoticesAnswer> {
  let adopted = 0;
  for (const notice of notices) {
    const answer = await adoptCalendar(ports)(notice, by);
    if (answer.outcome === 'refused') return answer;
    adopted += answer.outcome === 'adopted' ? 1 : 0;
  }
  return { outcome: 'done', adopted, ...(await applyCalendarToCases(ports)(cases())) };
}

const commands: Readonly<Record<string, Command>> = {
  check: checkProcedures(nodeHash),
  diff: compareOverlay(nodeHash),
  simulate: simulateScenarios({ hash: nodeHash, checkInput: ajvInputCheck(), zone, readCalendars }),
  coverage: lawCoverage(nodeHash),
  forecast: forecastPlan({
    ...{ hash: nodeHash, checkInput: ajvInputCheck(), zone, readCalendars },
    today: () => civilDayOf(new Date().toISOString() as Instant, zone),
  }),
  deadline: askDeadline({
    today: () => civilDayOf(new Date().toISOString() as Instant, zone),
    readCalendars,
  }),
  fsck: checkLedger(({ content }) =>
    onDatabase(async ({ store, ports, materials }) => {
      const { fsck } = await import('../store/fsck/fsck.js');
      const found = await fsck(store.dataSource, ledgerLaw(ports));
      const contents = await checkContents(materials, { whole: content });
      return { ...found, findings: [...found.findings, ...contents] };
      // Where something is wrong with the guards, what they guarded must be looked at all the more.
    }, 'tell'),
  ),
  preflight: checkDatabase({ inspect: inspectInstallation, mend: mendInstallation }),
  adopt: adoptNotices({
    preview: (notices) =>
      onDatabase(({ store, ports }) => previewCalendar(ports)(notices, openCaseIds(store.queries))),
    adopt: (notices, token) =>
      onDatabase(async ({ store, ports, identity }) => {
        const by = await whoIs(identity)(token, 'header');
        return by && adoptAndMove(ports, notices, by, () => openCaseIds(store.queries));
      }),
  }),
  'verify-words': verifyWords(nodeHash),
  redraw: redrawPanel({ hash: nodeHash, nonce: () => new SystemIds().salt() }),
  publish: publishVersion({
    hash: nodeHash,
    publish: (publication, token) =>
      onDatabase(async ({ ports, identity }) => {
        const by = await whoIs(identity)(token, 'header');
        return by && publishProcedure(ports)(publication, by);
      }),
  }),
  'recover-access': recoverAccess((person) =>
    onDatabase(({ identity }) => recoverAccessOf(identity)(person)),
  ),
  'sign-in': signIn({
    url: `http://${settings.http.host}:${settings.http.port}`,
    accounts: join(settings.data.directory, ACCOUNT_FILE),
    codeAt: (secret, moment) => totpCode(secret, new Date(moment).toISOString() as Instant),
    now: Date.now,
    wait: setTimeout,
  }),
};

try {
  process.exitCode = await runCommand(commands, process.argv.slice(2), terminal);
} catch (problem) {
  if (!(problem instanceof UnsafeDatabase)) throw problem;
  terminal.err(problem.message);
  process.exitCode = 1;
}
