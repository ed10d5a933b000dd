import type { CivilDate } from '../clock/time.js';
import { dependentOnUnit, holdersOfPost } from './dependent-power.js';
import { entryOf } from './entries.js';
import type { OrganisationChange } from './organisation-change.js';
import type { OrganisationIndex } from './organisation-index.js';
import type { Organisation, Post, Unit } from './organisation.js';
import { workingOrganisation, type WorkingOrganisation } from './working-organisation.js';

/**
 * What a change asks of whoever makes it. `grant`: gives somebody power, needs two administrators. `withdrawal`: takes
 * power away, needs one. `structure`: gives nobody power by itself. `own`: an officer's own absence and deputies.
 */
export type ChangeClass = 'structure' | 'grant' | 'withdrawal' | 'own' | 'recusal' | 'seal' | 'proposal';

/** The class of a change that `checkChanges` accepts for this organisation. */
export function classOf(
  change: OrganisationChange,
  organisation: Organisation,
  today: CivilDate,
): ChangeClass {
  return FIXED[change.change] ?? judged(workingOrganisation(organisation), change, today);
}

/**
 * The classes of changes that `checkChanges` accepts, each on top of those before it.
 *
 * @throws Defect when one does not fit.
 */
export function classesOf(
  organisation: Organisation,
  changes: readonly OrganisationChange[],
  today: CivilDate,
): readonly ChangeClass[] {
  const working = workingOrganisation(organisation);
  return changes.map((change) => {
    const judgement = judged(working, change, today);
    return FIXED[change.change] ?? judgement;
  });
}

/** Classes that do not depend on the organisation; a `put` of a unit or post does. */
const FIXED: Readonly<Record<OrganisationChange['change'], ChangeClass | undefined>> = {
  'authority.named': 'structure',
  'unit.put': undefined,
  'unit.retired': 'structure',
  'post.put': undefined,
  'post.retired': 'structure',
  'person.put': 'structure',
  'person.suspended': 'withdrawal',
  'person.restored': 'grant',
  'person.ended': 'withdrawal',
  'appointment.begun': 'grant',
  'appointment.ended': 'withdrawal',
  'portfolio.begun': 'grant',
  'portfolio.ended': 'withdrawal',
  'substitution.begun': 'own',
  'substitution.ended': 'own',
  'absence.begun': 'own',
  'absence.ended': 'own',
  'recusal.declared': 'recusal',
  'recusal.requested': 'recusal',
  'recusal.decided': 'recusal',
  'administration.begun': 'grant',
  'administration.ended': 'withdrawal',
  'assignment.begun': 'grant',
  'assignment.ended': 'withdrawal',
  'case.sealed': 'seal',
  'case.unsealed': 'seal',
  'proposal.made': 'proposal',
  'proposal.settled': 'proposal',
};

/** Applies the change, and says whether it shifts power: a grant when it does. */
function judged(working: WorkingOrganisation, change: OrganisationChange, today: CivilDate): ChangeClass {
  const { index } = working;
  const { units, posts } = index.organisation;
  if (change.change === 'unit.put' && changesPlace(entryOf(units, change.id), change.unit)) {
    const before = isTouched(index, change.id, today);
    working.apply(change);
    return before || isTouched(index, change.id, today) ? 'grant' : 'structure';
  }
  const shifts =
    change.change === 'post.put' &&
    changesPower(entryOf(posts, change.id), change.post) &&
    holdersOfPost(index, change.id, today).length > 0;
  working.apply(change);
  return shifts ? 'grant' : 'structure';
}

/** A new unit shifts power when it brings procedures under somebody who holds a post already. */
function changesPlace(before: Unit | undefined, after: Unit): boolean {
  if (!before) return (after.procedures ?? []).length > 0;
  return (
    before.parent !== after.parent ||
    (before.organ ?? false) !== (after.organ ?? false) ||
    !sameList(before.serves, after.serves) ||
    !sameList(before.procedures, after.procedures)
  );
}

function changesPower(before: Post | undefined, after: Post): boolean {
  if (!before) return false;
  return (
    before.fills !== after.fills ||
    before.rank !== after.rank ||
    before.unit !== after.unit ||
    (before.byPortfolio ?? false) !== (after.byPortfolio ?? false) ||
    !sameList(before.procedures, after.procedures)
  );
}

function sameList(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((one) => b.includes(one)) && b.every((one) => a.includes(one));
}

function isTouched(index: OrganisationIndex, unit: string, today: CivilDate): boolean {
  return dependentOnUnit(index, unit, today).next().done === false;
}
