import type { PaperFiles } from '../../usecases/papers/paper.js';
import { receiptCode } from './receipt-code.js';
import { sheetDocx } from './sheet-docx.js';
import { sheetPage } from './sheet-page.js';
import { sheetOf } from './sheet.js';

/** Pages by our own hand, .docx by the library `docx`, QR codes by `qrcode`: known in this folder only. */
export const paperFiles: PaperFiles = {
  page: (paper) => {
    const url = paper.proof?.url;
    return sheetPage(sheetOf(paper), url === undefined ? undefined : receiptCode(url));
  },
  docx: (paper) => sheetDocx(sheetOf(paper)),
};
