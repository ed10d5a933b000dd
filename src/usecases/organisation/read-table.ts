import { suggest } from '../../engine/law/suggest.js';
import { cellValue, type CellValue } from './cell-values.js';
import { meantBy, SHEETS, type Column, type SheetName } from './sheets.js';
import type { TableRow, TableSheet } from './table-files.js';

/** Why a row cannot be taken as it is. */
export interface RowConflict {
  readonly code: string;
  readonly say: { readonly zh: string; readonly en: string };
  readonly basis: readonly string[];
}

/** A row as it was read: the values of the columns that the file has. A missing column says nothing about its values. */
export interface ReadRow {
  readonly at: number;
  readonly values: Readonly<Record<string, CellValue>>;
  readonly conflicts: readonly RowConflict[];
}

/** A table as it was read, or why none of it could be. */
export interface ReadTable {
  readonly sheet: SheetName;
  /** Columns that the file has. */
  readonly columns: readonly Column[];
  readonly rows: readonly ReadRow[];
  /** Faults of the header, at its row. */
  readonly header: readonly RowConflict[];
  readonly headerAt: number;
}

/** Reads a sheet of a file by its header. Everything wrong is named at its row; nothing is guessed. */
export function readTable(sheet: SheetName, { rows }: TableSheet): ReadTable {
  const [header, ...body] = rows;
  if (!header) {
    return { sheet, columns: [], rows: [], header: [conflict('header-wrong', EMPTY)], headerAt: 1 };
  }
  const { columns, conflicts } = readHeader(sheet, header);
  const known = columns.filter((column) => column !== undefined);
  const base = { sheet, columns: known, header: conflicts, headerAt: header.at };
  return conflicts.length > 0
    ? { ...base, rows: [] }
    : { ...base, rows: body.map((row) => readRow(sheet, columns, row)) };
}

const EMPTY = { zh: '没有表头', en: 'there is no header' };

function readHeader(
  sheet: SheetName,
  { cells }: TableRow,
): { readonly columns: readonly (Column | undefined)[]; readonly conflicts: readonly RowConflict[] } {
  const conflicts: RowConflict[] = [];
  const shape = SHEETS[sheet];
  const all = shape.columns.map((column) => [column.id, column] as const);
  const seen = new Set<string>();
  const columns = cells.map((cell): Column | undefined => {
    if (cell === '') return undefined;
    const id = meantBy(cell, all);
    if (id === undefined) {
      const meant = suggest(
        cell,
        all.flatMap(([own, { zh }]) => [own, zh]),
      );
      const [zh, en] = meant ? [`；是否应为“${meant}”？`, `; did you mean "${meant}"?`] : ['', ''];
      const say = { zh: `没有“${cell}”这一列${zh}`, en: `there is no column "${cell}"${en}` };
      conflicts.push(conflict('header-wrong', say));
    } else if (seen.has(id)) {
      conflicts.push(conflict('header-wrong', { zh: `“${cell}”列重复`, en: `column "${cell}" comes twice` }));
    } else {
      seen.add(id);
      return shape.columns.find((column) => column.id === id);
    }
    return undefined;
  });
  // Entries may be given without a code; whatever is registered needs one.
  const needed = shape.columns.filter(
    ({ id, optional }) => !optional && !(id === 'id' && shape.of === 'entries'),
  );
  for (const { id, zh } of needed.filter((column) => !seen.has(column.id))) {
    conflicts.push(conflict('header-wrong', { zh: `缺少“${zh} ${id}”列`, en: `column "${id}" is missing` }));
  }
  return { columns, conflicts };
}

function readRow(
  sheet: SheetName,
  columns: readonly (Column | undefined)[],
  { at, cells }: TableRow,
): ReadRow {
  const values: Record<string, CellValue> = {};
  const conflicts: RowConflict[] = [];
  for (const [i, column] of columns.entries()) {
    const text = cells[i] ?? '';
    if (!column) {
      if (text !== '')
        conflicts.push(
          conflict('value-wrong', { zh: `第 ${i + 1} 列没有表头`, en: `column ${i + 1} has no header` }),
        );
      continue;
    }
    const read = cellValue(column, text);
    if ('say' in read) conflicts.push(wrongValue(column, text, read.say));
    else values[column.id] = read.value;
    const mayBeEmpty = column.optional ?? (column.id === 'id' && SHEETS[sheet].of === 'entries');
    if (text === '' && !mayBeEmpty)
      conflicts.push(wrongValue(column, text, { zh: '必填项未填', en: 'is missing' }));
  }
  const surplus = cells.slice(columns.length).some((cell) => cell !== '');
  if (surplus)
    conflicts.push(conflict('value-wrong', { zh: '单元格多于表头', en: 'more cells than the header' }));
  return { at, values, conflicts };
}

function wrongValue(
  { id, zh }: Column,
  text: string,
  why: { readonly zh: string; readonly en: string },
): RowConflict {
  const shown = text === '' ? '' : `“${text.slice(0, 60)}”`;
  return conflict('value-wrong', { zh: `${zh}${shown}：${why.zh}`, en: `${id} ${shown}: ${why.en}` });
}

/** A conflict that only tables can have. */
export function conflict(code: string, say: RowConflict['say']): RowConflict {
  return { code, say, basis: ['正程 导入'] };
}
