import { createInflate } from 'node:zlib';
import { overlappingPieces, piecesOf, type ByteSource } from '../zip/byte-source.js';
import type { FileFindingCode } from '../../usecases/materials/material-ports.js';
import { FileRefused } from './findings.js';
import { TokenSearch } from './token-search.js';

// Pictures are looked through as well, since what reads as one need not be one: only names that are too long to be met
// by chance. A script takes /JavaScript or /Rendition, whatever its /JS.
const PATTERNS = {
  // What runs when it is opened or touched. /AA and /OpenAction alone may only turn to a page.
  'active-content':
    /\/(?:JavaScript|Rendition|Launch|RichMedia|SubmitForm|ImportData|GoToE|XFA\s*(?:\[\s*[(\d]|\d+\s+\d+\s+R))(?![A-Za-z0-9_])/,
  'embedded-file': /\/(?:EmbeddedFiles?|Filespec\s*\/EF|FileAttachment)(?![A-Za-z0-9_])/,
  encrypted: /\/Encrypt(?![A-Za-z0-9_])/,
} satisfies Readonly<Partial<Record<FileFindingCode, RegExp>>>;

type PdfCode = keyof typeof PATTERNS;

const LONGEST = 256;
/** Objects in streams: how many of them, and how much each may unpack to. */
const MOST_STREAMS = 100_000;
const MOST_UNPACKED = 64 * 1024 * 1024;
const MOST_ALL_UNPACKED = 512 * 1024 * 1024;
const TAIL = 2_048;

/**
 * Judges a PDF by the names in it, plain, in disguise (`/J#53`) and inside compressed object streams.
 *
 * @throws FileRefused
 */
export async function inspectPdf(source: ByteSource): Promise<void> {
  const head = await source.read(0, 8);
  if (!/^%PDF-[12]\.\d/.test(head.toString('latin1'))) throw new FileRefused('content-differs');
  const tail = (await source.read(Math.max(0, source.size - TAIL), TAIL)).toString('latin1');
  const end = tail.lastIndexOf('%%EOF');
  if (end < 0) throw new FileRefused('broken-file');
  if (!/^%%EOF[\s\0]*$/.test(tail.slice(end))) throw new FileRefused('polyglot');
  const found = await namesIn(source);
  for (const code of ['encrypted', 'active-content', 'embedded-file'] as const) {
    if (found.has(code)) throw new FileRefused(code);
  }
}

async function namesIn(source: ByteSource): Promise<ReadonlySet<PdfCode>> {
  const search = new TokenSearch<PdfCode>(PATTERNS, LONGEST, meantNames);
  const streams = new ObjectStreams();
  for await (const { piece, at } of overlappingPieces(source, MOST_DICTIONARY + LONGEST)) {
    const text = piece.toString('latin1');
    search.look(text);
    streams.look(text, at);
  }
  let unpackedSoFar = 0;
  for (const start of await streams.starts(source)) {
    for await (const piece of inflated(source, start)) {
      unpackedSoFar += piece.length;
      if (unpackedSoFar > MOST_ALL_UNPACKED) throw new FileRefused('unpacks-to-too-much');
      search.see(piece);
    }
  }
  return search.found;
}

/** A name with at least one character in disguise: `/#4A#53`. */
const DISGUISED = /\/[A-Za-z0-9]*#[0-9A-Fa-f]{2}[A-Za-z0-9#]*/g;

/** Names as they are meant: `#4A` in a name is the letter J. */
function meantNames(text: string): string {
  return text.replaceAll(DISGUISED, (name) =>
    name.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  );
}

/** Characters of a stream's dictionary, usually; of those that are longer, at most. */
const MOST_DICTIONARY = 2_000;
const LONGEST_DICTIONARY = 64 * 1024;
const MOST_LONG = 1_000;

/** Where the bytes of object streams begin. */
class ObjectStreams {
  readonly #starts = new Set<number>();
  /** Streams whose dictionary begins too far before them, by where the word stands. */
  readonly #long = new Map<number, number>();

  look(text: string, at: number): void {
    for (const match of text.matchAll(/(?<!end)stream(?:\r\n|\n|\r)/g)) {
      const before = text.slice(Math.max(0, match.index - MOST_DICTIONARY), match.index);
      const start = at + match.index + match[0].length;
      const whole = before.includes(' obj') || at + match.index <= MOST_DICTIONARY;
      if (whole && isObjectStream(before)) this.#starts.add(start);
      // At the beginning of a piece: it was seen with what stands before it.
      if (!whole && (match.index >= MOST_DICTIONARY || at === 0)) this.#long.set(at + match.index, start);
    }
    if (this.#starts.size > MOST_STREAMS || this.#long.size > MOST_LONG)
      throw new FileRefused('unpacks-to-too-much');
  }

  /** In the end: long dictionaries are looked at as well. One without a beginning hides something. */
  async starts(source: ByteSource): Promise<Iterable<number>> {
    for (const [at, start] of this.#long) {
      const from = Math.max(0, at - LONGEST_DICTIONARY);
      const before = (await source.read(from, at - from)).toString('latin1');
      if (!before.includes(' obj')) throw new FileRefused('active-content');
      if (isObjectStream(before)) this.#starts.add(start);
    }
    return this.#starts;
  }
}

/** Packed as every writer packs them. In any other way nobody but who wants to hide something does. */
function isObjectStream(before: string): boolean {
  const dictionary = meantNames(before.slice(before.lastIndexOf(' obj') + 1));
  if (!/\/ObjStm(?![A-Za-z0-9_])/.test(dictionary)) return false;
  const filters = dictionary.match(
    /\/[A-Za-z0-9]*Decode(?![A-Za-z])|\/Predictor|\/(?:AHx|A85|LZW|Fl|RL)(?![A-Za-z])/g,
  );
  if ((filters ?? []).some((one) => one !== '/FlateDecode' && one !== '/Fl'))
    throw new FileRefused('active-content');
  return true;
}

/** The stream that begins there, as far as it can be unpacked. */
async function* inflated(source: ByteSource, start: number): AsyncGenerator<Buffer, void, undefined> {
  const inflate = createInflate();
  let unpacked = 0;
  const packed = piecesOf(source, start, Math.min(source.size, start + MOST_UNPACKED));
  const feed = (async () => {
    for await (const piece of packed) {
      if (inflate.destroyed || inflate.writableEnded) return;
      if (!inflate.write(piece))
        await new Promise((resolve) => inflate.once('drain', resolve).once('close', resolve));
    }
    inflate.end();
  })();
  feed.catch(() => undefined);
  try {
    for await (const piece of inflate as AsyncIterable<Buffer>) {
      unpacked += piece.length;
      if (unpacked > MOST_UNPACKED) throw new FileRefused('unpacks-to-too-much');
      yield piece;
    }
  } catch (problem) {
    if (problem instanceof FileRefused) throw problem;
    // Not compressed this way, or cut off: its plain bytes were looked at before.
  } finally {
    inflate.destroy();
  }
}
