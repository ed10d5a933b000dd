import { joined } from '../../log/bytes.js';

const NEWLINE = 0x0a;

/** A line of a file, or what stands in its place. */
export type FileLine =
  /** Without its newline; valid until the next line is asked for. */
  | { readonly bytes: Uint8Array }
  /** It has more bytes than a line may have, or the file ends without a newline. */
  | { readonly problem: 'too-long' | 'not-ended' };

/**
 * The lines of a file, one at a time, however large the file. What is too long is skipped to its end.
 *
 * @param most bytes of a line without its newline
 */
export function* linesOf(chunks: Iterable<Uint8Array>, most: number): Generator<FileLine> {
  let carried: Uint8Array[] = [];
  let length = 0;
  for (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      const tail = chunk.subarray(from, end);
      length += tail.length;
      if (length > most) yield { problem: 'too-long' };
      else yield { bytes: carried.length === 0 ? tail : joined(...carried, tail) };
      [carried, length, from] = [[], 0, end + 1];
    }
    const rest = chunk.subarray(from);
    length += rest.length;
    if (length > most) carried = [];
    // Copied: the piece is overwritten by the next one, and `slice` of a Node buffer would be a view of it.
    else if (rest.length > 0) carried.push(new Uint8Array(rest));
  }
  if (length > most) yield { problem: 'too-long' };
  else if (length > 0) yield { problem: 'not-ended' };
}

/** Lines that are asked for one by one, in step with those of other files. */
export class LineCursor {
  readonly #lines: Iterator<FileLine>;
  /** Number of the line that `next` gave last, from 1. */
  number = 0;

  constructor(chunks: Iterable<Uint8Array>, most: number) {
    this.#lines = linesOf(chunks, most);
  }

  /** Undefined: the file is at its end. */
  next(): FileLine | undefined {
    const { done, value } = this.#lines.next();
    if (done) return undefined;
    this.number++;
    return value;
  }
}
