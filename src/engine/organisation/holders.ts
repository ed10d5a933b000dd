import { AUDITOR, type CasePlace } from './capacity.js';
import { entriesOf, entryOf } from './entries.js';
import { postKey, type OrganisationIndex } from './organisation-index.js';
import type { Post } from './organisation.js';
import { covers } from './periods.js';
import { isActive } from './person-facts.js';
import { coversPost, isInEffect } from './posts-held.js';
import { includes, serves } from './served-units.js';
import { ancestorsOf } from './units.js';

/**
 * Everybody who may act in a post (as the definitions name it) for the case on the day: active holders of such posts
 * that serve it, and their deputies whose substitution covers the procedure, if only for some acts. By id.
 */
export function holdersOf(index: OrganisationIndex, post: string, where: CasePlace): readonly string[] {
  const found = new Set<string>();
  const { posts, appointments } = index.organisation;
  for (const [id, held] of entriesOf(posts, postsNear(index, post, where))) {
    if (!covers(held, where.on)) continue;
    for (const [, appointment] of entriesOf(appointments, index.appointmentsTo.get(id))) {
      const holder = appointment.person;
      if (!covers(appointment, where.on) || !isActive(index, holder, where.on)) continue;
      if (!serves(index, held, holder, where)) continue;
      found.add(holder);
      for (const deputy of deputiesOf(index, holder, id, held, where)) found.add(deputy);
    }
  }
  return [...found].toSorted();
}

function deputiesOf(
  index: OrganisationIndex,
  principal: string,
  id: string,
  post: Post,
  where: CasePlace,
): readonly string[] {
  return entriesOf(index.organisation.substitutions, index.substitutionsOf.get(principal))
    .filter(([, substitution]) => coversPost(substitution, id, post))
    .filter(([, { procedures }]) => includes(procedures, where.procedure))
    .filter(([, substitution]) => isInEffect(index, substitution, where.on))
    .map(([, { deputy }]) => deputy);
}

/** The posts that might serve the case: a city has thousands that fill the word, and a few of them near a case. */
function postsNear(index: OrganisationIndex, fills: string, where: CasePlace): readonly string[] {
  if (fills === AUDITOR) return index.postsFilling.get(fills) ?? [];
  const above = ancestorsOf(index, where.unit);
  const units = new Set(
    above.flatMap((unit) => [...organUnits(index, unit), ...(index.unitsServing.get(unit) ?? [])]),
  );
  const byPlace = [...units].flatMap((unit) => index.postsInFilling.get(postKey(unit, fills)) ?? []);
  const { portfolios, appointments } = index.organisation;
  const byPortfolio = above
    .flatMap((unit) => entriesOf(portfolios, index.portfoliosOver.get(unit)))
    .flatMap(([, { person }]) => entriesOf(appointments, index.appointmentsOf.get(person)))
    .map(([, { post }]) => post)
    .filter((post) => entryOf(index.organisation.posts, post)?.fills === fills);
  return [...new Set([...byPlace, ...byPortfolio])];
}

/** The units that belong to an organ itself, not to one below it. */
function organUnits(index: OrganisationIndex, organ: string): readonly string[] {
  const { units } = index.organisation;
  if (!entryOf(units, organ)?.organ) return [];
  const found = [organ];
  for (const unit of found) {
    for (const [child, { organ: own }] of entriesOf(units, index.childrenOf.get(unit)))
      if (!own) found.push(child);
  }
  return found;
}
