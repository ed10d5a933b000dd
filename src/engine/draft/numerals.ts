const DIGITS = '〇一二三四五六七八九';
const PLACES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const LARGEST = 9999;

/** Characters of a Chinese number as headings and articles are counted, for use in a character class. */
export const NUMERAL = '〇零一二两三四五六七八九十百千';

/**
 * A Chinese number of 1 to 9999: by place (一百零六, 十二), by digits (一〇六), or in figures (106, also full width).
 * Undefined for what is none.
 */
export function readNumeral(text: string): number | undefined {
  const plain = text.normalize('NFKC').replaceAll('零', '〇').replaceAll('两', '二');
  const value = /^\d+$/.test(plain)
    ? Number(plain)
    : /[十百千]/.test(plain)
      ? byPlace(plain)
      : byDigits(plain);
  return value !== undefined && value >= 1 && value <= LARGEST ? value : undefined;
}

function byDigits(text: string): number | undefined {
  const digits = [...text].map((one) => DIGITS.indexOf(one));
  return digits.length > 0 && digits.every((digit) => digit >= 0) ? Number(digits.join('')) : undefined;
}

function byPlace(text: string): number | undefined {
  let [sum, digit, last] = [0, 0, LARGEST + 1];
  for (const one of text) {
    const place = PLACES[one];
    if (place === undefined) {
      const next = DIGITS.indexOf(one);
      if (next < 0 || digit > 0) return undefined;
      digit = next;
    } else {
      // Places fall: 十百 is no number; 十二 needs no digit before its place.
      if (place >= last || (digit === 0 && place !== 10)) return undefined;
      sum += (digit || 1) * place;
      [digit, last] = [0, place];
    }
  }
  return sum + digit;
}
