import { describe, expect, it } from '@jest/globals';
import { countConclusions } from '../../../src/engine/conformance/table.js';
import { judgedOf, type LibraryCases, nationalCases, oddIn, untoldIn } from './lawful-histories.js';

// A sample; every worked case, those of the shipped overlays too, stands in test/matrix/golden.
const SAMPLE = 12;
const table = nationalCases().map((one) => [one[0], judgedOf(one, SAMPLE), conditionsOf(one)] as const);

/** Properties that ask for a condition and name nothing else that would do. */
function conditionsOf([, { definition }]: LibraryCases): readonly string[] {
  return Object.entries(definition.properties ?? {}).flatMap(([name, property]) =>
    'never' in property && property.unless !== undefined && property.without === undefined
      ? [`properties.${name}`]
      : [],
  );
}

describe.each(table)('worked cases of %s, which the engine let pass', (_name, all, conditions) => {
  it('deviate in nothing but terms that ran out on record', () => {
    expect(oddIn(all)).toEqual([]);
  });

  it('call a condition that was met kept, not lifted by an exception', () => {
    const exempt = all.flatMap(({ rows }) => rows.filter(({ conclusion }) => conclusion === 'exempt'));
    expect(exempt.map(({ id }) => id).filter((id) => conditions.includes(id))).toEqual([]);
  });

  it('show every deviation with the record, and every rule with its article', () => {
    expect(untoldIn(all)).toEqual([]);
    for (const { rows } of all) {
      const counts = countConclusions(rows);
      expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(rows.length);
    }
  });
});
