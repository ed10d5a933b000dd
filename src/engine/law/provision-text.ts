import { chineseNumber } from './chinese-number.js';
import type { Basis, LawReference } from './definition.js';

const ARTICLE = /^(\d+)(?:-(\d+))?(?:\.(\d+))?(?:\((\d+)\))?$/;

/**
 * Provisions as documents cite them: `许可法 32.1(4)` is 《中华人民共和国行政许可法》第三十二条第一款第（四）项; of a law that
 * is not divided into articles (a notice 意见) the sections are items: 第十八项. Rules of the house (正程) are not cited: they
 * bind nobody outside it.
 */
export function provisionTexts(basis: Basis, law: Readonly<Record<string, LawReference>>): readonly string[] {
  return citable(basis).map((one) => cited(one, law).join(''));
}

/** The same as one text, each law named once for provisions that follow each other. */
export function provisionLine(basis: Basis, law: Readonly<Record<string, LawReference>>): string {
  let before = '';
  return citable(basis)
    .map((one) => {
      const [title = '', place = ''] = cited(one, law);
      const text = title === before ? place : `${title}${place}`;
      before = title;
      return text;
    })
    .join('、');
}

function citable(basis: Basis): readonly string[] {
  const all = typeof basis === 'string' ? [basis] : basis;
  return all.filter((one) => !one.startsWith('正程 '));
}

/** The law, and the place in it. */
function cited(basis: string, laws: Readonly<Record<string, LawReference>>): readonly string[] {
  const space = basis.indexOf(' ');
  const law = laws[basis.slice(0, space)];
  if (law && basis.slice(space + 1) === '全文') return [`《${law.title}》`, ''];
  const match = ARTICLE.exec(basis.slice(space + 1));
  if (!law || !match) return [basis];
  const [, article, inserted, paragraph, item] = match;
  const notice = /(意见|通知)$/.test(law.title);
  const number = notice && law.number !== undefined ? `（${law.number}）` : '';
  const place = [
    `第${numeral(article)}${notice ? '项' : '条'}`,
    inserted === undefined ? '' : `之${numeral(inserted)}`,
    paragraph === undefined ? '' : `第${numeral(paragraph)}款`,
    item === undefined ? '' : `第（${numeral(item)}）项`,
  ];
  return [`《${law.title}》${number}`, place.join('')];
}

function numeral(digits: string | undefined): string {
  return chineseNumber(Number(digits));
}
