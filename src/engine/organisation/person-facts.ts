import type { CivilDate } from '../clock/time.js';
import type { PersonFacts, Standing } from './standing.js';
import { entriesOf, entryOf } from './entries.js';
import type { OrganisationIndex } from './organisation-index.js';
import type { Person } from './organisation.js';
import { covers } from './periods.js';

/**
 * What the policies know of a person on a day. Undefined: he is no part of the organisation. His administrator roles
 * count whatever his standing, so that a suspended administrator is still one.
 */
export function personFacts(
  index: OrganisationIndex,
  person: string,
  on: CivilDate,
): PersonFacts | undefined {
  const known = entryOf(index.organisation.people, person);
  if (!known) return undefined;
  const roles = entriesOf(index.organisation.administrators, index.administrationsOf.get(person))
    .filter(([, administration]) => covers(administration, on))
    .map(([, { role }]) => role);
  return { person, standing: standingOn(known, on), kind: known.kind, administrator: [...new Set(roles)] };
}

/** Ended when the person has left or not yet come, suspended while a suspension lasts. */
export function standingOn(person: Person, on: CivilDate): Standing {
  if (!covers(person, on)) return 'ended';
  return person.suspensions?.some((suspension) => covers(suspension, on)) ? 'suspended' : 'active';
}

/** Whether the person belongs to the organisation on the day and may use his powers. */
export function isActive(index: OrganisationIndex, person: string, on: CivilDate): boolean {
  const known = entryOf(index.organisation.people, person);
  return known !== undefined && standingOn(known, on) === 'active';
}

/** Whether the person is away (离岗) on the day. */
export function isAbsent(index: OrganisationIndex, person: string, on: CivilDate): boolean {
  return entriesOf(index.organisation.absences, index.absencesOf.get(person)).some(([, absence]) =>
    covers(absence, on),
  );
}
