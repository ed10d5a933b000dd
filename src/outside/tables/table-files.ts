import type { TableFiles } from '../../usecases/organisation/table-files.js';
import { readCsv, writeCsv } from './csv-text.js';
import { readXlsx, writeXlsx } from './workbook.js';

/** CSV and XLSX. */
export const tableFiles: TableFiles = { readCsv, readXlsx, writeCsv, writeXlsx };
