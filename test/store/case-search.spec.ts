import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gramsOf, normalised, queryGrams, searchOf } from '../../src/store/case-search.js';

describe('a search text', () => {
  it('is the same however it is typed', () => {
    expect(normalised('ＡＢＣ－１２３　甲')).toBe('abc123甲');
    expect(normalised('云审受〔2026〕第 1 号')).toBe('云审受〔2026〕第1号');
    expect(normalised('Straße\u200B\u0000\uD842')).toBe('straße');
  });

  it('keeps rare characters whole', () => {
    expect(gramsOf('𠮷㐂𬺈')).toEqual(['㐂', '㐂𬺈', '𠮷', '𠮷㐂', '𬺈']);
    expect(queryGrams('𠮷')).toEqual(['𠮷']);
    expect(queryGrams('𠮷㐂𬺈')).toEqual(['𠮷㐂', '㐂𬺈']);
  });

  it('has no pair across the end of a field', () => {
    const id = '67aebe79-78d8-41c2-beab-3b791a70d59d';
    const { search, grams } = searchOf(id, '开办餐馆', '刘某');
    expect(search).toBe('开办餐馆\n刘某\ncyqbwybrv0e28');
    expect(grams).toContain('餐馆');
    expect(grams).not.toContain('馆刘');
  });

  it('has every gram of whatever it contains', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }).map(normalised);
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (whole, from, length) => {
        const characters = Array.from(whole);
        const at = characters.length === 0 ? 0 : from % characters.length;
        const part = characters.slice(at, at + 1 + (length % 5)).join('');
        fc.pre(part !== '');
        const grams = new Set(gramsOf(whole));
        expect(queryGrams(part).filter((gram) => !grams.has(gram))).toEqual([]);
      }),
    );
  });
});
