import readXlsxFile from 'read-excel-file/node';
import writeXlsxFile, { type Cell } from 'write-excel-file/node';
import {
  MAX_TABLE_COLUMNS,
  MAX_TABLE_ROWS,
  type TableDraft,
  type TableReading,
  type TableRow,
  type TableSheet,
} from '../../usecases/organisation/table-files.js';
import { boundedRows } from './bounded-rows.js';
import { packZip, unpackZip, ZipRefused } from './zip-archive.js';

/** Room for some hundred thousand cells; an ordinary workbook of this size has a tenth of it. */
const LIMITS = { entries: 500, unpacked: 100 * 1024 * 1024 };

/** One sheet for each table. Every cell is text (also codes such as 001), the header is bold and stands still. */
export async function writeXlsx(tables: readonly TableDraft[]): Promise<Uint8Array> {
  const sheets = tables.map(({ name, header, rows }) => ({
    sheet: name,
    data: [
      header.map((title) => textCell(title, true)),
      ...rows.map((row) => row.map((one) => textCell(one))),
    ],
    columns: header.map((title) => ({ width: Math.max(12, 2 * title.length) })),
    stickyRowsCount: 1,
  }));
  return writeXlsxFile(sheets).toBuffer();
}

function textCell(text: string, bold = false): Cell {
  if (text === '') return null;
  return { value: spelled(text), type: String, format: '@', ...(bold && { fontWeight: 'bold' as const }) };
}

// What the writer leaves out in silence: controls, half characters, what is no character, and U+FFFD.
const LEFT_OUT = /(?![\t\n])\p{Cc}|\p{Surrogate}|\p{Noncharacter_Code_Point}|\ufffd/gu;

/** `_x0041_` is how the format spells a character: a text that looks like it must be spelled out itself. */
function spelled(text: string): string {
  const plain = text
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(LEFT_OUT, (one) => one.split('').map(spelledUnit).join(''));
  // The writer looks texts up in an object and would find what every object inherits: `toString`, `constructor`.
  const inherited = plain in {};
  return inherited ? `${spelledUnit(plain)}${plain.slice(1)}` : plain;
}

/** The first UTF-16 unit of a text, as the format spells it. */
function spelledUnit(text: string): string {
  return `_x${text.charCodeAt(0).toString(16).padStart(4, '0')}_`;
}

/** Reads all sheets. Only after the archive has been unpacked within bounds does the reader proper see it. */
export async function readXlsx(bytes: Uint8Array): Promise<TableReading> {
  try {
    const wanted = (name: string): boolean => name.endsWith('.xml') || name.endsWith('.xml.rels');
    const files = await unpackZip(Buffer.from(bytes), LIMITS, wanted);
    for (const content of files.values()) refuseFarCells(content);
    return boundedRows(await sheetsOf(packZip(files)));
  } catch (problem) {
    if (problem instanceof ZipRefused) return { ok: false, say: problem.say };
    throw problem;
  }
}

const UNREADABLE = {
  zh: '工作簿无法读取：不是有效的 XLSX 文件，或者含有无法识别的单元格',
  en: 'the workbook cannot be read: not a valid XLSX file, or it has cells that make no sense',
};

async function sheetsOf(archive: Buffer): Promise<readonly TableSheet[]> {
  try {
    const sheets = await readXlsxFile(archive, { trim: false });
    return sheets.map(({ sheet, data }) => tableSheet(sheet, data as unknown[][]));
  } catch (cause) {
    // The reader has a dozen kinds of errors for files that it cannot read, and none of them is for people.
    throw new ZipRefused(UNREADABLE, { cause });
  }
}

/**
 * Refuses sheets that reach farther than a table may: the reader fills everything between the first and the last cell,
 * so that a single one far away would fill the memory. Every cell must say where it is, in the one usual spelling.
 */
function refuseFarCells(content: Buffer): void {
  const xml = content.toString('utf8');
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new ZipRefused(UNREADABLE);
  // Any file of the archive may serve as a sheet, whatever its name.
  if (!/<(?:[\w.-]+:)?sheetData[\s/>]/.test(xml)) return;
  for (const [tag] of xml.matchAll(/<(?:[\w.-]+:)?c(?=[\s/>])[^>]*>/g)) {
    const place = /\sr="([A-Z]{1,3})(\d{1,7})"/.exec(tag);
    if (!place || /\sr\s*=.*\sr\s*=/s.test(tag)) throw new ZipRefused(UNREADABLE);
    const [, letters = '', row = ''] = place;
    if (Number(row) > MAX_TABLE_ROWS + 1 || columnOf(letters) > MAX_TABLE_COLUMNS) {
      const [rows, columns] = [MAX_TABLE_ROWS, MAX_TABLE_COLUMNS];
      throw new ZipRefused({
        zh: `工作表超过 ${rows} 行或者 ${columns} 列（单元格 ${letters}${row}）；请删除多余的行列（包括仅设置了格式的）或者分次导入`,
        en: `a sheet reaches beyond ${rows} rows or ${columns} columns (cell ${letters}${row}); delete rows and columns that are merely formatted, or import in pieces`,
      });
    }
  }
}

function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function tableSheet(name: string, data: readonly (readonly unknown[])[]): TableSheet {
  const rows = data.map((cells, i): TableRow => ({ at: i + 1, cells: cells.map(cellText) }));
  return { name, rows };
}

/** A cell as text: dates as `YYYY-MM-DD`, numbers as people write them. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return String(value as string | number).trim();
}
