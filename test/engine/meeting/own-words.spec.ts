import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifyOwnWords, type OwnWords } from '../../../src/engine/meeting/own-words.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { extract } from './words-extract.js';

describe('the proof of one’s own words', () => {
  it('holds for what was recorded, from the record to the head', () => {
    expect(verifyOwnWords(extract(), nodeHash)).toEqual([]);
  });

  it('fails when any one character of the words or of a record is another', () => {
    const proof = extract();
    const places = [
      ...proof.own.flatMap(({ parts }) => parts.map(({ value }) => value)),
      ...proof.chain.map(({ text }) => text),
    ];
    fc.assert(
      fc.property(
        fc.nat(places.length - 1),
        fc.nat(),
        fc.constantFrom('x', '不', '0', '"'),
        (which, at, put) => {
          const whole = places[which] ?? '';
          const place = at % whole.length;
          fc.pre(whole[place] !== put);
          const changed = whole.slice(0, place) + put + whole.slice(place + 1);
          const swap = (text: string): string => (text === whole ? changed : text);
          const altered: OwnWords = {
            ...proof,
            own: proof.own.map((one) => ({
              ...{ ...one, text: swap(one.text) },
              parts: one.parts.map((part) => ({ ...part, value: swap(part.value) })),
            })),
            chain: proof.chain.map((link) => ({ ...link, text: swap(link.text) })),
          };
          expect(verifyOwnWords(altered, nodeHash)).not.toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is nobody else’s, and has no gap', () => {
    const proof = extract();
    expect(verifyOwnWords({ ...proof, person: 'o-3' }, nodeHash)).not.toEqual([]);
    expect(verifyOwnWords({ ...proof, item: 2 }, nodeHash)).not.toEqual([]);
    expect(verifyOwnWords({ ...proof, chain: proof.chain.slice(0, 2) }, nodeHash)).not.toEqual([]);
    expect(verifyOwnWords({ ...proof, chain: [] }, nodeHash)).toEqual(['there are no records']);
    const gap = proof.chain.filter((_, index) => index !== 1);
    expect(verifyOwnWords({ ...proof, chain: gap }, nodeHash)).not.toEqual([]);
  });
});
