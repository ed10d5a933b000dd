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

describe('an organisation of 1,000 units and 10,000 people', () => {
  const { changes } = bigOrganisation(['licence']);
  const empty = emptyOrganisation('town');
  const organisation = applyChanges(empty, changes);
  const index = indexOrganisation(organisation);
  const place = { unit: 'd05', procedure: 'licence', on: TODAY };

  it('is checked and folded in one batch', () => {
    expect(Object.keys(organisation.people).length).toBeGreaterThanOrEqual(9_990);
    expect(Object.keys(organisation.appointments).length).toBeGreaterThanOrEqual(10_000);
    expect(checkChanges(empty, changes, TODAY)).toEqual([]);
  });

  it('answers what a person may do, whom a list reaches, and who holds a post', () => {
    const person = personOfSection(5, 3, 0);
    expect(capacitiesOf(index, person, place).some(({ serves }) => serves)).toBe(true);
    expect(reachOf(index, leaderOf(5, 0), TODAY)[0]?.units?.length).toBeGreaterThan(20);
    expect(holdersOf(index, 'reviewer', place).length).toBeGreaterThan(20);
  });
});
