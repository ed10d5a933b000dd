import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chineseNumber } from '../../../src/engine/law/chinese-number.js';
import { provisionLine, provisionTexts } from '../../../src/engine/law/provision-text.js';

const LAW = {
  许可法: { title: '中华人民共和国行政许可法', number: '主席令第七号' },
  大数据意见: { title: '国务院办公厅关于运用大数据的若干意见', number: '国办发〔2015〕51号' },
};

describe('provisions as documents cite them', () => {
  it.each([
    ['许可法 32.1(4)', '《中华人民共和国行政许可法》第三十二条第一款第（四）项'],
    ['许可法 70(1)', '《中华人民共和国行政许可法》第七十条第（一）项'],
    ['许可法 106', '《中华人民共和国行政许可法》第一百零六条'],
    ['许可法 17-1.2', '《中华人民共和国行政许可法》第十七条之一第二款'],
    ['大数据意见 18', '《国务院办公厅关于运用大数据的若干意见》（国办发〔2015〕51号）第十八项'],
    ['未声明 3', '未声明 3'],
  ])('%s is %s', (basis, text) => {
    expect(provisionTexts(basis, LAW)).toEqual([text]);
  });

  it('name a law once for provisions that follow each other, and no rule of the house', () => {
    expect(
      provisionLine(['许可法 32.2', '许可法 78', '正程 容缺受理', '大数据意见 18', '许可法 7'], LAW),
    ).toBe(
      '《中华人民共和国行政许可法》第三十二条第二款、第七十八条、《国务院办公厅关于运用大数据的若干意见》（国办发〔2015〕51号）第十八项、《中华人民共和国行政许可法》第七条',
    );
    expect(provisionTexts('正程 容缺受理', LAW)).toEqual([]);
  });
});

describe('Chinese numbers', () => {
  it.each([
    [1, '一'],
    [10, '十'],
    [12, '十二'],
    [20, '二十'],
    [100, '一百'],
    [101, '一百零一'],
    [110, '一百一十'],
    [1005, '一千零五'],
    [1260, '一千二百六十'],
  ])('%i is %s', (n, text) => {
    expect(chineseNumber(n)).toBe(text);
  });

  it('are as different as the numbers', () => {
    const number = fc.integer({ min: 1, max: 9999 });
    fc.assert(fc.property(number, number, (a, b) => a === b || chineseNumber(a) !== chineseNumber(b)));
  });
});
