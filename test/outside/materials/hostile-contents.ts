import { gzipSync } from 'node:zlib';
import type { FileFindingCode } from '../../../src/usecases/materials/material-ports.js';
import { pdfOf } from '../../support/pdf.js';
import { JPEG, packageOf, PNG, TIFF } from './documents.js';
import type { HostileFile } from './hostile-file.js';

const HTML = Buffer.from('<!DOCTYPE html><html><body><script>alert(1)</script></body></html>');
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
const PROGRAM = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100, 7)]);
const ELF = Buffer.concat([Buffer.from('7f454c46020101', 'hex'), Buffer.alloc(100)]);
const OLE = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1_024)]);
const RAR = Buffer.concat([Buffer.from('Rar!\u001a\u0007\u0001\u0000', 'latin1'), Buffer.alloc(100)]);
const GIF = Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(20)]);
const GZIP = gzipSync(Buffer.from('packed'));

const DISGUISED: readonly (readonly [what: string, bytes: Buffer])[] = [
  ['a page of HTML', HTML],
  ['an SVG', SVG],
  ['a program of Windows', PROGRAM],
  ['a program of Linux', ELF],
  ['an old office document', OLE],
  ['a RAR archive', RAR],
  ['a GIF', GIF],
  ['a gzip archive', GZIP],
];

const NAMES = ['pdf', 'png', 'jpg', 'tiff', 'docx', 'xlsx', 'ofd'];

const disguised = DISGUISED.flatMap(([what, bytes]) =>
  NAMES.map((extension): HostileFile => ({
    ...{ what: `${what} called ${extension}`, name: `文件.${extension}`, bytes },
    finding: 'content-differs',
  })),
);

const one = (what: string, name: string, finding: FileFindingCode, bytes: Buffer): HostileFile => ({
  ...{ what, name, finding, bytes },
});

const afterHead = (picture: Buffer, text: string): Buffer =>
  Buffer.concat([picture.subarray(0, 20), Buffer.from(text), picture.subarray(20)]);

const pictures: readonly HostileFile[] = [
  one('a PNG with something behind it', 'a.png', 'polyglot', Buffer.concat([PNG, Buffer.from('behind')])),
  one('a PNG with an archive behind it', 'a.png', 'polyglot', packageOf('docx', [], { before: PNG })),
  one('a JPEG with an archive behind it', 'a.jpg', 'polyglot', packageOf('docx', [], { before: JPEG })),
  one('a TIFF with an archive behind it', 'a.tiff', 'polyglot', packageOf('docx', [], { before: TIFF })),
  one('a JPEG with a RAR behind it', 'a.jpg', 'polyglot', Buffer.concat([JPEG, RAR])),
  one('a JPEG with a PDF behind it', 'a.jpg', 'polyglot', Buffer.concat([JPEG, pdfOf('behind')])),
  one('a JPEG with a page behind it', 'a.jpg', 'polyglot', Buffer.concat([JPEG, HTML])),
  one(
    'a JPEG with a script of PHP in it',
    'a.jpg',
    'polyglot',
    afterHead(JPEG, '<?php system($_GET[0]); ?>'),
  ),
  one('a JPEG that is a PDF too', 'a.jpg', 'polyglot', afterHead(JPEG, '%PDF-1.7 ')),
  one('a JPEG that is a page too', 'a.jpg', 'polyglot', afterHead(JPEG, '<script>alert(1)</script>')),
  one('half a PNG', 'a.png', 'broken-file', PNG.subarray(0, -10)),
  one('half a JPEG', 'a.jpg', 'broken-file', JPEG.subarray(0, -2)),
  one('half a TIFF', 'a.tif', 'broken-file', TIFF.subarray(0, 12)),
  one('a PNG called JPEG', 'a.jpg', 'content-differs', PNG),
  one('a JPEG called PNG', 'a.png', 'content-differs', JPEG),
  one('a PDF called PNG', 'a.png', 'content-differs', pdfOf('png')),
];

const text = (what: string, finding: FileFindingCode, bytes: Buffer | string): HostileFile =>
  one(`a text that is ${what}`, '说明.txt', finding, Buffer.from(bytes as string));

const texts: readonly HostileFile[] = [
  text('a page', 'content-differs', HTML),
  text('a page behind blanks', 'content-differs', `\u{feff}\n\n  ${HTML.toString()}`),
  text('a picture of SVG', 'content-differs', SVG),
  text('a script of a shell', 'content-differs', '#!/bin/sh\nrm -rf /\n'),
  text('a script of PHP', 'content-differs', '<?php echo 1;'),
  text('XML', 'content-differs', '<?xml version="1.0"?><a/>'),
  text('RTF', 'content-differs', '{\\rtf1 {\\object}}'),
  text('a PDF', 'content-differs', pdfOf('txt')),
  text('a program', 'content-differs', PROGRAM),
  text('full of zero bytes', 'not-text', 'a\u0000b'),
  text('full of escapes', 'not-text', 'a\u001b[2Jb'),
  text('neither UTF-8 nor GB 18030', 'not-text', Buffer.from([0x61, 0xff, 0xff, 0x80, 0x80])),
  text('an archive behind a text', 'polyglot', packageOf('docx', [], { before: Buffer.from('说明') })),
];

/** Contents that are not what their names say, or not only that. */
export const hostileContents: readonly HostileFile[] = [...disguised, ...pictures, ...texts];
