import { chineseNumber } from '../../engine/law/chinese-number.js';

const ROMAN: readonly (readonly [number, string])[] = [
  ...([
    [1000, 'm'],
    [900, 'cm'],
    [500, 'd'],
    [400, 'cd'],
    [100, 'c'],
    [90, 'xc'],
    [50, 'l'],
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ] as const),
];
const STEMS = '甲乙丙丁戊己庚辛壬癸';

const roman = (n: number): string => {
  let [rest, text] = [n, ''];
  for (const [value, letters] of ROMAN) {
    for (; rest >= value; rest -= value) text += letters;
  }
  return text;
};
/** a ... z, aa, bb ... as word processors go on. */
const letters = (n: number): string =>
  String.fromCodePoint(97 + ((n - 1) % 26)).repeat(Math.floor((n - 1) / 26) + 1);
/** ① to ⑳; figures beyond. */
const circled = (n: number): string => (n <= 20 ? String.fromCodePoint(0x245f + n) : String(n));
const fullWidth = (n: number): string =>
  String(n).replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));

const FORMATS: Readonly<Record<string, (n: number) => string>> = {
  decimal: String,
  decimalZero: (n) => String(n).padStart(2, '0'),
  decimalFullWidth: fullWidth,
  decimalFullWidth2: fullWidth,
  decimalHalfWidth: String,
  decimalEnclosedCircle: circled,
  decimalEnclosedCircleChinese: circled,
  chineseCounting: chineseNumber,
  chineseCountingThousand: chineseNumber,
  japaneseCounting: chineseNumber,
  taiwaneseCounting: chineseNumber,
  taiwaneseCountingThousand: chineseNumber,
  ideographTraditional: (n) => STEMS[n - 1] ?? String(n),
  lowerLetter: letters,
  upperLetter: (n) => letters(n).toUpperCase(),
  lowerRoman: roman,
  upperRoman: (n) => roman(n).toUpperCase(),
  none: () => '',
  bullet: () => '',
};

/** A number as a word processor shows it in a list (ST_NumberFormat). Undefined: a format that is not known here. */
export function formattedNumber(format: string, n: number): string | undefined {
  const write = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  return n >= 1 && n <= 9_999 ? write?.(n) : format === 'decimal' ? String(n) : undefined;
}
