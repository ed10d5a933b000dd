import { randomBytes } from 'node:crypto';

/** A PDF of one empty page; the note makes each one another. */
export function pdfOf(note: string, body = ''): Buffer {
  return Buffer.from(
    `%PDF-1.7\n% ${note}\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n` +
      `2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n` +
      `3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n${body}` +
      `xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n`,
    'utf8',
  );
}

/** What stands before and behind the picture of a scanned page, so that the whole is a PDF. */
export const SCAN_HEAD = Buffer.from(
  '%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n4 0 obj\n<< /Filter /DCTDecode >>\nstream\n',
);
export const SCAN_TAIL = Buffer.from(
  '\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n',
);

/** A scanned page of so many bytes: what is in it is chance. */
export function scannedPdf(size: number): Buffer {
  const picture = randomBytes(size - SCAN_HEAD.length - SCAN_TAIL.length);
  return Buffer.concat([SCAN_HEAD, picture, SCAN_TAIL]);
}
