import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, isCanonicalJson, NotCanonical } from '../../../src/engine/audit/canonical-form.js';

describe('canonical form: the published vectors of RFC 8785', () => {
  it('sorts names by UTF-16 code units, not by code points', () => {
    // The vector's U+FB33 is not in form NFC; U+FB13 sorts in the same place.
    const value = JSON.parse(
      '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb13":"Ligature","1":"One",' +
        '"\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}',
    ) as unknown;
    expect(canonicalJson(value)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis",' +
        '"€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb13":"Ligature"}',
    );
  });

  it('writes structures.json', () => {
    const value = JSON.parse(
      '{"1":{"f":{"f":"hi","F":5},"\\n":56.0},"10":{},"":"empty","a":{},"111":[{"e":"yes","E":"no"}],"A":{}}',
    ) as unknown;
    expect(canonicalJson(value)).toBe(
      '{"":"empty","1":{"\\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}',
    );
  });

  it('writes arrays.json and keeps the order of arrays', () => {
    expect(canonicalJson([56, { d: true, '10': null, '1': [] }])).toBe('[56,{"1":[],"10":null,"d":true}]');
  });

  it('ignores locale: french.json', () => {
    const value = { peach: 'This sorting order', pêche: 'but', péché: 'is', sin: 'ignore locale' };
    expect(canonicalJson(value)).toBe(
      '{"peach":"This sorting order","péché":"is","pêche":"but","sin":"ignore locale"}',
    );
  });

  it('escapes as the RFC does', () => {
    expect(canonicalJson('€$\u000f\nA\'B"\\\\"/</script>\u007f\u0000')).toBe(
      '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/</script>\u007f\\u0000"',
    );
  });

  it('writes integers without exponent or sign of zero', () => {
    expect(canonicalJson([0, -0, -1, 9007199254740991])).toBe('[0,0,-1,9007199254740991]');
  });
});

describe('canonical form: what it refuses', () => {
  class Money {
    readonly yuan = 5;
  }
  const refused: readonly (readonly [string, unknown, string])[] = [
    ['undefined', { a: [1, undefined] }, '/a/1'],
    ['a hole in an array', [1, , 3], '/1'], // oxlint-disable-line no-sparse-arrays
    ['a fraction', { price: 1.5 }, '/price'],
    ['an integer beyond 2^53', 9007199254740992, ''],
    ['NaN', { n: NaN }, '/n'],
    ['infinity', [Infinity], '/0'],
    ['a bigint', 1n, ''],
    ['a function', { f: () => 1 }, '/f'],
    ['a symbol as a name', { [Symbol('s')]: 1 }, ''],
    ['a date', new Date(0), ''],
    ['a map', { m: new Map() }, '/m'],
    ['an instance of a class', new Money(), ''],
    ['half a surrogate pair', { s: 'a\ud83d' }, '/s'],
    ['half a surrogate pair in a name', { '\ude00': 1 }, '/\ude00'],
    ['text that is not in form NFC', { 'a/b': 'A\u030a' }, '/a~1b'],
    ['a Hangul text in parts', '\u1100\u1161', ''],
    ['a compatibility ideograph', '\uf900', ''],
  ];
  it.each(refused)('%s', (_what, value, at) => {
    expect(() => canonicalJson(value)).toThrow(NotCanonical);
    expect(() => canonicalJson(value)).toThrow(expect.objectContaining({ at }) as unknown as Error);
  });

  it('nesting beyond 100 levels, instead of overflowing the stack', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(() => canonicalJson(deep)).toThrow('nested deeper than 100');
  });
});

describe('canonical form: properties', () => {
  const nfc = fc.string({ unit: 'grapheme' }).map((text) => text.normalize('NFC'));
  const leaf = fc.oneof(nfc, fc.maxSafeInteger(), fc.boolean(), fc.constant(null));
  const json = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('value')), fc.dictionary(nfc, tie('value'))),
  })).value;

  it('reading and writing again gives the same text', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(isCanonicalJson(text)).toBe(true);
      }),
    );
  });

  it('does not depend on the order in which members were set', () => {
    fc.assert(
      fc.property(fc.dictionary(nfc, leaf), (members) => {
        const reversed = Object.fromEntries(Object.entries(members).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(members));
      }),
    );
  });

  it('accepts every text in form NFC and no other', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const written = (() => {
          try {
            return canonicalJson(text);
          } catch {
            return undefined;
          }
        })();
        const lawful = !/\p{Surrogate}/u.test(text) && text.normalize('NFC') === text;
        expect(written).toBe(lawful ? JSON.stringify(text) : undefined);
      }),
    );
  });

  it('knows another spelling of the same value for what it is', () => {
    for (const text of ['{"b":1,"a":2}', '{ "a":1}', '[1.0]', '"\\u0041"', '{"a":1,"a":1}', '', '[1,]']) {
      expect(isCanonicalJson(text)).toBe(false);
    }
  });
});
