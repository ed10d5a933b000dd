import { afterAll, describe, expect, it } from '@jest/globals';
import { Dice, Tally } from '../../../support/evidence/attacks/attack.js';
import { flips, HALVES } from '../../../support/evidence/attacks/bits.js';
import { otherFiles, redactions } from '../../../support/evidence/attacks/content.js';
import { Judge } from '../../../support/evidence/attacks/judge.js';
import { keyAttacks } from '../../../support/evidence/attacks/keys.js';
import { drops } from '../../../support/evidence/attacks/lines.js';
import { renewalAttacks } from '../../../support/evidence/attacks/renewals.js';
import { stampAttacks } from '../../../support/evidence/attacks/stamps.js';
import { authority, bundle, log } from '../../../support/evidence/attacks/target.js';

const judge = new Judge(log.policy, [authority.root]);
afterAll(() => judge.close());

/** Every n-th; all of them are in test/matrix/evidence. */
function* each<T>(all: Iterable<T>, n: number): Generator<T> {
  let at = 0;
  for (const one of all) if (at++ % n === 0) yield one;
}

describe('attacks on a bundle: a sample', () => {
  it('begins with a bundle that is proven', () => {
    expect(judge.ofFiles(bundle)).toMatchObject({ exitCode: 0, violations: [] });
  });

  it('is not proven with a bit of it flipped, and the manifests rebuilt', () => {
    const tally = new Tally();
    for (const name of HALVES.flat()) for (const flip of each(flips(name), 733)) judge.try(flip, tally);
    expect(tally.flaws).toEqual([]);
    expect(tally.changes()).toBeGreaterThan(250);
  });

  it.each([
    ['something left out', () => drops(), 4],
    ['a file that is another', () => otherFiles(new Dice(6)), 20],
    ['a redaction that hides', () => redactions(), 3],
    ['another key', () => keyAttacks(), 2],
    ['another stamp', () => stampAttacks(new Dice(6)), 20],
    ['another renewal of a stamp', () => renewalAttacks(new Dice(6)), 4],
  ])('is not proven with %s', (_, attacks, n) => {
    const tally = new Tally();
    for (const attack of each(attacks(), n)) judge.try(attack, tally);
    expect(tally.flaws).toEqual([]);
    expect(tally.changes()).toBeGreaterThan(20);
  });
});
