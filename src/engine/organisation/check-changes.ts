import type { CivilDate } from '../clock/time.js';
import {
  checkAdministration,
  checkAdministrationEnded,
  lastAdministratorFindings,
} from './check-administrators.js';
import { checkAppointment, checkAssignment, checkPortfolio, checkPowerEnded } from './check-appointments.js';
import {
  checkPersonEnded,
  checkPersonPut,
  checkPersonRestored,
  checkPersonSuspended,
} from './check-people.js';
import { checkPostPut, checkPostRetired } from './check-posts.js';
import { checkProposal, checkRecusal, checkRecusalDecided, checkSeal } from './check-recusals.js';
import {
  checkAbsence,
  checkAbsenceEnded,
  checkSubstitution,
  checkSubstitutionEnded,
} from './check-substitutions.js';
import { checkUnitPut, checkUnitRetired } from './check-units.js';
import { entryOf } from './entries.js';
import type { Finding } from './findings.js';
import type { Conflict, ConflictCode, EntryChange, OrganisationChange } from './organisation-change.js';
import type { OrganisationIndex } from './organisation-index.js';
import type { Organisation } from './organisation.js';
import { workingOrganisation } from './working-organisation.js';

/**
 * Everything that stands against a list of changes, each checked on top of those before it. Empty: `applyChanges` takes
 * them all. A change that is refused counts as not made for those after it; a new unit, post or person is taken as made
 * where that is possible, so that one mistake is not reported again by everything that hangs on it.
 */
export function checkChanges(
  organisation: Organisation,
  changes: readonly OrganisationChange[],
  today: CivilDate,
): readonly Conflict[] {
  const working = workingOrganisation(organisation);
  return changes.flatMap((change, at) => {
    const found = findingsOf(working.index, change, today);
    const made = found.length === 0 ? change : asFarAsPossible(working.index, change, found);
    if (made) working.apply(made);
    return found.map((finding) => ({ index: at, ...finding }));
  });
}

function findingsOf(
  index: OrganisationIndex,
  change: OrganisationChange,
  today: CivilDate,
): readonly Finding[] {
  switch (change.change) {
    case 'authority.named':
      return [];
    case 'unit.put':
      return checkUnitPut(index, change, today);
    case 'unit.retired':
      return checkUnitRetired(index, change, today);
    case 'post.put':
      return checkPostPut(index, change, today);
    case 'post.retired':
      return checkPostRetired(index, change, today);
    case 'person.put':
      return checkPersonPut(index, change, today);
    case 'person.suspended':
      return [
        ...checkPersonSuspended(index, change),
        ...lastAdministratorFindings(index, change.id, change.on),
      ];
    case 'person.restored':
      return checkPersonRestored(index, change);
    case 'person.ended':
      return [
        ...checkPersonEnded(index, change, today),
        ...lastAdministratorFindings(index, change.id, change.on),
      ];
    case 'recusal.declared':
    case 'recusal.requested':
      return checkRecusal(index, change);
    case 'recusal.decided':
      return checkRecusalDecided(index, change);
    case 'case.sealed':
    case 'case.unsealed':
      return checkSeal(index, change);
    case 'proposal.made':
    case 'proposal.settled':
      return checkProposal(index, change);
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
      return powerFindings(index, change, today);
  }
}

function powerFindings(index: OrganisationIndex, change: EntryChange, today: CivilDate): readonly Finding[] {
  switch (change.change) {
    case 'appointment.begun':
      return checkAppointment(index, change);
    case 'portfolio.begun':
      return checkPortfolio(index, change);
    case 'assignment.begun':
      return checkAssignment(index, change);
    case 'appointment.ended':
    case 'portfolio.ended':
    case 'assignment.ended':
      return checkPowerEnded(index, change, today);
    case 'substitution.begun':
      return checkSubstitution(index, change);
    case 'substitution.ended':
      return checkSubstitutionEnded(index, change, today);
    case 'absence.begun':
      return checkAbsence(index, change);
    case 'absence.ended':
      return checkAbsenceEnded(index, change, today);
    case 'administration.begun':
      return checkAdministration(index, change);
    case 'administration.ended':
      return checkAdministrationEnded(index, change, today);
  }
}

/** Conflicts that do not keep something new from being looked up. */
const HARMLESS: ReadonlySet<ConflictCode> = new Set([
  'unknown-unit',
  'not-in-force',
  'period-reversed',
  'standing-not-by-put',
]);

/** The part of a refused change that those after it may count on; undefined when there is none. */
function asFarAsPossible(
  { organisation }: OrganisationIndex,
  change: OrganisationChange,
  found: readonly Finding[],
): OrganisationChange | undefined {
  if (!found.every(({ code }) => HARMLESS.has(code))) return undefined;
  if (change.change === 'unit.put' && !entryOf(organisation.units, change.id)) {
    const { parent, ...unit } = change.unit;
    const known = parent !== undefined && entryOf(organisation.units, parent) !== undefined;
    return known ? change : { ...change, unit };
  }
  const stands =
    (change.change === 'post.put' && !entryOf(organisation.posts, change.id)) ||
    (change.change === 'person.put' && !entryOf(organisation.people, change.id));
  return stands ? change : undefined;
}
