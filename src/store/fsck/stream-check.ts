import type { QueryRunner } from 'typeorm';
import { isCanonicalJson } from '../../engine/audit/canonical-form.js';
import { sameDigest, textDigest } from '../../engine/audit/digest.js';
import type { DigestPair, Hash, LedgerRecord } from '../../engine/audit/record.js';
import { redactionsOf, type RedactingRecord, type Redactions } from '../../engine/audit/redaction.js';
import {
  CONTENT_RECORDS,
  type Restriction,
  restrictionsOf,
  type Restrictions,
} from '../../engine/audit/restriction.js';
import { type KeptPart, type StreamPosition, verifyStream } from '../../engine/audit/verify-stream.js';
import type { Installation } from '../../usecases/ports.js';
import type { Report } from './finding.js';

/** A stream's row. */
export interface StreamValues {
  readonly id: string;
  readonly kind: string;
  readonly seq: number;
  readonly version: number;
  readonly leaf_sha256: string;
  readonly leaf_sm3: string;
  readonly last_recorded_at: Date;
  readonly state: string;
  readonly definition: string | null;
}

interface RecordValues {
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  readonly recorded_at: Date;
  readonly text: string;
  readonly sha256: string;
  readonly sm3: string;
}

interface PartValues {
  readonly seq: number;
  readonly name: string;
  readonly salt: string;
  readonly value: string;
  /** Whether it lies where it is kept and not read. */
  readonly apart: boolean;
}

/** What every stream is held against. */
export interface StreamStandard {
  readonly hash: Hash;
  readonly installation: Pick<Installation, 'log' | 'mode'> | undefined;
  readonly report: Report;
}

/** Records are read in pages of this size, so that a long stream needs no more memory than a short one. */
const PAGE = 200;

/**
 * Checks one stream by itself: its chain, the columns beside the texts, its head, its state's digest.
 *
 * @param visit is given each readable record in order, with the parts of it that still exist and may be read.
 */
export async function checkStream(
  runner: QueryRunner,
  stream: StreamValues,
  standard: StreamStandard,
  visit: (record: LedgerRecord, parts: readonly KeptPart[]) => void,
): Promise<void> {
  const report = (code: Parameters<Report>[0]['code'], message: string, seq?: number): void =>
    standard.report({ code, message, stream: stream.id, ...(seq !== undefined && { seq }) });
  let position: StreamPosition = { seq: 0, leaf: null, stream: stream.id };
  let last: LedgerRecord | undefined;
  const { redactions, restrictions, files } = await readContentRecords(runner, stream.id);
  if (files.length > 0) await checkRestrictedFiles(runner, stream.id, { restrictions, files }, report);
  for (let after = -1; ;) {
    const page = await readPage(runner, stream.id, after);
    const { findings, position: reached } = verifyStream(
      page.map(keptOf),
      standard.hash,
      position,
      redactions,
    );
    for (const { code, message, seq } of findings) report(code, message, seq);
    position = reached;
    for (const { row, parts } of page) {
      const record = readable(row.text);
      if (!record) continue;
      checkColumns(row, record, report);
      checkInstallation(record, standard.installation, report);
      checkRestrictions(record, parts, restrictions, report);
      const read = parts.filter(({ apart }) => !apart);
      visit(record, read);
      last = record;
    }
    if (page.length < PAGE) break;
    after = page.at(-1)?.row.seq as number;
  }
  checkHead(stream, position, last, standard.hash, report);
}

type ReportHere = (code: Parameters<Report>[0]['code'], message: string, seq?: number) => void;

interface PageRow {
  readonly row: RecordValues;
  readonly parts: readonly PartValues[];
}

interface ContentRecords {
  readonly redactions: Redactions;
  readonly restrictions: Restrictions;
  /** Contents of materials that some record restricted, by SHA-256. */
  readonly files: readonly string[];
}

/** What the stream says was erased or restricted: known before its first part is looked for. */
async function readContentRecords(runner: QueryRunner, stream: string): Promise<ContentRecords> {
  const rows = (await runner.query(
    'select text from records where stream = $1 and type = any ($2) order by seq',
    [stream, [...CONTENT_RECORDS]],
  )) as Pick<RecordValues, 'text'>[];
  const records = rows.flatMap(({ text }): RedactingRecord[] => {
    const record = readable(text);
    return record ? [record] : [];
  });
  const files = records.flatMap(
    ({ data }) => (data['restriction'] as Partial<Restriction> | undefined)?.files ?? [],
  );
  return { redactions: redactionsOf(records), restrictions: restrictionsOf(records), files };
}

