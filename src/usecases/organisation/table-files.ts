/** A row of a table as a file has it: cells as text, without the blanks around them; empty cells are ''. */
export interface TableRow {
  /** Place in the file, counted from 1: the line of a CSV file, the row of a sheet. */
  readonly at: number;
  readonly cells: readonly string[];
}

/** A sheet of a workbook, or the one table of a CSV file (its name is then ''). Its first row is the header. */
export interface TableSheet {
  readonly name: string;
  readonly rows: readonly TableRow[];
}

/** The tables of a file, or in a sentence why they cannot be read. */
export type TableReading =
  | { readonly ok: true; readonly sheets: readonly TableSheet[] }
  | { readonly ok: false; readonly say: { readonly zh: string; readonly en: string } };

/** A table to be written: header and rows, as text. */
export interface TableDraft {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A table with its title, to be printed. */
export interface TableReport {
  readonly title: string;
  /** What stands above the table. */
  readonly lines: readonly string[];
  readonly table: TableDraft;
  /** Of the columns, in any unit. */
  readonly widths: readonly number[];
}

/** Reads and writes files of tables. What is read may be anything: nothing of it is trusted, all of it is bounded. */
export interface TableFiles {
  readCsv(bytes: Uint8Array): TableReading;
  readXlsx(bytes: Uint8Array): Promise<TableReading>;
  /** UTF-8 with byte order mark; no cell is taken for a formula. */
  writeCsv(table: TableDraft): Uint8Array;
  /** One sheet for each table; every cell is text, the header stands still. */
  writeXlsx(tables: readonly TableDraft[]): Promise<Uint8Array>;
  /** A document for word processors; what cannot be seen in a cell is written as its code. */
  writeDocx(report: TableReport): Promise<Uint8Array>;
}

/** Rows of one sheet at most, the header not counted: what is larger is sent in pieces. */
export const MAX_TABLE_ROWS = 20_000;

/** Columns of one sheet at most. */
export const MAX_TABLE_COLUMNS = 60;

/** Characters of one cell at most. */
export const MAX_CELL_CHARACTERS = 4_000;
