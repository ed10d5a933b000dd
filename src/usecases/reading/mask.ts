/** 脱敏: what a personal value looks like to somebody who has not given a reason to see it. Pure; never throws. */

const STAR = '*';
/** What stands for something of which nothing is shown. */
export const HIDDEN = '***';
const LONGEST_FORM = 300;

/** 复姓 still in use. A name of two characters has a surname of one. */
const COMPOUND_SURNAMES = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 ' +
    '慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 呼延 轩辕 段干 百里 东郭 南门 羊舌 微生 梁丘 左丘 第五 拓跋 完颜 纳兰 叶赫 ' +
    '歐陽 東方 諸葛 尉遲 鍾離 長孫 軒轅'
  ).split(' '),
);

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

// In this order: a longer form first, each with no digit beside it, so that a part of a longer number is none of them.
const FORMS: readonly (readonly [RegExp, (...found: string[]) => string])[] = [
  [/[^\s@<>(),;:，；：]{1,64}@[^\s@<>(),;:，；：]{1,200}\.[A-Za-z]{2,24}/g, (address = '') => mail(address)],
  // 公民身份号码, then 统一社会信用代码, bank cards, mobile and fixed telephones, passports.
  [/(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])/g, (number = '') => maskNumber(number)],
  [
    /(?<![\dA-Za-z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![\dA-Za-z])/g,
    (code = '') => maskNumber(code),
  ],
  [/(?<!\d)\d{16,19}(?!\d)/g, (number = '') => maskNumber(number)],
  [
    /(?<!\d)(\+?86[- ]?)?(1[3-9]\d)[- ]?\d{4}[- ]?(\d{4})(?!\d)/g,
    (_, country, head, tail) => `${country ?? ''}${head}****${tail}`,
  ],
  [
    /(?<!\d)(0\d{2,3})-(\d{3,4})(\d{4})(?!\d)/g,
    (_, area, hidden = '', tail = '') => `${area}-${STAR.repeat(hidden.length)}${tail}`,
  ],
  [/(?<![\dA-Za-z])[A-Za-z]{1,2}\d{7,9}(?![\dA-Za-z])/g, (number = '') => maskNumber(number)],
];

/**
 * A name: the surname stays, each further character becomes a star (刘*, 欧阳**). Other names keep the first
 * character of each word; a name of one character is hidden whole.
 */
export function maskName(name: string): string {
  return name
    .trim()
    .split(/([\s·•・]+)/u)
    .map((word, i) => (i % 2 === 1 ? word : maskWord(word, i === 0)))
    .join('');
}

/** A number on a document: the first and last four stay; of one shorter than 12 characters, two at the end. */
export function maskNumber(number: string): string {
  const characters = charactersOf(number.trim());
  const [head, tail] = characters.length >= 12 ? [4, 4] : characters.length >= 5 ? [0, 2] : [0, 0];
  const hidden = characters.length - head - tail;
  if (characters.length === 0) return HIDDEN;
  return characters.slice(0, head).join('') + STAR.repeat(hidden) + characters.slice(head + hidden).join('');
}

/** A telephone number: 138****5678, 0371-****5678. One that looks like none is masked as a number. */
export function maskPhone(phone: string): string {
  const masked = maskNumbersWithin(phone.trim());
  return masked === phone.trim() ? maskNumber(phone) : masked;
}

/**
 * A text that is to stay readable, such as the subject of a case: numbers and addresses in it that point to somebody
 * and the names given are masked, the rest stays.
 */
export function maskWithin(text: string, names: readonly string[]): string {
  const known = names.map((name) => name.trim()).filter((name) => charactersOf(name).length > 1);
  // The longest first, so that a name within another one leaves nothing of it behind.
  const ordered = known.toSorted((a, b) => b.length - a.length);
  const withoutNames = ordered.reduce((masked, name) => masked.replaceAll(name, maskName(name)), text);
  return maskNumbersWithin(withoutNames);
}

/**
 * A personal value of unknown kind: numbers keep their form, anything else is hidden. Lists and objects keep their
 * shape, so that the reader sees what there is without seeing what it says.
 */
export function maskValue(value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (Array.isArray(value)) return value.map(maskValue);
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, maskValue(item)]));
  }
  return typeof value === 'string' ? maskText(value) : HIDDEN;
}

function maskText(text: string): string {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST_FORM) return HIDDEN;
  const form = FORMS.find(([pattern]) => [...trimmed.matchAll(pattern)][0]?.[0] === trimmed);
  return form ? trimmed.replaceAll(form[0], form[1]) : HIDDEN;
}

function maskNumbersWithin(text: string): string {
  return FORMS.reduce((masked, [pattern, mask]) => masked.replaceAll(pattern, mask), text);
}

function mail(address: string): string {
  const at = address.lastIndexOf('@');
  const [first = STAR] = charactersOf(address.slice(0, at));
  return `${first}${HIDDEN}${address.slice(at)}`;
}

function maskWord(word: string, first: boolean): string {
  const characters = charactersOf(word);
  if (characters.length === 0) return first ? HIDDEN : '';
  if (characters.length === 1) return STAR;
  const compound = characters.length > 2 && COMPOUND_SURNAMES.has(characters.slice(0, 2).join(''));
  const kept = compound ? 2 : 1;
  return characters.slice(0, kept).join('') + STAR.repeat(characters.length - kept);
}

function charactersOf(text: string): readonly string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}