async function readPage(runner: QueryRunner, stream: string, after: number): Promise<PageRow[]> {
  const rows = (await runner.query(
    `select seq, id, type, recorded_at, text, sha256, sm3 from records where stream = $1 and seq > $2 order by seq limit $3`,
    [stream, after, PAGE],
  )) as RecordValues[];
  const parts = (await runner.query(
    `select seq, name, salt, value, apart from (
      select seq, name, salt, value, false as apart, stream from record_parts
      union all select seq, name, salt, value, true, stream from restricted_parts
    ) p where stream = $1 and seq > $2 and seq <= $3 order by seq, name`,
    [stream, after, rows.at(-1)?.seq ?? after],
  )) as PartValues[];
  const bySeq = new Map<number, PartValues[]>();
  for (const part of parts) bySeq.set(part.seq, [...(bySeq.get(part.seq) ?? []), part]);
  return rows.map((row) => ({ row, parts: bySeq.get(row.seq) ?? [] }));
}

const keptOf = ({ row, parts }: PageRow) => ({
  text: row.text,
  seq: row.seq,
  leaf: { sha256: row.sha256, sm3: row.sm3 },
  parts,
});

// What cannot be read has been reported by the verification already.
function readable(text: string): LedgerRecord | undefined {
  try {
    const value = JSON.parse(text) as LedgerRecord | null;
    return value !== null && typeof value === 'object' && typeof value.data === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}

function checkColumns(row: RecordValues, record: LedgerRecord, report: ReportHere): void {
  if (
    row.id !== record.id ||
    row.type !== record.type ||
    row.recorded_at.toISOString() !== record.recordedAt
  ) {
    report('column-wrong', 'id, type or time beside the record differ from the record', row.seq);
  }
}

async function checkRestrictedFiles(
  runner: QueryRunner,
  stream: string,
  { restrictions, files }: Pick<ContentRecords, 'restrictions' | 'files'>,
  report: ReportHere,
): Promise<void> {
  const rows = (await runner.query('select sha256 from restricted_files where stream = $1', [stream])) as {
    sha256: string;
  }[];
  const kept = new Set(rows.map(({ sha256 }) => sha256));
  for (const sha256 of new Set([...files, ...kept])) {
    if ((restrictions.file(sha256) !== undefined) === kept.has(sha256)) continue;
    report('part-not-restricted', `content ${sha256} is not as the records restrict it`);
  }
}

function checkRestrictions(
  { seq }: LedgerRecord,
  parts: readonly PartValues[],
  restrictions: Restrictions,
  report: ReportHere,
): void {
  for (const { name, apart } of parts) {
    const by = restrictions.part(seq, name);
    if (by && !apart)
      report('part-not-restricted', `part ${name} is read, record ${by.seq} restricts it`, seq);
    if (!by && apart) report('part-not-restricted', `part ${name} lies apart, and no record says so`, seq);
  }
}

function checkInstallation(
  record: LedgerRecord,
  installation: Pick<Installation, 'log' | 'mode'> | undefined,
  report: ReportHere,
): void {
  if (!installation) return;
  if (record.log !== installation.log) report('log-wrong', `belongs to the log ${record.log}`, record.seq);
  if ((record.simulated === true) !== (installation.mode === 'simulated')) {
    report('mode-wrong', `does not belong into a ${installation.mode} installation`, record.seq);
  }
}

function checkHead(
  stream: StreamValues,
  position: StreamPosition,
  last: LedgerRecord | undefined,
  hash: Hash,
  report: ReportHere,
): void {
  const leaf: DigestPair = { sha256: stream.leaf_sha256, sm3: stream.leaf_sm3 };
  if (stream.seq !== position.seq || !sameDigest(leaf, position.leaf)) {
    report('head-wrong', `the head says ${stream.seq} records, there are ${position.seq}, or another leaf`);
  }
  if (last && stream.last_recorded_at.toISOString() !== last.recordedAt) {
    report('head-wrong', 'the head has another time than the last record');
  }
  if (!isCanonicalJson(stream.state)) report('state-wrong', 'the stored state is not in canonical form');
  if (!sameDigest(last?.after, textDigest(stream.state, hash))) {
    report('state-wrong', 'the stored state is not the one that the last record names');
  }
}
