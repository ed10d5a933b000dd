import type { DataSource } from 'typeorm';
import { redactionsOf, type ErasedBy, type RedactingRecord } from '../../engine/audit/redaction.js';
import { CONTENT_RECORDS, restrictionsOf } from '../../engine/audit/restriction.js';
import type { LedgerRecord } from '../../engine/audit/record.js';
import type { Page, PageRequest, RecordRow, StreamRow } from '../../usecases/queries.js';
import { runNamed } from '../named-statement.js';
import { decodeCursor, encodeCursor, KEY, pageOf } from './cursor.js';

interface StreamValues {
  readonly id: string;
  readonly kind: string;
  readonly seq: number;
  readonly leaf_sha256: string;
  readonly leaf_sm3: string;
}

interface RecordValues {
  readonly seq: number;
  readonly text: string;
  readonly sha256: string;
  readonly sm3: string;
}

interface PartValues {
  readonly seq: number;
  readonly name: string;
  readonly value: string;
}

const COLUMNS = 'id, kind, seq, leaf_sha256, leaf_sm3';
// The first of each kind's own index range: cases are many, and are in no list of streams.
const OF_KINDS = {
  name: 'streams-of-kinds',
  text: `select ${COLUMNS} from unnest($3::text[]) as k(name) cross join lateral (
      select * from streams s where s.kind = k.name and s.id > $1 order by s.id limit $2
    ) s order by id limit $2`,
};
const ONE = { name: 'stream', text: `select ${COLUMNS} from streams where id = $1` };
const RECORDS = {
  name: 'record-page',
  text: 'select seq, text, sha256, sm3 from records where stream = $1 and seq > $2 order by seq limit $3',
};
const PARTS = {
  name: 'record-page-parts',
  text: 'select seq, name, value from record_parts where stream = $1 and seq > $2 and seq <= $3 order by seq, name',
};

const CONTENT = {
  name: 'record-page-content',
  text: 'select text from records where stream = $1 and type = any ($2) order by seq',
};

/** Streams of some kinds by key. */
export async function listStreams(
  dataSource: DataSource,
  filter: { readonly kinds: readonly string[] },
  page: PageRequest,
): Promise<Page<StreamRow>> {
  const [after] = page.after === undefined ? [''] : decodeCursor(page.after, [KEY]);
  const values = [after, page.limit + 1, [...new Set(filter.kinds)]];
  const rows = await runNamed<StreamValues>(dataSource, OF_KINDS, values);
  return pageOf(rows, page.limit, streamRow, (row) => encodeCursor([row.id]));
}

/** One stream. */
export async function findStream(dataSource: DataSource, id: string): Promise<StreamRow | undefined> {
  const [row] = await runNamed<StreamValues>(dataSource, ONE, [id]);
  return row && streamRow(row);
}

/** A stream's records in order, with the parts still kept. The cursor is the sequence. */
export async function listRecords(
  dataSource: DataSource,
  stream: string,
  page: { readonly limit: number; readonly afterSeq?: number },
): Promise<Page<RecordRow>> {
  const after = page.afterSeq ?? -1;
  const rows = await runNamed<RecordValues>(dataSource, RECORDS, [stream, after, page.limit + 1]);
  const parts = await runNamed<PartValues>(dataSource, PARTS, [stream, after, rows.at(-1)?.seq ?? after]);
  const found = rows.map((row): RecordRow => ({
    seq: row.seq,
    text: row.text,
    record: JSON.parse(row.text) as LedgerRecord,
    leaf: { sha256: row.sha256, sm3: row.sm3 },
    parts: Object.fromEntries(
      parts
        .filter(({ seq }) => seq === row.seq)
        .map(({ name, value }) => [name, JSON.parse(value) as unknown]),
    ),
  }));
  const missing = found.some((row) => missingParts(row).length > 0);
  const content = missing ? await contentRecords(dataSource, stream) : undefined;
  const items = content ? withoutContent(found, content) : found;
  return pageOf(
    items,
    page.limit,
    (row) => row,
    (row) => String(row.seq),
  );
}

function missingParts({ record, parts }: RecordRow): readonly string[] {
  return Object.keys(record.parts).filter((name) => !Object.hasOwn(parts, name));
}

async function contentRecords(dataSource: DataSource, stream: string): Promise<readonly RedactingRecord[]> {
  const values = [stream, [...CONTENT_RECORDS]];
  const rows = await runNamed<Pick<RecordValues, 'text'>>(dataSource, CONTENT, values);
  return rows.map(({ text }) => JSON.parse(text) as LedgerRecord);
}

/** The same records, saying why parts are not among them. */
function withoutContent(
  rows: readonly RecordRow[],
  content: readonly RedactingRecord[],
): readonly RecordRow[] {
  const redactions = redactionsOf(content);
  const restrictions = restrictionsOf(content);
  return rows.map((row) => {
    const names = missingParts(row);
    const by = (found: typeof redactions | typeof restrictions): Readonly<Record<string, ErasedBy>> =>
      Object.fromEntries(
        names.flatMap((name): readonly [string, ErasedBy][] => {
          const record = found.part(row.seq, name);
          return record ? [[name, record]] : [];
        }),
      );
    const [erased, restricted] = [by(redactions), by(restrictions)];
    return {
      ...row,
      ...(Object.keys(erased).length > 0 && { erased }),
      ...(Object.keys(restricted).length > 0 && { restricted }),
    };
  });
}

function streamRow(row: StreamValues): StreamRow {
  const leaf = { sha256: row.leaf_sha256, sm3: row.leaf_sm3 };
  return { stream: row.id, kind: row.kind, seq: row.seq, leaf };
}
