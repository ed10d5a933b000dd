import type { Actor } from '../../engine/case/command.js';
import type { CasePlace } from '../../engine/organisation/capacity.js';
import { capacitiesOf } from '../../engine/organisation/capacities.js';
import { holdersOf } from '../../engine/organisation/holders.js';
import { personFacts } from '../../engine/organisation/person-facts.js';
import type { OrganisationSnapshot } from '../ports.js';

/** Everybody who holds the post there, one by one: mostly the first may act. */
export function* candidates(
  { index }: OrganisationSnapshot,
  post: string,
  place: CasePlace,
): Generator<Actor> {
  for (const person of holdersOf(index, post, place)) {
    const facts = personFacts(index, person, place.on);
    if (facts)
      yield { ...facts, scopes: null, signIn: 'bearer', capacities: capacitiesOf(index, person, place) };
  }
}
