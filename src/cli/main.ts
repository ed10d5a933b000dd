#!/usr/bin/env node
import { userInfo } from 'node:os';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { installationAccess } from '../compose/cli.js';
import { civilDayOf } from '../engine/clock/civil-date.js';
import type { CalendarDocument } from '../engine/clock/calendar-document.js';
import type { Instant } from '../engine/clock/time.js';
import { ajvInputCheck } from '../outside/ajv/input-check.js';
import { SystemIds } from '../outside/crypto/ids.js';
import { nodeHash } from '../outside/crypto/node-hash.js';
import { totpCode } from '../outside/identity/totp.js';
import { logFiles } from '../outside/log-keys/log-files.js';
import { noteCheck, openLogKeys, readLogPolicy } from '../outside/log-keys/log-keys.js';
import { readLogFile } from '../outside/mining/read-log-file.js';
import { writeLogFile } from '../outside/mining/write-log-file.js';
import { readCalendars } from '../outside/seed/read-library.js';
import { loadSettings } from '../outside/settings/load-settings.js';
import { answerFiles } from '../outside/witness/answer-files.js';
import { openWitness, serveWitness } from '../outside/witness/open-witness.js';
import { createWitnessKey, WitnessKeyError } from '../outside/witness/witness-key.js';
import { UnsafeDatabase } from '../store/preflight/unsafe-database.js';
import { recoverAccess as recoverAccessOf } from '../usecases/identity/recover-access.js';
import { whoIs } from '../usecases/identity/who-is.js';
import { ledgerLaw } from '../usecases/law/ledger-law.js';
import { describeStanding } from '../usecases/log/ledger-behind.js';
import { addCheckpoint } from '../usecases/log/witness-service.js';
import { checkContents } from '../usecases/materials/check-contents.js';
import { caseIds } from '../usecases/mining/case-ids.js';
import { LOG_FORMATS, type LogFormat, logHeader, mineCases } from '../usecases/mining/mine-cases.js';
import { publishProcedure } from '../usecases/law/publish-procedure.js';
import { gatherHistory } from '../usecases/replay/gather-history.js';
import { adoptCalendar, applyCalendarToCases, previewCalendar } from '../usecases/law/adopt-calendar.js';
import { openCaseIds } from '../usecases/cases/open-case-ids.js';
import type { Ports } from '../usecases/ports.js';
import type { Asker } from '../usecases/powers/power-facts.js';
import { runVerifier } from '../verifier/run-verifier.js';
import { adoptNotices, type NoticesAnswer } from './adopt-notices.js';
import { askDeadline } from './ask-deadline.js';
import { checkDatabase } from './check-database.js';
import { checkLedger } from './check-ledger.js';
import { checkProcedures } from './check-procedures.js';
import { compareOverlay } from './compare-overlay.js';
import { conformCase } from './conform-case.js';
import { publishVersion } from './publish-version.js';
import { exportEvidence } from './export-evidence.js';
import { exportLogOr } from './export-log.js';
import { forecastPlan } from './forecast-plan.js';
import { importLog } from './import-log.js';
import { lawCoverage } from './law-coverage.js';
import { keepLog } from './log-keeping.js';
import { recoverAccess } from './recover-access.js';
import { sampleAgain } from './draw-sample.js';
import { redrawPanel } from './redraw-panel.js';
import { replayHistory } from './replay-history.js';
import { runCommand } from './run-command.js';
import { sequenceLog } from './sequence-log.js';
import { ACCOUNT_FILE } from './running-service.js';
import { signIn } from './sign-in.js';
import { simulateScenarios } from './simulate-scenarios.js';
import type { Command, Terminal } from './terminal.js';
import { verifyWords } from './verify-words.js';
import { witness } from './witness.js';

const terminal: Terminal = {
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  input: () => text(process.stdin),
};

const settings = loadSettings(process.env);
const { zone } = settings.installation;

const { onDatabase, onSequencer, inspect, mend } = installationAccess(settings, terminal);

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

