import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { NamedPart, RedactingRecord } from '../../../src/engine/audit/redaction.js';
import { repeatsAny, wordsOf } from '../../../src/engine/audit/repeated-words.js';
import { RELEASE, RESTRICTION, restrictionsOf } from '../../../src/engine/audit/restriction.js';

const PART: NamedPart = { seq: 0, name: 'subject' };

const said = (seq: number, type: string, change: object = {}): RedactingRecord => ({
  ...{ seq, type },
  data: {
    [type === 'audit.part.redacted' ? 'redaction' : 'restriction']: {
      ...{ parts: [PART], files: [], ground: 'unlawful', ...change },
    },
  },
});

describe('what stands restricted', () => {
  it('is what the last record that names it says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(RESTRICTION, RELEASE, 'audit.part.redacted', 'case.read'), {
          maxLength: 12,
        }),
        (types) => {
          const restrictions = restrictionsOf(types.map((type, n) => said(n + 1, type)));
          const last = types.findLastIndex((type) => type !== 'case.read');
          const expected = types[last] === RESTRICTION ? { seq: last + 1, ground: 'unlawful' } : undefined;
          expect(restrictions.part(0, 'subject')).toEqual(expected);
        },
      ),
    );
  });

  it('is no later record, and nothing of a record whose list is none', () => {
    expect(
      restrictionsOf([said(3, RESTRICTION, { parts: [{ seq: 3, name: 'a' }] })]).part(3, 'a'),
    ).toBeUndefined();
    for (const parts of [null, 'x', [null], [{ seq: '0', name: 'subject' }], [{ seq: 0 }]])
      expect(restrictionsOf([said(1, RESTRICTION, { parts, files: 7 })]).part(0, 'subject')).toBeUndefined();
  });

  it('are contents of materials too, until they are released', () => {
    const files = ['a'.repeat(64)];
    const restricted = said(1, RESTRICTION, { parts: [], files });
    expect(restrictionsOf([restricted]).file('a'.repeat(64))).toEqual({ seq: 1, ground: 'unlawful' });
    const released = said(2, RELEASE, { parts: [], files });
    expect(restrictionsOf([restricted, released]).file('a'.repeat(64))).toBeUndefined();
  });
});

describe('what repeats what somebody said', () => {
  it('has one of its texts in it, at any depth', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 2 }).filter((word) => Array.from(word.trim()).length >= 2),
        fc.string(),
        fc.string(),
        (word, before, after) => {
          const document = { fields: [{ text: `${before}${word}${after}` }] };
          expect(repeatsAny(document, wordsOf({ deep: [word] }))).toBe(true);
        },
      ),
    );
  });

  it('is no single character, no number and no truth value', () => {
    expect([...wordsOf(['是', 7, true, null, ' 刘 ', { a: ' 刘某 ' }])]).toEqual(['刘某']);
    expect(repeatsAny('刘氏', wordsOf('刘'))).toBe(false);
  });
});
