import { fileTypeFromBuffer } from 'file-type';
import { passingPieces, type ByteSource } from '../zip/byte-source.js';
import { endsAsZip } from '../zip/zip-end.js';
import { FileRefused } from './findings.js';

/** What a page or a script begins with. */
const MARKUP =
  /^[\uFEFF\s]*(?:<(?:!doctype|html|head|body|svg|script|\?xml|\?php|iframe|img|!--)|#!|%PDF-|\{\\rtf)/i;
/** Tab, line feed, form feed and carriage return are text; other control characters are not. */
const CONTROL = /[^\P{Cc}\t\n\f\r\u0080-\u009f]/u;

/** Judges a plain text: readable in UTF-8 or GB 18030, and no page or script in disguise. @throws FileRefused */
export async function inspectText(source: ByteSource): Promise<void> {
  const head = await source.read(0, 4_100);
  if (await fileTypeFromBuffer(head)) throw new FileRefused('content-differs');
  if (MARKUP.test(head.toString('utf8', 0, 1_024))) throw new FileRefused('content-differs');
  if (await endsAsZip(source)) throw new FileRefused('polyglot');
  if (!(await readsAs('utf-8', source)) && !(await readsAs('gb18030', source)))
    throw new FileRefused('not-text');
}

async function readsAs(encoding: 'utf-8' | 'gb18030', source: ByteSource): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const piece of passingPieces(source)) {
      if (CONTROL.test(decoder.decode(piece, { stream: true }))) return false;
    }
    return !CONTROL.test(decoder.decode());
  } catch {
    return false;
  }
}