/** Resolves when this process is asked to end, or when the service that started it has ended. */
function ended(): Promise<void> {
  return new Promise((settle) => {
    for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(event, () => settle());
  });
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
      const { voucherLaw } = await import('../compose/vouchers.js');
      const signedByLog = noteCheck(logFiles(settings).keys);
      const found = await fsck(store.dataSource, {
        ...ledgerLaw(ports),
        ...(signedByLog && { signedByLog }),
        vouchers: voucherLaw(settings),
      });
      const contents = await checkContents(materials, { whole: content });
      return { ...found, findings: [...found.findings, ...contents] };
      // Where something is wrong with the guards, what they guarded must be looked at all the more.
    }, 'tell'),
  ),
  replay: replayHistory({
    ...{ hash: nodeHash, readCalendars },
    gather: (caseId) =>
      onDatabase(async ({ store, ports }) => {
        const reads = { ...ports, queries: store.queries, documents: store.documents };
        const everything = { beside: true, most: Number.MAX_SAFE_INTEGER } as const;
        const history = await gatherHistory(reads, caseId, everything);
        return history && 'records' in history ? history : undefined;
      }, 'tell'),
    fromBundle: async (path, taking) => {
      const { bundleReader } = await import('../compose/replay.js');
      return bundleReader(settings)(path, taking);
    },
  }),
  conform: conformCase({
    today: () => civilDayOf(new Date().toISOString() as Instant, zone),
    bundle: async (path) => {
      const { bundleReader } = await import('../compose/replay.js');
      return bundleReader(settings)(path, { unverified: false });
    },
    history: (caseId) =>
      onDatabase(async ({ store, ports }) => {
        const reads = { ...ports, queries: store.queries, documents: store.documents };
        const history = await gatherHistory(reads, caseId, { beside: 'judged' });
        if (history && 'records' in history) {
          const { checkpointOver } = await import('../usecases/conformance/judge-case.js');
          const { sealedLog } = await import('../compose/log.js');
          const checkpoint = await checkpointOver(
            sealedLog(store, settings),
            caseId,
            history.records.length - 1,
          );
          const issued = await store.certificates.latest(caseId);
          return { caseId, history, ...(checkpoint && { checkpoint }), ...(issued && { issued }) };
        }
        return history
          ? `本案有 ${history.tooLong} 条留痕，过长 / too long: ${history.tooLong} records`
          : `没有此案 / no such case: ${caseId}`;
      }, 'tell'),
  }),
  preflight: checkDatabase({ inspect, mend }),
  adopt: adoptNotices({
    preview: (notices) =>
      onDatabase(({ store, ports }) => previewCalendar(ports)(notices, openCaseIds(store.queries))),
    adopt: (notices, token) =>
      onDatabase(async ({ store, ports, identity }) => {
        const by = await whoIs(identity)(token, 'header');
        return by && adoptAndMove(ports, notices, by, () => openCaseIds(store.queries));
      }),
  }),
  sequence: sequenceLog({
    over: onSequencer,
    every: settings.log.every,
    ended,
    wait: setTimeout,
    complain: (sentence) => terminal.err(JSON.stringify({ service: 'duecourse-sequencer', msg: sentence })),
  }),
  log: keepLog({
    policy: () => {
      openLogKeys(logFiles(settings).keys, settings.installation.log);
      return readLogPolicy(logFiles(settings).keys) ?? '';
    },
    recover: (reason) =>
      onDatabase(async (composition) => {
        const { recoverLedger } = await import('../compose/log.js');
        const { username } = userInfo();
        const answer = await recoverLedger(composition, settings)({ reason, operator: username });
        return answer.outcome === 'recovered' ? { ...answer, was: describeStanding(answer.was) } : answer;
      }),
  }),
  'import-log': importLog({
    ...{ hash: nodeHash, zone, readCalendars },
    readLog: (path, columns) => readLogFile(path, columns, zone),
  }),
  verify: runVerifier,
  witness: witness({
    createKey: createWitnessKey,
    serve: async (words, address) => {
      const complain = (problem: unknown): void => terminal.err(`${problem as Error}`);
      const server = await serveWitness(openWitness(words), address, complain);
      return { url: server.url, ended: ended().then(() => server.stop()) };
    },
    answerFiles: (words, { requests, answers }) =>
      answerFiles(requests, answers, addCheckpoint(openWitness(words))),
  }),
  'verify-words': verifyWords(nodeHash),
  sample: sampleAgain(nodeHash),
  redraw: redrawPanel({ hash: nodeHash, nonce: () => new SystemIds().salt() }),
  export: exportLogOr(
    {
      formats: LOG_FORMATS,
      write: ({ format, out, cases }) =>
        onDatabase(({ store, ports }) => {
          const wished = cases.length > 0 ? cases : caseIds(store.queries);
          return writeLogFile(out, format as LogFormat, logHeader(ports), mineCases(ports, wished));
        }),
    },
    exportEvidence({
      evidence: ({ token, out, ...wish }) =>
        onDatabase(async (composition) => {
          const by = await whoIs(composition.identity)(token, 'header');
          if (!by) return { outcome: 'nobody' };
          const { composeEvidence } = await import('../compose/evidence.js');
          const { writeEvidence } = await import('../usecases/evidence/write-evidence.js');
          const evidence = composeEvidence(composition, settings);
          const key = new SystemIds().randomUuid();
          return writeEvidence(composition.ports, evidence)({ ...wish, by, key }, (content) =>
            writeFile(out, content, { mode: 0o600 }),
          );
        }),
    }),
  ),
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
  if (!(problem instanceof UnsafeDatabase || problem instanceof WitnessKeyError)) throw problem;
  terminal.err(problem.message);
  process.exitCode = 1;
}
