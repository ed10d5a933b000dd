import { describe, expect, it } from '@jest/globals';
import { countConclusions } from '../../../src/engine/conformance/table.js';
import { judgedOf, nationalCases, oddIn, untoldIn } from './lawful-histories.js';

// A sample; every worked case, those of the shipped overlays too, stands in test/matrix/golden.
const SAMPLE = 12;
const table = nationalCases().map((one) => [one[0], judgedOf(one, SAMPLE)] as const);

describe.each(table)('worked cases of %s, which the engine let pass', (_name, all) => {
  it('deviate in nothing but terms that ran out on record', () => {
    expect(oddIn(all)).toEqual([]);
  });

  it('show every deviation with the record, and every rule with its article', () => {
    expect(untoldIn(all)).toEqual([]);
    for (const { rows } of all) {
      const counts = countConclusions(rows);
      expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(rows.length);
    }
  });
});
