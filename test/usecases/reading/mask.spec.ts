import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  maskName,
  maskNumber,
  maskPhone,
  maskValue,
  maskWithin,
} from '../../../src/usecases/reading/mask.js';

describe('masks', () => {
  it.each([
    ['刘三', '刘*'],
    ['刘某某', '刘**'],
    ['欧阳修远', '欧阳**'],
    ['欧阳修', '欧阳*'],
    ['欧阳', '欧*'],
    ['刘', '*'],
    ['', '***'],
    ['  刘三 ', '刘*'],
    // Beyond the basic plane (𠮷), with a variation sequence (葛󠄀) and with a combining mark (é in two code points).
    ['𠮷野家', '𠮷**'],
    ['刘𠀀', '刘*'],
    ['葛\u{e0100}城', '葛\u{e0100}*'],
    ['e\u0301mile', 'e\u0301****'],
    ['阿不都热合曼·买买提', '阿*****·买**'],
    ['John Smith', 'J*** S****'],
    ['某某食品有限公司', '某*******'],
  ])('name %s: %s', (name, masked) => expect(maskName(name)).toBe(masked));

  it.each([
    ['410211199003071234', '4102**********1234'],
    ['41021119900307123X', '4102**********123X'],
    ['91410200MA12345678', '9141**********5678'],
    ['E12345678', '*******78'],
    ['1234', '****'],
    ['', '***'],
  ])('number %s: %s', (number, masked) => expect(maskNumber(number)).toBe(masked));

  it.each([
    ['13812345678', '138****5678'],
    ['+86 138-1234-5678', '+86 138****5678'],
    ['0371-12345678', '0371-****5678'],
    ['110', '***'],
    ['8008208820', '********20'],
  ])('telephone %s: %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked));

  it('leaves a subject readable and takes the person out of it', () => {
    const subject = '刘某某（410211199003071234，电话13812345678，liu@example.cn）开办餐馆';
    expect(maskWithin(subject, ['刘某某'])).toBe(
      '刘**（4102**********1234，电话138****5678，l***@example.cn）开办餐馆',
    );
    expect(maskWithin('王五与王五一合办', ['王五', '王五一'])).toBe('王*与王**合办');
    expect(maskWithin('建筑面积 12345678 平方米，2026-09-28 起', [])).toBe(
      '建筑面积 12345678 平方米，2026-09-28 起',
    );
    expect(maskWithin('刘', ['刘'])).toBe('刘');
  });

  it('hides a value whose kind it does not know, and keeps its shape', () => {
    expect(maskValue('家住开封市鼓楼区')).toBe('***');
    expect(maskValue('13812345678 或者家里')).toBe('***');
    expect(maskValue('13812345678')).toBe('138****5678');
    expect(maskValue({ phone: '13812345678', well: true, age: 61, none: null, list: ['甲乙丙'] })).toEqual({
      phone: '138****5678',
      well: '***',
      age: '***',
      none: null,
      list: ['***'],
    });
  });

  it('never shows a whole name, number or telephone, whatever the text', () => {
    const character = fc.oneof(
      fc.constantFrom('刘', '欧', '阳', '𠮷', '葛\u{e0100}', '·', ' ', 'A'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    );
    const name = fc
      .array(character, { minLength: 1, maxLength: 12 })
      .map((characters) => characters.join(''));
    fc.assert(
      fc.property(name, (text) => {
        if (!/[\p{L}\p{N}]/u.test(text) || text.includes('*')) return;
        const masked = maskName(text);
        expect(masked).not.toBe(text.trim());
        expect(masked).toContain('*');
        expect(masked).not.toMatch(/\p{Surrogate}/u);
      }),
    );
    const digits = fc.stringMatching(/^[1-9]\d{4,20}$/);
    fc.assert(
      fc.property(digits, (number) => {
        expect(maskNumber(number)).toHaveLength(number.length);
        expect(maskNumber(number)).not.toBe(number);
        expect(maskPhone(number)).not.toBe(number);
        expect(maskValue(number)).not.toBe(number);
      }),
    );
  });

  it('reads a long text once: what grew with its square would not end before the test does', () => {
    const long = 'x'.repeat(500_000);
    expect(maskWithin(long, ['刘某某'])).toBe(long);
    expect(maskValue(long)).not.toContain('xx');
  });
});
