import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isHandwriting, MAX_HANDWRITING } from '../../../src/engine/case/opinion/handwriting.js';
import { seenDigest, unmetOpinion } from '../../../src/engine/case/opinion/opinion.js';
import type { CaseState } from '../../../src/engine/case/case-state.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';

type Seen = Pick<CaseState, 'materials' | 'documents'>;

const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
const name = fc.string({ unit: fc.constantFrom(...'abcdefg'), minLength: 1, maxLength: 4 });

/** A case with materials of so many versions and documents, some of them issued. */
function seenOf(
  materials: Readonly<Record<string, readonly string[]>>,
  documents: Readonly<Record<string, string | null>>,
): Seen {
  return {
    materials: Object.fromEntries(
      Object.entries(materials).map(([id, versions]) => [
        id,
        { standing: 'filed', versions: versions.map((sha256) => ({ sha256 })) },
      ]),
    ),
    documents: Object.fromEntries(
      Object.entries(documents).map(([id, sha256]) => [
        id,
        { document: 'letter', orderedOn: '2026-09-28', ...(sha256 !== null && { issued: { sha256 } }) },
      ]),
    ),
  } as unknown as Seen;
}

describe('the digest of what an opinion is about', () => {
  const contents = fc.tuple(
    fc.dictionary(name, fc.array(hex, { minLength: 1, maxLength: 3 }), { maxKeys: 5 }),
    fc.dictionary(name, fc.option(hex), { maxKeys: 5 }),
  );

  it('is the same for the same draft and materials, in whatever order they came', () => {
    fc.assert(
      fc.property(contents, ([materials, documents]) => {
        const turned = Object.fromEntries(Object.entries(materials).toReversed());
        const one = seenDigest(seenOf(materials, documents), nodeHash);
        expect(seenDigest(seenOf(turned, documents), nodeHash)).toBe(one);
      }),
    );
  });

  it('is another one as soon as a material has a new version or a document is issued', () => {
    fc.assert(
      fc.property(contents, name, hex, ([materials, documents], id, sha256) => {
        const before = seenDigest(seenOf(materials, documents), nodeHash);
        const filed = { ...materials, [id]: [...(materials[id] ?? []), sha256] };
        if (materials[id]?.at(-1) !== sha256)
          expect(seenDigest(seenOf(filed, documents), nodeHash)).not.toBe(before);
        if (documents[id] !== sha256)
          expect(seenDigest(seenOf(materials, { ...documents, [id]: sha256 }), nodeHash)).not.toBe(before);
      }),
    );
  });

  it('does not look at documents that are only ordered, nor at a case that has none', () => {
    expect(seenDigest(seenOf({}, { d1: null }), nodeHash)).toBe(seenDigest({}, nodeHash));
  });
});

describe('an opinion', () => {
  const seen = 'a'.repeat(64);

  it('is refused for all that stands against it at once', () => {
    const wish = { text: '可', seen: 'b'.repeat(64), corrects: 3 };
    const unmet = unmetOpinion(wish, 'wang', { seen, corrected: { person: 'wei' } });
    expect(unmet.map(({ code, at }) => [code, at])).toEqual([
      ['seen-outdated', '/opinion/seen'],
      ['opinion-not-yours', '/opinion/corrects'],
    ]);
  });

  it('corrects one’s own alone, and none that there is not', () => {
    const wish = { text: '可', corrects: 3 };
    expect(unmetOpinion(wish, 'wang', { seen, corrected: { person: 'wang' } })).toEqual([]);
    expect(unmetOpinion(wish, 'wang', { seen, corrected: undefined })).toHaveLength(1);
    expect(unmetOpinion(wish, 'wang', { seen, corrected: {} })).toHaveLength(1);
  });
});

describe('a handwritten signature', () => {
  it('is strokes of whole points on the sheet', () => {
    expect(isHandwriting({ width: 10, height: 10, strokes: [[0, 0, 10, 10]] })).toBe(true);
  });

  const long = Array.from({ length: 2 * MAX_HANDWRITING.points + 2 }, () => 1);
  it.each([
    ['no object', 'M0 0L9 9'],
    ['no stroke', { width: 10, height: 10, strokes: [] }],
    ['a single point', { width: 10, height: 10, strokes: [[1, 1]] }],
    ['half a point', { width: 10, height: 10, strokes: [[1, 1, 2]] }],
    ['a fraction', { width: 10, height: 10, strokes: [[1, 1, 2.5, 2]] }],
    ['a point beyond the sheet', { width: 10, height: 5, strokes: [[1, 1, 2, 6]] }],
    ['text for a number', { width: 10, height: 10, strokes: [[1, 1, '2', 2]] }],
    ['a sheet as big as a wall', { width: 9_999, height: 10, strokes: [[1, 1, 2, 2]] }],
    ['too many points', { width: 10, height: 10, strokes: [long] }],
    ['something else beside it', { width: 10, height: 10, strokes: [[1, 1, 2, 2]], href: 'x' }],
  ])('is not %s', (_, value) => {
    expect(isHandwriting(value)).toBe(false);
  });
});
