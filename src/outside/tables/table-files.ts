import type { TableFiles } from '../../usecases/organisation/table-files.js';
import { tableDocx } from '../papers/table-docx.js';
import { readCsv, writeCsv } from './csv-text.js';
import { readXlsx, writeXlsx } from './workbook.js';

/** CSV, XLSX, and tables in .docx. */
export const tableFiles: TableFiles = { readCsv, readXlsx, writeCsv, writeXlsx, writeDocx: tableDocx };
