import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawSample, populationDigest, sampleSeed } from '../../../src/engine/sampling/draw-sample.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';

const ids = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 40 });
const terms = fc.record({
  population: ids,
  size: fc.integer({ min: 1, max: 50 }),
  source: fc.constant('福利彩票双色球 2026118 期'),
  value: fc.string({ minLength: 1, unit: 'grapheme-ascii' }),
});

describe('a sample drawn by a public seed', () => {
  it('is of the population, of the size, each case once, and the same however the population is listed', () => {
    fc.assert(
      fc.property(terms, (one) => {
        const drawn = drawSample(one, nodeHash);
        expect(drawn).toHaveLength(Math.min(one.size, one.population.length));
        expect(new Set(drawn).size).toBe(drawn.length);
        for (const id of drawn) expect(one.population).toContain(id);
        expect(drawSample({ ...one, population: one.population.toReversed() }, nodeHash)).toEqual(drawn);
      }),
    );
  });

  it('is another one with another population, size, source or value', () => {
    const population = Array.from({ length: 200 }, (_, n) => `case-${n}`);
    const one = { population, size: 20, source: 'a', value: '1' };
    const drawn = drawSample(one, nodeHash);
    for (const other of [
      { ...one, value: '2' },
      { ...one, source: 'b' },
      { ...one, population: [...population, 'case-200'] },
    ])
      expect(drawSample(other, nodeHash)).not.toEqual(drawn);
    expect(sampleSeed({ ...one, size: 21 }, nodeHash)).not.toBe(sampleSeed(one, nodeHash));
  });

  it('is what `printf … | sha256sum` gives', () => {
    const one = { population: ['b', 'a', 'c'], size: 3, source: '双色球', value: '07 11' };
    const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
    const digest = sha256('audit-sample/population/v1\n["a","b","c"]');
    expect(populationDigest(one.population, nodeHash)).toBe(digest);
    const fixed = `{"population":"${digest}","size":3,"source":"双色球","value":"07 11"}`;
    const seed = sha256(`audit-sample/seed/v1\n${fixed}`);
    const tickets = ['a', 'b', 'c'].map(
      (id) => [sha256(`expert-draw/ticket/v1\n${seed}\n${id}`), id] as const,
    );
    const order = tickets.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, id]) => id);
    expect(drawSample(one, nodeHash)).toEqual(order);
  });

  it('favours no case', () => {
    const population = Array.from({ length: 10 }, (_, n) => `case-${n}`);
    const times = new Map(population.map((id) => [id, 0]));
    for (let n = 0; n < 2_000; n += 1) {
      for (const id of drawSample({ population, size: 2, source: 's', value: String(n) }, nodeHash))
        times.set(id, (times.get(id) ?? 0) + 1);
    }
    // 400 each; six standard deviations are 108.
    for (const count of times.values()) expect(Math.abs(count - 400)).toBeLessThan(108);
  });
});
