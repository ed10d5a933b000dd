import { CsvError, parse } from 'csv-parse/sync';
import {
  MAX_CELL_CHARACTERS,
  MAX_TABLE_COLUMNS,
  MAX_TABLE_ROWS,
  type TableDraft,
  type TableReading,
  type TableRow,
} from '../../usecases/organisation/table-files.js';
import { boundedRows } from './bounded-rows.js';

const BOM = '\ufeff';

/** What a spreadsheet takes for the beginning of a formula, in its half and full width forms. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
/** A guarded text, or one that looks like it. */
const GUARDED = /^'[=+\-@\t\r\n＝＋－＠']/;

/** The table as CSV (RFC 4180): UTF-8 with byte order mark, so that spreadsheets know it; no cell begins a formula. */
export function writeCsv({ header, rows }: TableDraft): Uint8Array {
  const lines = [header, ...rows].map((cells) => cells.map(written).join(','));
  return Buffer.from(`${BOM}${lines.join('\r\n')}\r\n`);
}

function written(cell: string): string {
  const safe = FORMULA.test(cell) || GUARDED.test(cell) ? `'${cell}` : cell;
  return /[",;\t\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Reads CSV as spreadsheets write it: UTF-8 with or without byte order mark, UTF-16 with one, otherwise GB 18030;
 * separated by comma, tab or semicolon, whichever the header uses.
 *
 * @param most rows at most
 */
export function readCsv(bytes: Uint8Array, most = MAX_TABLE_ROWS): TableReading {
  const text = decoded(bytes);
  if (text === undefined) {
    return refused('文件编码既不是 UTF-8，也不是 GB 18030', 'the file is neither UTF-8 nor GB 18030');
  }
  try {
    const records = parse(text, {
      delimiter: separatorOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
      to: most + 2,
      max_record_size: MAX_TABLE_COLUMNS * MAX_CELL_CHARACTERS,
    }) as unknown as readonly CsvRecord[];
    const rows = records.map(tableRow);
    return boundedRows([{ name: '', rows }], most);
  } catch (problem) {
    if (!(problem instanceof CsvError)) throw problem;
    const line = Number(problem['lines'] ?? 0);
    return refused(
      `第 ${line} 行不是有效的 CSV（引号未配对，或者一行过长）`,
      `line ${line} is not valid CSV (an unpaired quotation mark, or too long)`,
    );
  }
}

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

// The reader counts the line on which a record ends; people look for the one on which it begins.
function tableRow({ record, info }: CsvRecord): TableRow {
  const inside = record.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
  return { at: Math.max(1, info.lines - inside), cells: record.map(read) };
}

function read(cell: string): string {
  const text = cell.trim();
  return GUARDED.test(text) ? text.slice(1) : text;
}

function decoded(bytes: Uint8Array): string | undefined {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : undefined;
  for (const encoding of utf16 ? [utf16] : ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return text.includes('\0') ? undefined : text;
    } catch {
      // The next encoding may fit.
    }
  }
  return undefined;
}

function separatorOf(text: string): string {
  const header = /.*\S.*/.exec(text)?.[0] ?? '';
  return ['\t', ','].find((separator) => header.includes(separator)) ?? ';';
}

function refused(zh: string, en: string): TableReading {
  return { ok: false, say: { zh, en } };
}
