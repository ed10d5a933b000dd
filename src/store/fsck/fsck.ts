import { foldLogStream, NO_LOG_STREAM } from '../../engine/audit/log/log-stream.js';
import { foldCertificates, NO_CERTIFICATES } from '../../engine/conformance/issued-certificate.js';
import type { DataSource, QueryRunner } from 'typeorm';
import type { LedgerRecord } from '../../engine/audit/record.js';
import type { StreamKindName } from '../../engine/law/stream-definition.js';
import { findInstallation } from '../installation.js';
import { BesideFold } from './beside-check.js';
import { AccountFold } from './account-check.js';
import { CaseFold } from './case-check.js';
import { checkCaseRows, readCaseRows, type CaseRows } from './case-rows-check.js';
import { DeskFold } from './desk-check.js';
import type { Finding, Report } from './finding.js';
import type { FsckLaw, RequestFolding } from './fsck-law.js';
import { checkHappenings } from './happening-check.js';
import { checkLog } from './log-check.js';
import { OwnStreamFold, type OwnFolding } from './own-stream-check.js';
import { LibraryCheck } from './library-check.js';
import { checkMarks } from './mark-check.js';
import { OrganisationFold } from './organisation-check.js';
import { RequestFold } from './request-check.js';
import { rowsFold } from './streams/rows-fold.js';
import { checkStream, type StreamStandard, type StreamValues } from './stream-check.js';
import { checkPapers } from './paper-check.js';
import { checkPublications } from './publication-check.js';
import { checkGuards, checkReferences } from './table-checks.js';

/** The result of a check: what was looked at, and everything that is wrong. */
export interface FsckResult {
  readonly streams: number;
  readonly records: number;
  readonly findings: readonly Finding[];
}

/** Streams that are read, and held still, at a time. */
const BATCH = 100;

/**
 * Checks a live database against everything that must always be true: chains, parts, folds, rows, references,
 * documents, guards. It reads only, in batches of one consistent snapshot each, and needs no more memory for a
 * large database than for a small one.
 */
export async function fsck(dataSource: DataSource, law: FsckLaw): Promise<FsckResult> {
  const findings: Finding[] = [];
  const report: Report = (finding) => void findings.push(finding);
  const installation = await findInstallation(dataSource);
  if (!installation)
    report({ code: 'installation-missing', message: 'the database does not say what it is' });
  const runner = dataSource.createQueryRunner();
  const library = new LibraryCheck(law.hash, report);
  const check: Check = {
    runner,
    law,
    library,
    standard: { hash: law.hash, installation, report },
    records: 0,
  };
  let streams = 0;
  try {
    await inSnapshot(runner, () => library.readDocuments(runner));
    for (let after = ''; ;) {
      const last = await inSnapshot(runner, async () => {
        const batch = await readStreams(runner, after);
        streams += batch.length;
        await checkBatch(check, batch);
        return batch.at(-1)?.id;
      });
      if (last === undefined) break;
      after = last;
    }
    await inSnapshot(runner, async () => {
      await library.finish(runner);
      await checkReferences(runner, report);
      await checkMarks(runner, law.hash, report);
      await checkHappenings(runner, report);
      await checkPublications(runner, report);
      await checkPapers(runner, report);
      if (installation) await checkLog(runner, installation.log, law, report);
    });
    await checkGuards(runner, report);
  } finally {
    await runner.release();
  }
  return { streams, records: check.records, findings };
}

interface Check {
  readonly runner: QueryRunner;
  readonly law: FsckLaw;
  readonly library: LibraryCheck;
  readonly standard: StreamStandard;
  records: number;
}

async function inSnapshot<T>(runner: QueryRunner, work: () => Promise<T>): Promise<T> {
  await runner.startTransaction('REPEATABLE READ');
  try {
    return await work();
  } finally {
    // Nothing was written: undoing it is the cheaper way to end.
    await runner.rollbackTransaction();
  }
}

function readStreams(runner: QueryRunner, after: string): Promise<StreamValues[]> {
  return runner.query(
    `select id, kind, seq, version, leaf_sha256, leaf_sm3, last_recorded_at, state, definition
      from streams where id > $1 order by id limit $2`,
    [after, BATCH],
  ) as Promise<StreamValues[]>;
}

