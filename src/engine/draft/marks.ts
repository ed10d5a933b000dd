import { chineseNumber } from '../law/chinese-number.js';
import type { ArticleText, Heading, HeadingLevel, Item } from './draft.js';
import { NUMERAL, readNumeral } from './numerals.js';

const NUMBER = `([${NUMERAL}]+|[0-9０-９]{1,4})`;
const HEADING = new RegExp(`^第 ?${NUMBER} ?([编章节])(.*)$`, 'u');
const ARTICLE = new RegExp(`^第 ?${NUMBER} ?条(?:之${NUMBER})?(.*)$`, 'u');
const ITEM = new RegExp(`^[（(] ?([${NUMERAL}]+) ?[）)][、.．]? ?(.*)$`, 'u');
// 1.5 is a number, not the first of a list.
const SUBITEM = /^([1-9]\d{0,3})[.．、](?!\d) ?(.*)$/u;
const DETAIL = /^[（(] ?([1-9]\d{0,3}) ?[）)] ?(.*)$/u;
const ANNEX = new RegExp(`^附(?:件|表|录|图) ?${NUMBER}?(?: ?[:：].*)?$`, 'u');

const LEVELS: Readonly<Record<string, HeadingLevel>> = { 编: 'book', 章: 'chapter', 节: 'section' };
const UNITS: Readonly<Record<HeadingLevel, string>> = { book: '编', chapter: '章', section: '节' };

/** A title says no sentence: 「第三章规定的期限届满后，……」 is a paragraph. */
const SENTENCE = /[。；，：！？;]/u;
const LONGEST_TITLE = 40;

/** Words with which a sentence goes on that speaks of another article or chapter. */
const REFERENCE = /^(?:第|规定|所|中|的|、|，|,|和|或|及|与|至|到|以)/u;

/** 编、章、节 that a line announces, if any. */
export function readHeading(line: string): Heading | undefined {
  const [, numeral = '', unit = '', rest = ''] = HEADING.exec(line) ?? [];
  const level = LEVELS[unit];
  const number = readNumeral(numeral);
  if (!level || number === undefined || SENTENCE.test(rest) || [...rest].length > LONGEST_TITLE)
    return undefined;
  // 第三章的规定: a sentence, broken off.
  if (REFERENCE.test(rest)) return undefined;
  // Titles are spread out to look well, 总 则 for 总则.
  const title = rest.replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '').trim();
  return { kind: 'heading', level, number, title, lines: [] };
}

/** The article that a line begins, with what follows on the line. @param expected the number that would be next */
export function readArticle(
  line: string,
  expected: number,
): (Pick<ArticleText, 'number' | 'insert'> & { readonly rest: string }) | undefined {
  const [, numeral = '', inserted, rest = ''] = ARTICLE.exec(line) ?? [];
  const number = readNumeral(numeral);
  const insert = inserted === undefined ? undefined : readNumeral(inserted);
  if (number === undefined || (inserted !== undefined && insert === undefined)) return undefined;
  const apart = rest === '' || rest.startsWith(' ');
  // Without a blank it may be a sentence on another article: only the next number, and no word of a reference.
  if (!apart && (number !== expected || REFERENCE.test(rest))) return undefined;
  return { number, ...(insert !== undefined && { insert }), rest: rest.trim() };
}

/** 项、目 or what is below, if the line is one. */
export function readItem(line: string): Item | undefined {
  return (
    readAs(0, ITEM.exec(line), readNumeral) ??
    readAs(1, SUBITEM.exec(line), Number) ??
    readAs(2, DETAIL.exec(line), Number)
  );
}

function readAs(
  level: Item['level'],
  found: RegExpExecArray | null,
  read: (numeral: string) => number | undefined,
): Item | undefined {
  const number = found ? read(found[1] ?? '') : undefined;
  return number === undefined ? undefined : { level, number, text: (found?.[2] ?? '').trim(), items: [] };
}

/** Whether a line announces an annex: 附件, 附件2：申请表. */
export function isAnnex(line: string): boolean {
  return ANNEX.test(line);
}

/** 第三章. */
export function headingLabel({ level, number }: Pick<Heading, 'level' | 'number'>): string {
  return `第${chineseNumber(number)}${UNITS[level]}`;
}

/** 第十二条之一. */
export function articleLabel({ number, insert }: Pick<ArticleText, 'number' | 'insert'>): string {
  return `第${chineseNumber(number)}条${insert === undefined ? '' : `之${chineseNumber(insert)}`}`;
}

/** （一）, 1．, （1）. */
export function itemLabel({ level, number }: Pick<Item, 'level' | 'number'>): string {
  if (level === 0) return `（${chineseNumber(number)}）`;
  return level === 1 ? `${number}．` : `（${number}）`;
}
