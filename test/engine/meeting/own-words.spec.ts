import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sealRecord, type SealingHead } from '../../../src/engine/audit/seal-record.js';
import type { Instant } from '../../../src/engine/clock/time.js';
import { isOwn, verifyOwnWords, type OwnWords } from '../../../src/engine/meeting/own-words.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';

const AT = '2026-10-12T01:00:00.000Z' as Instant;
const DISSENT = '我不同意，理由有三：其一，成本未经审计。';

/** A stream of three speeches on an item and a decision; the second is the member's own. */
function extract(): OwnWords {
  let head: SealingHead = { stream: 'm-1', seq: 0, leaf: null };
  const speech = (person: string, stance: string) => ({
    data: { type: 'speech.given', on: '2026-10-12', item: 1, person, stance },
    parts: { text: person === 'o-2' ? DISSENT : '同意。' },
  });
  const kept = [
    speech('o-3', 'agree'),
    speech('o-2', 'disagree'),
    speech('o-1', 'agree'),
    { data: { type: 'item.decided', on: '2026-10-12', item: 1, result: 'passed' }, parts: {} },
  ].map(({ data, parts }, n) => {
    const draft = {
      log: 'test',
      id: `r-${n}`,
      type: data.type,
      occurredAt: AT,
      recordedAt: AT,
      engine: 'test',
      data,
    };
    const sealed = sealRecord(draft, head, parts, nodeHash, () => `${n}`.repeat(64));
    const link = { seq: head.seq, text: sealed.text, leaf: sealed.leaf };
    head = { stream: 'm-1', seq: head.seq + 1, leaf: sealed.leaf };
    return { link, parts: sealed.parts.map(({ name, salt, value }) => ({ name, salt, value })) };
  });
  const mine = kept.filter(({ link }) => isOwn(link.text, 'o-2', 1));
  const chain = kept.slice(1).map(({ link }) => link);
  const last = chain.at(-1);
  if (!last) throw new Error('no chain');
  const own = mine.map(({ link, parts }) => ({ ...link, parts }));
  return { person: 'o-2', item: 1, own, chain, head: { seq: last.seq, leaf: last.leaf } };
}

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
