import { pdfOf } from '../../support/pdf.js';
import type { HostileFile } from './hostile-file.js';
import { hostileDocuments } from './hostile-documents.js';
import { hostileContents } from './hostile-contents.js';
import { hostilePdfs } from './hostile-pdfs.js';

const PDF = pdfOf('lawful inside');

const code = (character: string): string => `U+${character.codePointAt(0)?.toString(16).padStart(4, '0')}`;

const names = (what: string, list: readonly string[]): readonly HostileFile[] =>
  list.map((name, i) => ({ what: `${what} ${i + 1}`, name, bytes: PDF, finding: 'name-not-allowed' }));

const CONTROL = ['\n', '\r', '\t', '\u0000', '\u001b', '\u007f', '\u0085'];
const TURNING = [...'\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c'];
const UNSEEN = ['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u2028', '\u2029', '\u{e0041}'];
const SECOND = [
  'exe',
  'js',
  'bat',
  'html',
  'svg',
  'docm',
  'zip',
  'docx',
  'pdf',
  'php',
  'scr',
  'lnk',
  'hta',
  'jar',
];

const hostileNames: readonly HostileFile[] = [
  ...[...CONTROL, ...TURNING, ...UNSEEN].map((character): HostileFile => ({
    what: `a name with ${code(character)}`,
    name: `申请${character}书.pdf`,
    bytes: PDF,
    finding: 'name-not-allowed',
  })),
  ...names('a path as name', ['../../etc/a.pdf', 'C:\\a.pdf', '/etc/a.pdf', '..\\a.pdf', 'a/b.pdf']),
  ...names('characters of shells and systems', [
    'a*.pdf',
    'a?.pdf',
    'a".pdf',
    'a<b.pdf',
    'a|b.pdf',
    'a:b.pdf',
  ]),
  ...names('a name that Windows keeps for itself', ['con.pdf', 'NUL.pdf', 'com1.pdf', 'aux.pdf', 'LPT9.pdf']),
  ...names('a hidden or cut name', ['.pdf', '.申请书.pdf', ' 申请书.pdf', `${'长'.repeat(210)}.pdf`]),
  ...SECOND.map((second): HostileFile => ({
    what: `two extensions: ${second}.pdf`,
    name: `合同.${second}.pdf`,
    bytes: PDF,
    finding: 'name-not-allowed',
  })),
];

const OTHER_KINDS = (
  'exe js html htm svg docm xlsm pptm bat cmd ps1 sh php zip rar 7z doc xls ppt wps et dps mp4 iso lnk hta jar apk ' +
  'xml eml msg dwg'
).split(' ');

const hostileKinds: readonly HostileFile[] = [
  ...OTHER_KINDS.map((kind): HostileFile => ({
    what: `a kind that is not taken: ${kind}`,
    name: `文件.${kind}`,
    bytes: PDF,
    finding: 'kind-not-allowed',
  })),
  { what: 'no extension', name: '文件', bytes: PDF, finding: 'kind-not-allowed' },
  { what: 'an extension with a blank', name: '文件.pdf 1', bytes: PDF, finding: 'kind-not-allowed' },
];

const DECLARED: readonly (readonly [extension: string, type: string])[] = [
  ['pdf', 'text/html'],
  ['pdf', 'image/png'],
  ['pdf', 'application/x-msdownload'],
  ['png', 'image/svg+xml'],
  ['jpg', 'image/png'],
  ['docx', 'application/vnd.ms-word.document.macroEnabled.12'],
  ['xlsx', 'application/vnd.ms-excel'],
  ['txt', 'text/html'],
  ['txt', 'application/javascript'],
  ['ofd', 'application/zip'],
];

const hostileTypes = DECLARED.map(([extension, type]): HostileFile => ({
  what: `${extension} declared as ${type}`,
  name: `文件.${extension}`,
  type,
  bytes: PDF,
  finding: 'type-differs',
}));

const emptyFiles = ['pdf', 'ofd', 'jpg', 'png', 'tiff', 'docx', 'xlsx', 'pptx', 'txt'].map(
  (kind): HostileFile => ({
    what: `an empty ${kind}`,
    name: `空.${kind}`,
    bytes: Buffer.alloc(0),
    finding: 'empty-file',
  }),
);

/** Every one of them must be refused for its finding. */
export const HOSTILE_FILES: readonly HostileFile[] = [
  ...hostileNames,
  ...hostileKinds,
  ...hostileTypes,
  ...emptyFiles,
  ...hostileContents,
  ...hostilePdfs,
  ...hostileDocuments,
];
