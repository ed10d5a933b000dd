import type { CivilDate } from '../../engine/clock/time.js';
import type { Organisation, Period } from '../../engine/organisation/organisation.js';
import { cellText, type CellValue } from './cell-values.js';
import { SHEETS, type SheetName, titleOf } from './sheets.js';
import type { TableDraft } from './table-files.js';

/** A row of a table as values, by column. */
export type RowValues = Readonly<Record<string, CellValue>>;

/** Names by person. */
export type Names = ReadonlyMap<string, string>;

/** A table of the organisation: whatever is in force on the day or later, by code. What is over stays in history. */
export function exportTable(
  organisation: Organisation,
  names: Names,
  sheet: SheetName,
  on: CivilDate,
): TableDraft {
  const { columns } = SHEETS[sheet];
  return {
    name: titleOf(SHEETS[sheet], sheet),
    header: columns.map((column) => titleOf(column, column.id)),
    rows: [...sheetRows(organisation, names, sheet)]
      .filter(([, row]) => !isOver(row, on))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([, row]) => columns.map((column) => cellText(column, row[column.id]))),
  };
}

/** Everything that a table can hold, by code, with what is over. */
export function sheetRows(
  organisation: Organisation,
  names: Names,
  sheet: SheetName,
): ReadonlyMap<string, RowValues> {
  const entries = Object.entries(organisation[sheet]) as [string, Period][];
  return new Map(
    entries.map(([id, entry]) => {
      const named = sheet === 'people' ? { name: names.get(id) ?? '' } : {};
      return [id, { id, ...named, ...entry } as unknown as RowValues];
    }),
  );
}

/** Whether what the row stands for ended before the day. */
export function isOver(row: RowValues, on: CivilDate): boolean {
  return typeof row['to'] === 'string' && row['to'] < on;
}
