import type { CivilDate } from '../clock/time.js';
import { AUDITOR, type CasePlace } from './capacity.js';
import { entriesOf, entryOf } from './entries.js';
import type { OrganisationIndex } from './organisation-index.js';
import type { AuditAssignment, Post } from './organisation.js';
import { covers } from './periods.js';
import { ancestorsOf, organOf } from './units.js';

/**
 * The units whose cases, with those of all units below, a post serves in this holder's hands: his portfolio when the
 * post goes by portfolio, else what its unit is given to serve, else the nearest organ at or above its unit. A unit
 * below no organ serves nothing.
 */
export function servedRoots(
  index: OrganisationIndex,
  post: Post,
  holder: string,
  on: CivilDate,
): readonly string[] {
  if (post.byPortfolio) {
    return entriesOf(index.organisation.portfolios, index.portfoliosOf.get(holder))
      .filter(([, portfolio]) => covers(portfolio, on))
      .flatMap(([, { units }]) => units);
  }
  const serves = entryOf(index.organisation.units, post.unit)?.serves;
  if (serves) return serves;
  const organ = organOf(index, post.unit);
  return organ === undefined ? [] : [organ];
}

/** Whether a post in this holder's hands serves the case: its unit and procedure; for auditors, what they are assigned. */
export function serves(index: OrganisationIndex, post: Post, holder: string, place: CasePlace): boolean {
  if (!includes(post.procedures, place.procedure)) return false;
  if (post.fills === AUDITOR) {
    return assignmentsOn(index, holder, place.on).some((assignment) => isAssigned(index, assignment, place));
  }
  const above = ancestorsOf(index, place.unit);
  return servedRoots(index, post, holder, place.on).some((root) => above.includes(root));
}

/** The audit assignments of a person that are in force on the day. */
export function assignmentsOn(
  index: OrganisationIndex,
  person: string,
  on: CivilDate,
): readonly AuditAssignment[] {
  return entriesOf(index.organisation.assignments, index.assignmentsOf.get(person))
    .filter(([, assignment]) => covers(assignment, on))
    .map(([, assignment]) => assignment);
}

function isAssigned(index: OrganisationIndex, assignment: AuditAssignment, place: CasePlace): boolean {
  const { units, procedures, cases } = assignment;
  if (place.caseId !== undefined && cases?.includes(place.caseId)) return true;
  if (!units && !procedures) return false;
  const above = units && ancestorsOf(index, place.unit);
  return includes(procedures, place.procedure) && (!units || units.some((unit) => above?.includes(unit)));
}

/** Whether a list that may be absent (all) has the value. */
export function includes(list: readonly string[] | undefined, value: string): boolean {
  return list === undefined || list.includes(value);
}
