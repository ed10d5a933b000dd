import type { FileHandle } from 'node:fs/promises';

/** Bytes that can be read at any place: a file, or something unpacked from one. */
export interface ByteSource {
  readonly size: number;
  /** So many bytes from there; fewer at the end. `into`: where they are put, by whoever is done with it before he asks again. */
  read(at: number, length: number, into?: Buffer): Promise<Buffer>;
}

/** An open file. */
export function fileSource(handle: FileHandle, size: number): ByteSource {
  return {
    size,
    async read(at, length, into) {
      const wanted = Math.max(0, Math.min(length, size - at));
      const buffer = into ?? Buffer.allocUnsafe(wanted);
      let done = 0;
      while (done < wanted) {
        const { bytesRead } = await handle.read(buffer, done, wanted - done, at + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return buffer.subarray(0, done);
    },
  };
}

/** Bytes in memory. */
export function bufferSource(bytes: Buffer): ByteSource {
  return {
    size: bytes.length,
    read: (at, length) => Promise.resolve(bytes.subarray(at, at + length)),
  };
}

/** Small enough that what is made of a piece is young when it dies: large strings live until a long collection. */
const PIECE = 48 * 1024;

/** All of it in pieces, each of which is gone when the next one is asked for. */
export async function* passingPieces(source: ByteSource): AsyncGenerator<Buffer, void, undefined> {
  for await (const { piece } of overlappingPieces(source, 0)) yield piece;
}

/** The same, each beginning with so many bytes of the end of the one before; `at`: where it begins. */
export async function* overlappingPieces(
  source: ByteSource,
  overlap: number,
): AsyncGenerator<{ readonly piece: Buffer; readonly at: number }, void, undefined> {
  const buffer = Buffer.allocUnsafe(overlap + PIECE);
  let kept = 0;
  for (let at = 0; at < source.size;) {
    const read = await source.read(at, PIECE, buffer.subarray(kept, kept + PIECE));
    if (read.length === 0) return;
    // A source in memory gives its own bytes.
    if (read.buffer !== buffer.buffer) read.copy(buffer, kept);
    const length = kept + read.length;
    yield { piece: buffer.subarray(0, length), at: at - kept };
    at += read.length;
    kept = Math.min(overlap, length);
    buffer.copy(buffer, 0, length - kept, length);
  }
}

/** A part of it in pieces, one after the other. */
export async function* piecesOf(
  source: ByteSource,
  from = 0,
  to = source.size,
): AsyncGenerator<Buffer, void, undefined> {
  for (let at = from; at < to;) {
    const piece = await source.read(at, Math.min(PIECE, to - at));
    if (piece.length === 0) return;
    at += piece.length;
    yield piece;
  }
}
