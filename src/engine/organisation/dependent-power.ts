import type { CivilDate } from '../clock/time.js';
import { entriesOf } from './entries.js';
import type { OrganisationIndex } from './organisation-index.js';
import { lastDayOf } from './periods.js';
import { ancestorsOf, organOf, subtreeOf } from './units.js';

/**
 * People whose power depends on where a unit stands, now or later: they hold a post in it or below it, or their post,
 * portfolio or audit assignment reaches it. A person may come more than once.
 */
export function* dependentOnUnit(
  index: OrganisationIndex,
  unit: string,
  today: CivilDate,
): Generator<string, void> {
  const { units, portfolios, assignments } = index.organisation;
  for (const below of subtreeOf(index, unit)) yield* holdersIn(index, below, today);
  const above = new Set(ancestorsOf(index, unit));
  const reaches = (roots: readonly string[]): boolean => roots.some((root) => above.has(root));
  for (const [id, { serves }] of Object.entries(units)) {
    if (reaches(serves ?? [organOf(index, id) ?? ''])) yield* holdersIn(index, id, today);
  }
  for (const entry of [...Object.values(portfolios), ...Object.values(assignments)]) {
    if (lastDayOf(entry) >= today && reaches(entry.units ?? [])) yield entry.person;
  }
}

/** People who hold a post, or are going to, by appointment. */
export function holdersOfPost(index: OrganisationIndex, post: string, today: CivilDate): readonly string[] {
  return entriesOf(index.organisation.appointments, index.appointmentsTo.get(post))
    .filter(([, appointment]) => lastDayOf(appointment) >= today)
    .map(([, { person }]) => person);
}

function* holdersIn(index: OrganisationIndex, unit: string, today: CivilDate): Generator<string, void> {
  for (const post of index.postsIn.get(unit) ?? []) yield* holdersOfPost(index, post, today);
}
