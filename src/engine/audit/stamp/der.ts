/** Bytes are not DER (X.690), or not of the shape that was asked for. The only error that reading them raises. */
export class DerFault extends Error {
  override readonly name = 'DerFault';
}

/** One value: its identifier octet, its content, and both with the length between them. */
export interface DerValue {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly whole: Uint8Array;
}

/** Identifier octets; those of context-specific values are `context(n)`. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Identifier octet of `[n]`, constructed unless it is said to be primitive. */
export function context(n: number, primitive = false): number {
  return (primitive ? 0x80 : 0xa0) | n;
}

const MOST_BYTES = 262_144;
const MOST_DEPTH = 32;
const CONSTRUCTED = 0x20;

/**
 * The one value that the bytes are. Everything in it is looked at, also what nobody asks for: definite and shortest
 * lengths, nothing behind the end, so many levels and bytes at most, booleans, integers and nulls in their one form.
 *
 * @throws DerFault
 */
export function readDer(bytes: Uint8Array): DerValue {
  if (bytes.length > MOST_BYTES) throw new DerFault(`more than ${MOST_BYTES} bytes`);
  const value = valueAt(bytes, 0);
  if (value.whole.length !== bytes.length) throw new DerFault('bytes after the end');
  inspect(value, 0);
  return value;
}

/** Members of a constructed value, to be taken one after the other. */
export class DerMembers {
  private at = 0;

  /** @throws DerFault when the value has another tag */
  constructor(
    private readonly value: DerValue,
    tag: number = TAG.sequence,
  ) {
    if (value.tag !== tag || !(tag & CONSTRUCTED)) throw new DerFault(`0x${hexOf(tag)} is expected`);
  }

  get isAtEnd(): boolean {
    return this.at === this.value.content.length;
  }

  /** The next member, of any tag. @throws DerFault when there is none */
  any(): DerValue {
    const value = valueAt(this.value.content, this.at);
    this.at += value.whole.length;
    return value;
  }

  /** @throws DerFault when the next member is another one */
  take(tag: number): DerValue {
    const value = this.any();
    if (value.tag !== tag) throw new DerFault(`0x${hexOf(tag)} is expected, not 0x${hexOf(value.tag)}`);
    return value;
  }

  /** The next member when it has this tag: an optional one. */
  maybe(tag: number): DerValue | undefined {
    return !this.isAtEnd && this.value.content[this.at] === tag ? this.any() : undefined;
  }

  rest(): readonly DerValue[] {
    const values: DerValue[] = [];
    while (!this.isAtEnd) values.push(this.any());
    return values;
  }

  /** @throws DerFault when there are further members */
  end(): void {
    if (!this.isAtEnd) throw new DerFault('a member too many');
  }
}

function valueAt(bytes: Uint8Array, start: number): DerValue {
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined) throw new DerFault('the bytes end early');
  if ((tag & 0x1f) === 0x1f) throw new DerFault('tags above 30 do not occur');
  let at = start + 2;
  let length = first;
  if (first >= 0x80) {
    const octets = first & 0x7f;
    if (octets === 0 || octets > 3) throw new DerFault('a length without end, or too large');
    length = 0;
    for (let n = 0; n < octets; n++) length = length * 256 + (bytes[at++] ?? 0);
    if (length < 0x80 || length < 256 ** (octets - 1)) throw new DerFault('a length that could be shorter');
  }
  if (at + length > bytes.length) throw new DerFault('the bytes end early');
  return { tag, content: bytes.subarray(at, at + length), whole: bytes.subarray(start, at + length) };
}

function inspect(value: DerValue, depth: number): void {
  if (depth > MOST_DEPTH) throw new DerFault(`more than ${MOST_DEPTH} levels`);
  const { tag, content } = value;
  if (tag & CONSTRUCTED) {
    if (tag < 0x40 && tag !== TAG.sequence && tag !== TAG.set) throw new DerFault('a string in pieces');
    for (const member of new DerMembers(value, tag).rest()) inspect(member, depth + 1);
    return;
  }
  const [first, second] = content;
  if (tag === TAG.sequence - CONSTRUCTED || tag === TAG.set - CONSTRUCTED || tag === 0)
    throw new DerFault('no such value');
  if (tag === TAG.null && content.length > 0) throw new DerFault('a null with content');
  if (tag === TAG.boolean && !(content.length === 1 && (first === 0 || first === 0xff)))
    throw new DerFault('no boolean');
  if (tag !== TAG.integer) return;
  const padded =
    second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
  if (first === undefined || padded) throw new DerFault('an integer that could be shorter');
}

function hexOf(tag: number): string {
  return tag.toString(16).padStart(2, '0');
}
