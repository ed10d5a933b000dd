import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { maskComment } from '../../../src/usecases/streams/consultation/mask-comment.js';

const mask = (text: string, names: readonly string[] = []): string => maskComment(text, names);

describe('a comment as it is published', () => {
  it.each([
    ['电话13812345678，', '电话138****5678，'],
    ['电话138 1234 5678', '12345678'],
    ['电话１３８１２３４５６７８', '１２３４'],
    ['+86 138-1234-5678', '1234-5678'],
    ['手机1 3 8 1 2 3 4 5 6 7 8', '1 2 3 4'],
    ['座机(0371)65512345', '65512345'],
    ['座机037165512345', '65512345'],
    ['电话：65512345', '65512345'],
    ['客服400-123-4567', '123-4567'],
    ['身份证410102199003071234', '19900307'],
    ['身份证410102 19900307 123X', '19900307'],
    ['老身份证410102900307123', '900307'],
    ['卡号6222 0212 3456 7890 123', '3456 7890'],
    ['微信号：zhang_san88', 'zhang_san88'],
    ['QQ 123456789', '123456789'],
    ['邮箱zhang.san@example.com', 'zhang.san'],
    ['车牌豫A·12345占道', '12345'],
    ['住3号楼2单元501室', '501'],
    ['我叫张三，反对', '张三'],
    ['本人欧阳春华身份证', '春华'],
    ['联系人：李小明', '小明'],
  ])('masks what points to somebody in %s', (text, secret) => {
    const masked = mask(text);
    expect(masked).not.toBe(text);
    if (!secret.includes('*')) expect(masked).not.toContain(secret);
    else expect(masked).toBe(secret);
  });

  it.each([
    '建议将第3条第2款的30日改为60日',
    '2026年9月28日公布的方案',
    '预算1234567.89元太高，建议减少20%',
    '我是本市居民，我是高新区的业主',
    '本人认为张家港路应当拓宽',
    '国务院令第713号第14条',
    '公交102路、B1路调整至人民路100号',
    '王府井大街的李宁店',
    '人口1200000人',
  ])('leaves %s as it is', (text) => expect(mask(text)).toBe(text));

  it('masks the author’s own name wherever it stands, and nobody else’s that nothing announces', () => {
    expect(mask('张三丰和李四光都反对', ['张三丰'])).toBe('张**和李四光都反对');
  });

  it('leaves no mobile number and no identity number, whatever stands around them', () => {
    const mobile = fc
      .tuple(fc.constantFrom('13', '15', '17', '18', '19'), fc.stringMatching(/^\d{9}$/))
      .map((both) => both.join(''));
    const identity = fc
      .tuple(
        fc.stringMatching(/^[1-6]\d{5}$/),
        fc.stringMatching(/^19\d{6}$/),
        fc.stringMatching(/^\d{3}[\dX]$/),
      )
      .map((parts) => parts.join(''));
    const around = fc.string({ unit: fc.constantFrom('的', '，', '。', ' ', '话', '：', '\n') });
    fc.assert(
      fc.property(around, fc.oneof(mobile, identity), around, (before, secret, after) => {
        const masked = mask(before + secret + after);
        return !masked.includes(secret) && masked.startsWith(before) && masked.endsWith(after);
      }),
    );
  });

  it('never throws, takes no time on hostile texts, and leaves a text without digits and names alone', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof mask(text) === 'string'));
    // What grew with the square of a text would not end before the test does.
    for (const bit of ['1 ', '1.', '1-', '(0', '电话', '我是王', '3号楼', '豫A', 'a@', '单元'])
      expect(mask(bit.repeat(100_000)).length).toBeGreaterThan(0);
    const plain = fc.string({ unit: fc.constantFrom('的', '建', '议', '，', '路') });
    fc.assert(fc.property(plain, (text) => mask(text) === text));
  });
});
