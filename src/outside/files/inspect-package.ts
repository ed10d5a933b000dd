import { bufferSource, type ByteSource } from '../zip/byte-source.js';
import { contentOf, wholeContentOf } from '../zip/zip-content.js';
import { readZipDirectory, type ZipBounds, type ZipEntry } from '../zip/zip-directory.js';
import { ZipFault, type ZipFaultCode } from '../zip/zip-fault.js';
import type { FileFindingCode } from '../../usecases/materials/material-ports.js';
import { ACTIVE_EXTENSIONS, ARCHIVE_EXTENSIONS, extensionOf } from './file-kinds.js';
import { FileRefused } from './findings.js';
import { packageKind } from './package-kind.js';
import { XmlPart } from './xml-part.js';

const BOUNDS: ZipBounds = { entries: 5_000, unpacked: 1024 * 1024 * 1024, ratio: 150 };

const CODES: Readonly<Record<ZipFaultCode, FileFindingCode>> = {
  broken: 'broken-file',
  encrypted: 'encrypted',
  'too-many-entries': 'too-many-entries',
  'too-large': 'unpacks-to-too-much',
  overlap: 'overlapping-entries',
  prefixed: 'polyglot',
};

/** A workbook behind a chart is as large at most. */
const MOST_EMBEDDED = 16 * 1024 * 1024;

/**
 * Judges an office document, an OFD or an archive: first by its directory alone, then entry by entry, in bounded memory.
 *
 * @param wanted the kind that its name says
 * @throws FileRefused
 */
export async function inspectPackage(source: ByteSource, wanted: string, depth = 0): Promise<void> {
  try {
    const entries = await readZipDirectory(source, BOUNDS);
    refuseNames(entries, wanted);
    if (wanted !== 'zip') await refuseOtherKind(source, entries, wanted);
    for (const entry of entries) await inspectEntry(source, entry, wanted, depth);
  } catch (problem) {
    throw problem instanceof ZipFault ? new FileRefused(CODES[problem.code]) : problem;
  }
}

const NOT_IN_A_PATH = /[\p{Cc}\\:]|^\/|(^|\/)\.\.?(\/|$)|\/\//u;

function refuseNames(entries: readonly ZipEntry[], wanted: string): void {
  const seen = new Set<string>();
  for (const { name } of entries) {
    const same = name.normalize('NFC').toLowerCase();
    if (name === '' || NOT_IN_A_PATH.test(name) || seen.has(same)) throw new FileRefused('path-not-allowed');
    seen.add(same);
    const code = wanted === 'zip' ? unwantedInArchive(name) : unwantedInDocument(name);
    if (code) throw new FileRefused(code);
  }
}

const MACROS = /(^|\/)(vbaProject[^/]*\.bin|vbaData\.xml|macrosheets\/|activeX\/)/i;
const OBJECTS = /(^|\/)(embeddings\/oleObject[^/]*|[^/]+\.(bin|ole))$/i;
/** Binary parts that every office suite writes and that hold no object. */
const HARMLESS_BINARIES = /(^|\/)(printerSettings\/[^/]+|calcChain|metadata)\.bin$/i;
const EMBEDDED_DOCUMENT = /(^|\/)embeddings\/[^/]+\.(docx|xlsx|pptx)$/i;

function unwantedInDocument(name: string): FileFindingCode | undefined {
  if (MACROS.test(name)) return 'macros';
  if (/(^|\/)externalLinks\//i.test(name)) return 'external-content';
  if (OBJECTS.test(name) && !HARMLESS_BINARIES.test(name)) return 'embedded-file';
  const extension = extensionOf(name);
  if (ARCHIVE_EXTENSIONS.has(extension)) return 'nested-archive';
  if (['docm', 'xlsm', 'pptm', 'xlsb'].includes(extension)) return 'macros';
  const isXml = extension === 'xml' || extension === 'rels';
  return !isXml && ACTIVE_EXTENSIONS.has(extension) && extension !== 'svg' ? 'embedded-file' : undefined;
}

function unwantedInArchive(name: string): FileFindingCode | undefined {
  const extension = extensionOf(name);
  if (ARCHIVE_EXTENSIONS.has(extension)) return 'nested-archive';
  return ACTIVE_EXTENSIONS.has(extension) ? 'active-content' : undefined;
}

async function refuseOtherKind(
  source: ByteSource,
  entries: readonly ZipEntry[],
  wanted: string,
): Promise<void> {
  const kind = await packageKind(source, entries);
  if (kind === 'macros') throw new FileRefused('macros');
  if (kind !== wanted) throw new FileRefused('content-differs');
}

/** First bytes of what has no place inside a document: archives, programs, OLE objects, other documents. */
const MAGIC: readonly (readonly [begins: string, code: FileFindingCode])[] = [
  ['504b0304', 'nested-archive'],
  ['504b0506', 'nested-archive'],
  ['526172211a07', 'nested-archive'],
  ['377abcaf271c', 'nested-archive'],
  ['1f8b08', 'nested-archive'],
  ['fd377a585a00', 'nested-archive'],
  ['d0cf11e0a1b11ae1', 'embedded-file'],
  ['4d5a', 'embedded-file'],
  ['7f454c46', 'embedded-file'],
  ['255044462d', 'embedded-file'],
];

async function inspectEntry(
  source: ByteSource,
  entry: ZipEntry,
  wanted: string,
  depth: number,
): Promise<void> {
  const { name } = entry;
  if (wanted !== 'zip' && EMBEDDED_DOCUMENT.test(name)) {
    await inspectEmbedded(source, entry, depth);
    return;
  }
  const xml = wanted === 'zip' ? undefined : XmlPart.of(name);
  let first = true;
  for await (const piece of contentOf(source, entry)) {
    if (first) refuseMagic(piece, wanted);
    first = false;
    xml?.see(piece);
  }
  const fault = xml?.fault();
  if (fault) throw new FileRefused(fault);
}

function refuseMagic(piece: Buffer, wanted: string): void {
  const start = piece.subarray(0, 8).toString('hex');
  const found = MAGIC.find(([begins]) => start.startsWith(begins))?.[1];
  // What an archive is for is holding documents; what it may not hold is another archive, or a program.
  const lawful = wanted === 'zip' && (start.startsWith('255044462d') || start.startsWith('504b0304'));
  if (found && !lawful) throw new FileRefused(found);
}

/** The workbook behind a chart is judged like a document of its own; it may hold no other one. */
async function inspectEmbedded(source: ByteSource, entry: ZipEntry, depth: number): Promise<void> {
  if (depth > 0 || entry.unpacked > MOST_EMBEDDED) throw new FileRefused('nested-archive');
  const bytes = await wholeContentOf(source, entry);
  await inspectPackage(bufferSource(bytes), extensionOf(entry.name), depth + 1);
}
