import { afterAll, describe, expect, it } from '@jest/globals';
import { HALVES } from '../../support/evidence/attacks/bits.js';
import { bitsOf, flipAll } from '../../support/evidence/attacks/flip-files.js';
import { Judge } from '../../support/evidence/attacks/judge.js';
import { authority, log } from '../../support/evidence/attacks/target.js';

const judge = new Judge(log.policy, [authority.root]);
afterAll(() => judge.close());

describe('records and proofs of which one bit is another, manifests rebuilt', () => {
  it('are not proven: every bit, found at its line, stream and sequence', () => {
    const [names = []] = HALVES;
    const { tally, loose } = flipAll(names, judge);
    tally.print();
    expect(tally.flaws).toEqual([]);
    expect(loose).toEqual([]);
    expect(tally.changes()).toBe(bitsOf(names));
  }, 900_000);
});
