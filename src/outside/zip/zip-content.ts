import { Readable } from 'node:stream';
import { createInflateRaw, crc32 } from 'node:zlib';
import { piecesOf, type ByteSource } from './byte-source.js';
import type { ZipEntry } from './zip-directory.js';
import { ZipFault } from './zip-fault.js';

const STORED = 0;

/**
 * The content of an entry, in pieces. Ends as soon as it is more than the directory announced, and fails at the end
 * when it is less, or another content.
 *
 * @throws ZipFault
 */
export async function* contentOf(
  source: ByteSource,
  entry: ZipEntry,
): AsyncGenerator<Buffer, void, undefined> {
  let length = 0;
  let sum = 0;
  for await (const piece of unpacked(source, entry)) {
    length += piece.length;
    if (length > entry.unpacked) throw new ZipFault('too-large');
    sum = crc32(piece, sum);
    yield piece;
  }
  if (length !== entry.unpacked || sum !== entry.crc) throw new ZipFault('broken');
}

/** A whole content that is known to be small. @throws ZipFault */
export async function wholeContentOf(source: ByteSource, entry: ZipEntry): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of contentOf(source, entry)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* unpacked(source: ByteSource, { method, from, to }: ZipEntry): AsyncGenerator<Buffer> {
  const packed = piecesOf(source, from, to);
  if (method === STORED) {
    yield* packed;
    return;
  }
  const input = Readable.from(packed);
  const inflate = createInflateRaw({ chunkSize: 64 * 1024 });
  input.on('error', (problem) => inflate.destroy(problem));
  try {
    yield* input.pipe(inflate) as AsyncIterable<Buffer>;
  } catch {
    throw new ZipFault('broken');
  } finally {
    input.destroy();
    inflate.destroy();
  }
}
