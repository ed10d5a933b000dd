const DIGITS = '〇一二三四五六七八九';

/**
 * A whole number from 1 to 9999 as articles of a statute are counted: 三十二, 一百零六, 十.
 */
export function chineseNumber(n: number): string {
  const digits = [...String(n)].map(Number);
  let text = '';
  digits.forEach((digit, index) => {
    const place = digits.length - 1 - index;
    if (digit > 0) text += `${DIGITS[digit]}${['', '十', '百', '千'][place] ?? ''}`;
    else if (!text.endsWith('零') && digits.slice(index).some((later) => later > 0)) text += '零';
  });
  return text.startsWith('一十') ? text.slice(1) : text;
}
