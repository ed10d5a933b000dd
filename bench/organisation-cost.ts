import type { CivilDate } from '../src/engine/clock/time.js';
import { capacitiesOf } from '../src/engine/organisation/capacities.js';
import { checkChanges } from '../src/engine/organisation/check-changes.js';
import { applyChanges } from '../src/engine/organisation/evolve-organisation.js';
import { holdersOf } from '../src/engine/organisation/holders.js';
import { indexOrganisation } from '../src/engine/organisation/organisation-index.js';
import { emptyOrganisation } from '../src/engine/organisation/organisation.js';
import { reachOf } from '../src/engine/organisation/reach.js';
import { bigOrganisation, leaderOf, personOfSection } from '../test/support/big-organisation.js';
import { median } from './statistics.js';

/** What an organisation of 10,000 people in 1,000 units costs on one core, in milliseconds, and at most may. */
const LIMITS_MS = {
  'checked in one batch': 5_000,
  indexed: 1_000,
  'what a person may do': 1,
  'whom a list reaches': 10,
  'who holds a post': 10,
} as const;

const ROUNDS = 9;

/** Each question's median, with its share of the limit; one line each. */
export function organisationCost(): readonly string[] {
  const { changes } = bigOrganisation(['licence']);
  const empty = emptyOrganisation('town');
  const organisation = applyChanges(empty, changes);
  const index = indexOrganisation(organisation);
  const on = '2026-09-28' as CivilDate;
  const place = { unit: 'd05', procedure: 'licence', on };
  const work: Readonly<Record<keyof typeof LIMITS_MS, () => unknown>> = {
    'checked in one batch': () => checkChanges(empty, changes, on),
    indexed: () => indexOrganisation(organisation),
    'what a person may do': () => capacitiesOf(index, personOfSection(5, 3, 0), place),
    'whom a list reaches': () => reachOf(index, leaderOf(5, 0), on),
    'who holds a post': () => holdersOf(index, 'reviewer', place),
  };
  return (Object.keys(LIMITS_MS) as (keyof typeof LIMITS_MS)[]).map((name) => {
    const took = median(Array.from({ length: ROUNDS }, () => timed(work[name])));
    const share = took / LIMITS_MS[name];
    const verdict = share < 1 ? 'met' : 'MISSED';
    return `  ${name}: ${took.toFixed(2)} ms, ${(share * 100).toFixed(0)} % of the limit: ${verdict}`;
  });
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
