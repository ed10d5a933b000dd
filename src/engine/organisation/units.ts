import type { CivilDate } from '../clock/time.js';
import { entriesOf, entryOf } from './entries.js';
import type { OrganisationIndex } from './organisation-index.js';
import type { Unit } from './organisation.js';
import { covers } from './periods.js';

/**
 * The unit and all above it, nearest first; nothing for a unit that is not known. The tree does not look at periods: a
 * unit that was dissolved stays where it was, so that somebody serves the cases that it leaves.
 */
export function ancestorsOf(index: Pick<OrganisationIndex, 'organisation'>, unit: string): readonly string[] {
  const { units } = index.organisation;
  const found: string[] = [];
  let next: string | undefined = unit;
  while (next !== undefined) {
    const known: Unit | undefined = entryOf(units, next);
    if (!known) break;
    found.push(next);
    next = known.parent;
  }
  return found;
}

/** The unit and all below it, a unit before those below it; nothing for a unit that is not known. */
export function subtreeOf(index: OrganisationIndex, unit: string): readonly string[] {
  const found = entryOf(index.organisation.units, unit) ? [unit] : [];
  for (let i = 0; i < found.length; i++) found.push(...(index.childrenOf.get(found[i] ?? '') ?? []));
  return found;
}

/** The nearest organ at or above the unit. */
export function organOf(index: Pick<OrganisationIndex, 'organisation'>, unit: string): string | undefined {
  return ancestorsOf(index, unit).find((id) => entryOf(index.organisation.units, id)?.organ === true);
}

/** Units in force on the day that are competent for the procedure: cases of it are opened with one of them. By id. */
export function competentUnits(
  index: OrganisationIndex,
  procedure: string,
  on: CivilDate,
): readonly string[] {
  return entriesOf(index.organisation.units, index.unitsCompetentFor.get(procedure))
    .filter(([, unit]) => covers(unit, on))
    .map(([id]) => id)
    .toSorted();
}
