import { readTable, type ReadTable } from './read-table.js';
import { meantBy, SHEETS, SHEET_NAMES, titleOf, type SheetName } from './sheets.js';
import type { TableReading } from './table-files.js';

/** Sheets that explain a workbook to people. */
const NOTES = /^(说明|填表说明|notes|readme)$/i;

/**
 * The tables of a file: of a workbook by the names of its sheets, of a CSV file the one that is named. What nobody can
 * place is refused rather than left out.
 */
export function readTables(
  reading: TableReading,
  named?: SheetName,
):
  | { readonly ok: true; readonly tables: readonly ReadTable[] }
  | { readonly ok: false; readonly say: { readonly zh: string; readonly en: string } } {
  if (!reading.ok) return reading;
  const known = SHEET_NAMES.map((name) => [name, SHEETS[name]] as const);
  const tables = new Map<SheetName, ReadTable>();
  for (const sheet of reading.sheets) {
    if (sheet.name !== '' && (sheet.rows.length === 0 || NOTES.test(sheet.name))) continue;
    const name = sheet.name === '' ? named : meantBy(sheet.name, known);
    if (name === undefined) return refused(`没有“${sheet.name}”这种表`, `there is no table "${sheet.name}"`);
    if (tables.has(name)) return refused(`“${sheet.name}”表重复`, `the table "${sheet.name}" comes twice`);
    tables.set(name, readTable(name, sheet));
  }
  if (tables.size === 0)
    return refused('文件中没有可以导入的表', 'the file has no table that can be imported');
  // In the order in which they rest on each other, whatever the order of the sheets.
  return { ok: true, tables: SHEET_NAMES.flatMap((name) => tables.get(name) ?? []) };
}

function refused(zh: string, en: string): ReturnType<typeof readTables> {
  const all = SHEET_NAMES.map((name) => titleOf(SHEETS[name], name));
  return {
    ok: false,
    say: { zh: `${zh}；可用的表：${all.join('、')}`, en: `${en}; the tables are: ${all.join(', ')}` },
  };
}
