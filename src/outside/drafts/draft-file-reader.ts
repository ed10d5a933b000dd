import type { DraftFileReader, ReadFile } from '../../usecases/streams/draft/draft-content.js';
import { KINDS } from '../files/file-kinds.js';
import { bufferSource } from '../zip/byte-source.js';
import { wholeContentOf } from '../zip/zip-content.js';
import { readZipDirectory, type ZipBounds, type ZipEntry } from '../zip/zip-directory.js';
import { ZipFault } from '../zip/zip-fault.js';
import { UnknownNumbering } from './docx-numbering.js';
import { docxText } from './docx-text.js';
import { wordXml, type WordXml } from './word-xml.js';
import { XmlFault } from '../xml/xml-events.js';

/** Bytes of a file at most: a draft is words, its pictures are not read. */
const MOST_FILE_BYTES = 32 * 1024 * 1024;
/** Bytes of one part of a Word document at most. */
const MOST_PART_BYTES = 32 * 1024 * 1024;
const BOUNDS: ZipBounds = { entries: 5_000, unpacked: 256 * 1024 * 1024, ratio: 150 };

const TOO_LARGE = { zh: '文件过大，不能作为草案读取', en: 'the file is too large to be read as a draft' };
const BROKEN = { zh: '文件无法读取：不是完整的 .docx 文件', en: 'the file cannot be read: no whole .docx' };

/** Reads drafts from .docx and from plain text in UTF-8 or GB 18030. */
export const draftFileReader: DraftFileReader = {
  async read(mediaType, bytes) {
    const isText = mediaType === KINDS['txt']?.mediaType;
    if (!isText && mediaType !== KINDS['docx']?.mediaType) return undefined;
    const whole = await gathered(bytes);
    if (!whole) return { ok: false, say: TOO_LARGE };
    return isText ? { ok: true, text: plainText(whole) } : readDocx(whole);
  },
};

async function gathered(bytes: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bytes) {
    length += piece.length;
    if (length > MOST_FILE_BYTES) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function plainText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

async function readDocx(bytes: Buffer): Promise<ReadFile> {
  try {
    const source = bufferSource(bytes);
    const entries = await readZipDirectory(source, BOUNDS);
    const part = async (name: string): Promise<WordXml | undefined> => {
      const entry: ZipEntry | undefined = entries.find((one) => one.name === name);
      if (!entry) return undefined;
      if (entry.unpacked > MOST_PART_BYTES) throw new ZipFault('too-large');
      return wordXml((await wholeContentOf(source, entry)).toString('utf8'));
    };
    const document = await part('word/document.xml');
    if (!document) return { ok: false, say: BROKEN };
    const numbering = await part('word/numbering.xml');
    const styles = await part('word/styles.xml');
    const text = docxText({ document, ...(numbering && { numbering }), ...(styles && { styles }) });
    return { ok: true, text };
  } catch (problem) {
    return { ok: false, say: sayOf(problem) };
  }
}

/** @throws what is no fault of the file */
function sayOf(problem: unknown): { readonly zh: string; readonly en: string } {
  if (problem instanceof UnknownNumbering) {
    const { format } = problem;
    return {
      zh: `自动编号的格式（${format}）不能识别，请改为文字编号后再提交`,
      en: `the automatic numbers have a format (${format}) that is not known; write them as text`,
    };
  }
  if (problem instanceof ZipFault) return problem.code === 'too-large' ? TOO_LARGE : BROKEN;
  if (problem instanceof XmlFault) return BROKEN;
  throw problem;
}
