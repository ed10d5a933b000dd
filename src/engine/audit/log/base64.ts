const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...ALPHABET].map((letter, value) => [letter, value]));

/** Standard Base 64 with padding (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.subarray(at, at + 3);
    const word = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text += letter(word >> 18) + letter(word >> 12);
    text += b === undefined ? '=' : letter(word >> 6);
    text += c === undefined ? '=' : letter(word);
  }
  return text;
}

/** Bytes of Base 64 in its one form: padded, no spaces, no bits left over. Undefined for anything else. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let at = 0, to = 0; at < text.length; at += 4, to += 3) {
    const last = at + 4 === text.length;
    let word = 0;
    for (let n = 0; n < 4; n++) {
      const value = last && n >= 4 - padding ? 0 : VALUES.get(text[at + n] as string);
      if (value === undefined) return undefined;
      word = (word << 6) | value;
    }
    for (let n = 0; n < 3 && to + n < bytes.length; n++) bytes[to + n] = (word >> (16 - 8 * n)) & 0xff;
  }
  return toBase64(bytes) === text ? bytes : undefined;
}

function letter(sixBits: number): string {
  return ALPHABET[sixBits & 63] as string;
}
