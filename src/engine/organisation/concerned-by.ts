import type { CivilDate } from '../clock/time.js';
import { dependentOnUnit, holdersOfPost } from './dependent-power.js';
import { entriesOf, entryOf } from './entries.js';
import type { EntryChange, OrganisationChange } from './organisation-change.js';
import { indexOrganisation, type OrganisationIndex } from './organisation-index.js';
import type { Organisation, Substitution } from './organisation.js';
import { lastDayOf } from './periods.js';

/**
 * The people whose power a change gives, takes or shifts, by id: nobody decides alone what concerns himself. For a
 * `put` of a unit or post: everybody whose power depends on it as it stands, with his deputies. The index, if there is
 * one already, saves building it.
 */
export function concernedBy(
  change: OrganisationChange,
  organisation: Organisation,
  today: CivilDate,
  index?: OrganisationIndex,
): readonly string[] {
  return [...new Set(concerned(change, organisation, today, index))].toSorted();
}

function concerned(
  change: OrganisationChange,
  organisation: Organisation,
  today: CivilDate,
  known?: OrganisationIndex,
): readonly string[] {
  switch (change.change) {
    case 'unit.put':
    case 'unit.retired': {
      const index = known ?? indexOrganisation(organisation);
      return withDeputies(index, [...dependentOnUnit(index, change.id, today)], today);
    }
    case 'post.put':
    case 'post.retired': {
      const index = known ?? indexOrganisation(organisation);
      return withDeputies(index, holdersOfPost(index, change.id, today), today);
    }
    case 'person.put':
    case 'person.suspended':
    case 'person.restored':
    case 'person.ended':
      return [change.id];
    case 'recusal.declared':
    case 'recusal.requested':
      return [change.person];
    case 'recusal.decided':
      return personOf(entryOf(organisation.recusals, change.id));
    case 'authority.named':
    case 'case.sealed':
    case 'case.unsealed':
    case 'proposal.made':
    case 'proposal.settled':
      return [];
    case 'appointment.begun':
    case 'portfolio.begun':
    case 'substitution.begun':
    case 'absence.begun':
    case 'administration.begun':
    case 'assignment.begun':
    case 'appointment.ended':
    case 'portfolio.ended':
    case 'substitution.ended':
    case 'absence.ended':
    case 'administration.ended':
    case 'assignment.ended':
      return entryPeople(change, organisation);
  }
}

function entryPeople(change: EntryChange, organisation: Organisation): readonly string[] {
  const { appointments, portfolios, substitutions, absences, administrators, assignments } = organisation;
  switch (change.change) {
    case 'appointment.begun':
      return personOf(change.appointment);
    case 'portfolio.begun':
      return personOf(change.portfolio);
    case 'substitution.begun':
      return bothOf(change.substitution);
    case 'absence.begun':
      return personOf(change.absence);
    case 'administration.begun':
      return personOf(change.administration);
    case 'assignment.begun':
      return personOf(change.assignment);
    case 'appointment.ended':
      return personOf(entryOf(appointments, change.id));
    case 'portfolio.ended':
      return personOf(entryOf(portfolios, change.id));
    case 'substitution.ended':
      return bothOf(entryOf(substitutions, change.id));
    case 'absence.ended':
      return personOf(entryOf(absences, change.id));
    case 'administration.ended':
      return personOf(entryOf(administrators, change.id));
    case 'assignment.ended':
      return personOf(entryOf(assignments, change.id));
  }
}

function personOf(entry: { readonly person: string } | undefined): readonly string[] {
  return entry ? [entry.person] : [];
}

function bothOf(substitution: Substitution | undefined): readonly string[] {
  return substitution ? [substitution.principal, substitution.deputy] : [];
}

function withDeputies(
  index: OrganisationIndex,
  people: readonly string[],
  today: CivilDate,
): readonly string[] {
  const { substitutions } = index.organisation;
  const deputies = [...new Set(people)]
    .flatMap((person) => entriesOf(substitutions, index.substitutionsOf.get(person)))
    .filter(([, substitution]) => lastDayOf(substitution) >= today)
    .map(([, { deputy }]) => deputy);
  return [...people, ...deputies];
}
