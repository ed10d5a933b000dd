import { describe, expect, it } from '@jest/globals';
import { checkChanges } from '../../../src/engine/organisation/check-changes.js';
import { emptyOrganisation } from '../../../src/engine/organisation/organisation.js';
import { bigOrganisation, leaderOf, personOfSection } from '../../support/big-organisation.js';

describe('the big organisation', () => {
  const big = bigOrganisation(['test-permit']);

  it('has 10,000 people in 1,000 units, and can be put on record', () => {
    const count = (kind: string): number => big.changes.filter(({ change }) => change === kind).length;
    expect(big.names).toHaveLength(10_000);
    expect({ people: count('person.put'), units: count('unit.put') }).toEqual({
      people: 10_000,
      units: 1_000,
    });
    expect(checkChanges(emptyOrganisation(big.authority), big.changes, big.validFrom)).toEqual([]);
  });

  it('is the same one every time, and knows its people by their places', () => {
    expect(bigOrganisation(['test-permit'])).toEqual(big);
    const people = new Set(big.names.map(({ person }) => person));
    expect(
      [personOfSection(0, 0, 0), personOfSection(36, 25, 9), leaderOf(36, 9)].filter(
        (one) => !people.has(one),
      ),
    ).toEqual([]);
  });
});
