import { describe, expect, it } from '@jest/globals';
import { capacitiesOf } from '../../../src/engine/organisation/capacities.js';
import { checkChanges } from '../../../src/engine/organisation/check-changes.js';
import { applyChanges } from '../../../src/engine/organisation/evolve-organisation.js';
import { holdersOf } from '../../../src/engine/organisation/holders.js';
import { indexOrganisation } from '../../../src/engine/organisation/organisation-index.js';
import { emptyOrganisation } from '../../../src/engine/organisation/organisation.js';
import { reachOf } from '../../../src/engine/organisation/reach.js';
import { bigOrganisation, leaderOf, personOfSection } from '../../support/big-organisation.js';
import { TODAY } from './town.js';

/** The shortest of several times in milliseconds: what the work takes when nobody else uses the machine. */
function shortest(times: number, work: () => void): number {
  let best = Infinity;
  for (let i = 0; i < times; i++) {
    const begin = performance.now();
    work();
    best = Math.min(best, performance.now() - begin);
  }
  return best;
}

describe('an organisation of 1,000 units and 10,000 people', () => {
  const { changes } = bigOrganisation(['licence']);
  const empty = emptyOrganisation('town');
  const organisation = applyChanges(empty, changes);
  const index = indexOrganisation(organisation);
  const place = { unit: 'd05', procedure: 'licence', on: TODAY };

  it('is checked and folded in one batch within seconds', () => {
    expect(Object.keys(organisation.people).length).toBeGreaterThanOrEqual(9_990);
    expect(Object.keys(organisation.appointments).length).toBeGreaterThanOrEqual(10_000);
    expect(shortest(2, () => expect(checkChanges(empty, changes, TODAY)).toEqual([]))).toBeLessThan(5_000);
  });

  it('is indexed within a second', () => {
    expect(shortest(7, () => void indexOrganisation(organisation))).toBeLessThan(1_000);
  });

  it('answers what a person may do, whom a list reaches, and who holds a post, in a few milliseconds', () => {
    const person = personOfSection(5, 3, 0);
    expect(capacitiesOf(index, person, place).some(({ serves }) => serves)).toBe(true);
    expect(reachOf(index, leaderOf(5, 0), TODAY)[0]?.units?.length).toBeGreaterThan(20);
    expect(holdersOf(index, 'reviewer', place).length).toBeGreaterThan(20);
    expect(shortest(50, () => void capacitiesOf(index, person, place))).toBeLessThan(1);
    expect(shortest(50, () => void reachOf(index, 'o-gov0', TODAY))).toBeLessThan(10);
    expect(shortest(50, () => void holdersOf(index, 'reviewer', place))).toBeLessThan(10);
  });
});
