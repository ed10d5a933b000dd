import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Tally } from '../../support/evidence/attacks/attack.js';
import { linesIn, RECORDS } from '../../support/evidence/attacks/cut-bundle.js';
import { Judge } from '../../support/evidence/attacks/judge.js';
import type { Target } from '../../support/evidence/attacks/target.js';
import { bitsOfContainer, each, editsOf, flipBytes } from '../../support/evidence/real-attacks.js';
import { type RealBundles, realBundles } from '../../support/evidence/real-bundles.js';

describe('the bundle of a licence that a service made', () => {
  let real: RealBundles;
  let target: Target;
  let judge: Judge;
  beforeAll(async () => {
    real = await realBundles();
    const { licence, decision } = real;
    const here = new Set(linesIn(licence.files, RECORDS));
    const foreign = linesIn(decision.files, RECORDS).filter((text) => !here.has(text));
    target = { files: licence.files, subject: licence.subject, foreign };
    judge = new Judge(real.policy, [real.root]);
  }, 240_000);
  afterAll(() => judge.close());

  it('is proven as it was handed out, under two checkpoints that others vouched for', () => {
    expect(judge.ofFiles(target.files)).toMatchObject({ exitCode: 0, violations: [] });
    expect(linesIn(target.files, 'data/anchors.jsonl')).toHaveLength(2);
  });

  it('is not proven with any byte of it changed, manifests rebuilt: found in its file and line', () => {
    const tally = new Tally();
    const bytes = flipBytes(target.files, { judge, tally });
    tally.print();
    expect(tally.flaws).toEqual([]);
    expect(tally.changes()).toBeGreaterThanOrEqual(bytes);
  }, 900_000);

  it('is not proven edited, and the place is the right one; what only discloses less is said to', () => {
    const tally = new Tally();
    for (const edit of each(editsOf(target), 3)) judge.try(edit, tally);
    tally.print();
    expect(tally.flaws).toEqual([]);
    for (const kind of ['drop', 'swap', 'add', 'truncate', 'files', 'redaction'] as const)
      expect([kind, tally.changes(kind) >= 20]).toEqual([kind, true]);
  }, 400_000);

  it('is not proven with a bit of its container changed', () => {
    const tally = new Tally();
    for (const attack of bitsOfContainer(real.licence.bytes, 400)) judge.try(attack, tally);
    tally.print();
    expect(tally.flaws).toEqual([]);
  }, 120_000);
});