async function checkBatch(check: Check, batch: readonly StreamValues[]): Promise<void> {
  const cases = batch.filter(({ kind }) => kind === 'case').map(({ id }) => id);
  const rows = await readCaseRows(check.runner, cases);
  const { requests = {} } = check.law;
  for (const stream of batch) {
    const request = Object.hasOwn(requests, stream.kind) ? requests[stream.kind] : undefined;
    if (stream.kind === 'case') await checkCase(check, stream, rows);
    else if (stream.kind === 'organisation') await checkOrganisation(check, stream);
    else if (stream.kind === 'account') await checkAccount(check, stream);
    else if (stream.kind === 'log') await checkOwn(check, stream, LOG_FOLDING);
    else if (stream.kind === 'certificates') await checkOwn(check, stream, CERTIFICATES_FOLDING);
    else if (request) await checkRequest(check, stream, request);
    else await checkOther(check, stream);
  }
}

/** A stream beside cases is folded, its rows with it; the library is looked at as a whole afterwards. */
async function checkOther(check: Check, stream: StreamValues): Promise<void> {
  const { runner, law, standard } = check;
  const known = law.streams?.[stream.kind as StreamKindName];
  if (!known) return checkStream(runner, stream, standard, (record) => visitLibrary(check, record));
  const rows = rowsFold(stream.kind as StreamKindName, stream.id, law.hash);
  const fold = new BesideFold(stream, { law: known, rows }, law.hash, standard.report);
  await checkStream(runner, stream, standard, (record, parts) => {
    check.records += 1;
    check.library.pins(record);
    fold.visit(record, parts);
  });
  await fold.finish(runner);
}

async function checkOrganisation(check: Check, stream: StreamValues): Promise<void> {
  const { runner, law, standard } = check;
  const fold = await OrganisationFold.begin(runner, stream, law.hash, standard.report);
  await checkStream(runner, stream, standard, (record) => {
    check.records += 1;
    check.library.pins(record);
    fold.visit(record);
  });
  fold.finish();
}

async function checkAccount(check: Check, stream: StreamValues): Promise<void> {
  const { runner, law, standard } = check;
  const fold = new AccountFold(stream, law.hash, standard.report);
  await checkStream(runner, stream, standard, (record) => {
    check.records += 1;
    check.library.pins(record);
    fold.visit(record);
  });
  await fold.finish(runner);
}

async function checkRequest(check: Check, stream: StreamValues, folding: RequestFolding): Promise<void> {
  const { runner, law, standard } = check;
  const fold = new RequestFold(stream, folding, law.hash, standard.report);
  await checkStream(runner, stream, standard, (record) => {
    check.records += 1;
    check.library.pins(record);
    fold.visit(record);
  });
  fold.finish();
}

const LOG_FOLDING = { start: NO_LOG_STREAM, fold: foldLogStream };
const CERTIFICATES_FOLDING = { start: NO_CERTIFICATES, fold: foldCertificates };

async function checkOwn<State extends object>(
  check: Check,
  stream: StreamValues,
  folding: OwnFolding<State>,
): Promise<void> {
  const fold = new OwnStreamFold(stream, folding, check.standard.report);
  await checkStream(check.runner, stream, check.standard, (record) => {
    check.records += 1;
    fold.visit(record);
  });
  fold.finish();
}

function visitLibrary(check: Check, record: LedgerRecord): void {
  check.records += 1;
  check.library.pins(record);
  check.library.visit(record);
}

async function checkCase(check: Check, stream: StreamValues, rows: CaseRows): Promise<void> {
  const { law, library, standard } = check;
  const { id, definition } = stream;
  const name = rows.cases.get(id)?.applicant_name;
  const fold = new CaseFold(id, definition, name ? [name] : [], law, standard.report);
  const desk = new DeskFold();
  await checkStream(check.runner, stream, standard, (record) => {
    check.records += 1;
    check.library.pins(record);
    fold.visit(record);
    desk.visit(record);
  });
  if (definition === null || !(await library.has(check.runner, definition))) {
    const message = `pins the definition ${definition ?? '-'}, which is not stored`;
    standard.report({ code: 'definition-missing', message, stream: id });
    return;
  }
  if (!fold.state) return;
  if (fold.version !== stream.version) {
    const message = `the version is ${stream.version}, ${fold.version} records changed the state`;
    standard.report({ code: 'version-wrong', message, stream: id });
  }
  await checkCaseRows(id, { state: fold.state, definition, desk }, rows, law, standard.report);
}
