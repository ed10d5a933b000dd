import { fileTypeFromBuffer } from 'file-type';
import { endsAsZip } from '../zip/zip-end.js';
import type { ByteSource } from '../zip/byte-source.js';
import { FileRefused } from './findings.js';

const HEAD = 4_100;
const PNG_END = Buffer.from('0000000049454e44ae426082', 'hex');
const JPEG_END = Buffer.from([0xff, 0xd9]);
/** Telephones write notes of their own behind a picture. */
const MOST_BEHIND = 1024 * 1024;

const OTHER_KIND = /%PDF-|<(?:html|svg)[\s>]|<(?:script|\?php|!doctype)/i;

/** What archives and PDFs begin with. */
const ATTACHED = ['Rar!\x1a\x07', '7z\xbc\xaf\x27\x1c', 'PK\x03\x04', '%PDF-'].map((one) =>
  Buffer.from(one, 'latin1'),
);
const MARKUP = /<(?:html|script|\?php)/i;

/** Judges a picture: it is what its name says, it is whole, and it is nothing else. @throws FileRefused */
export async function inspectImage(source: ByteSource, mediaType: string): Promise<void> {
  const head = await source.read(0, HEAD);
  if ((await fileTypeFromBuffer(head))?.mime !== mediaType) throw new FileRefused('content-differs');
  if (OTHER_KIND.test(head.toString('latin1'))) throw new FileRefused('polyglot');
  if (await endsAsZip(source)) throw new FileRefused('polyglot');
  if (mediaType === 'image/tiff') {
    await refuseBrokenTiff(source, head);
    return;
  }
  const end = mediaType === 'image/png' ? PNG_END : JPEG_END;
  const from = Math.max(0, source.size - MOST_BEHIND);
  const tail = await source.read(from, source.size - from);
  const at = tail.lastIndexOf(end);
  if (at < 0) throw new FileRefused('broken-file');
  const behind = tail.subarray(at + end.length);
  if (mediaType === 'image/png' && behind.length > 0) throw new FileRefused('polyglot');
  if (ATTACHED.some((one) => behind.includes(one)) || MARKUP.test(behind.toString('latin1')))
    throw new FileRefused('polyglot');
}

/** The first directory of a TIFF lies within it. */
async function refuseBrokenTiff(source: ByteSource, head: Buffer): Promise<void> {
  const little = head.toString('latin1', 0, 2) === 'II';
  const at = little ? head.readUInt32LE(4) : head.readUInt32BE(4);
  const count = await source.read(at, 2);
  if (at < 8 || count.length < 2) throw new FileRefused('broken-file');
  const entries = little ? count.readUInt16LE(0) : count.readUInt16BE(0);
  if (entries === 0 || at + 2 + entries * 12 > source.size) throw new FileRefused('broken-file');
}
