import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanJson } from '../../../src/http/body/clean-text.js';

describe('cleanJson', () => {
  it('leaves a value alone but for Normal Form C, and is the same the second time', () => {
    const value = fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' });
    fc.assert(
      fc.property(value, (given) => {
        const once = cleanJson(given);
        if ('faults' in once) return;
        expect(JSON.stringify(once.value)).toBe(JSON.stringify(given).normalize('NFC'));
        expect(cleanJson(once.value)).toEqual(once);
      }),
    );
  });

  it('finds every fault with its pointer, escaped as RFC 6901 says', () => {
    const found = cleanJson({ 'a/b': { '~c': ['\u0000'] }, d: '\ud800' });
    expect('faults' in found && found.faults.map(({ at }) => at)).toEqual(['/a~1b/~0c/0', '/d']);
  });
});
