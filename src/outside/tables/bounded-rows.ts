import {
  MAX_CELL_CHARACTERS,
  MAX_TABLE_COLUMNS,
  MAX_TABLE_ROWS,
  type TableReading,
  type TableSheet,
} from '../../usecases/organisation/table-files.js';

const LONE_SURROGATE = /\p{Surrogate}/u;

/** The sheets with every text in Unicode Normal Form C and without empty rows, or what exceeds the bounds. */
export function boundedRows(sheets: readonly TableSheet[], mostRows = MAX_TABLE_ROWS): TableReading {
  for (const sheet of sheets) {
    if (sheet.rows.length > mostRows + 1) {
      return refused(sheet, undefined, `超过 ${mostRows} 行，请分次导入`, `more than ${mostRows} rows`);
    }
    for (const { at, cells } of sheet.rows) {
      if (cells.length > MAX_TABLE_COLUMNS) {
        return refused(sheet, at, `超过 ${MAX_TABLE_COLUMNS} 列`, `more than ${MAX_TABLE_COLUMNS} columns`);
      }
      if (cells.some((cell) => cell.length > MAX_CELL_CHARACTERS)) {
        const most = MAX_CELL_CHARACTERS;
        return refused(sheet, at, `单元格超过 ${most} 字`, `a cell of more than ${most} characters`);
      }
      if (cells.some((cell) => LONE_SURROGATE.test(cell))) {
        return refused(sheet, at, '含有不成对的代理码元', 'a lone surrogate');
      }
    }
  }
  return {
    ok: true,
    sheets: sheets.map(({ name, rows }) => ({
      name,
      rows: rows
        .filter(({ cells }) => cells.some((cell) => cell !== ''))
        .map(({ at, cells }) => ({ at, cells: cells.map((cell) => cell.normalize('NFC')) })),
    })),
  };
}

function refused(sheet: TableSheet, at: number | undefined, zh: string, en: string): TableReading {
  const place = [
    ...(sheet.name === '' ? [] : [{ zh: `工作表“${sheet.name}”`, en: `sheet "${sheet.name}"` }]),
    ...(at === undefined ? [] : [{ zh: `第 ${at} 行`, en: `row ${at}` }]),
  ];
  if (place.length === 0) return { ok: false, say: { zh, en } };
  const [inChinese, inEnglish] = [place.map((one) => one.zh).join(''), place.map((one) => one.en).join(', ')];
  return { ok: false, say: { zh: `${inChinese}：${zh}`, en: `${inEnglish}: ${en}` } };
}
