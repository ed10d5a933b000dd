import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normalText, similarClusters } from '../../../src/engine/consultation/similar-comments.js';

describe('similar comments', () => {
  it('are the same whatever their case, width, blanks and punctuation', () => {
    expect(normalText('请 增加ＢＲＴ线路！！')).toBe(normalText('请增加brt线路。'));
    expect(normalText('请增加线路')).not.toBe(normalText('请减少线路'));
  });

  it('stand together when most of their words are common, and apart otherwise', () => {
    const texts = [
      '建议在学校门口增设人行横道和减速带，保障学生安全',
      '反对提高停车收费标准',
      '建议在学校门口增设人行横道与减速带，保障学生的安全！',
      '希望公交末班车延长到晚上十一点',
      '反对提高停车收费标准。。。',
    ];
    expect(similarClusters(texts.map((text, i) => ({ n: i + 1, text })))).toEqual([
      [1, 3],
      [2, 5],
    ]);
    expect(
      similarClusters([
        { n: 1, text: '！！' },
        { n: 2, text: '？' },
      ]),
    ).toEqual([]);
  });

  it('put each comment into one cluster at most, the same text always together', () => {
    const texts = fc.array(fc.string({ minLength: 1, maxLength: 30 }), { maxLength: 25 });
    fc.assert(
      fc.property(texts, (found) => {
        const comments = found.map((text, i) => ({ n: i + 1, text }));
        const clusters = similarClusters(comments);
        const all = clusters.flat();
        expect(new Set(all).size).toBe(all.length);
        const where = (n: number) => clusters.findIndex((cluster) => cluster.includes(n));
        for (const a of comments)
          for (const b of comments)
            if (a.n < b.n && normalText(a.text) !== '' && normalText(a.text) === normalText(b.text)) {
              expect(where(a.n)).toBeGreaterThanOrEqual(0);
              expect(where(a.n)).toBe(where(b.n));
            }
      }),
    );
  });
});
