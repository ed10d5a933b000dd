import type { Capacity, CasePlace } from './capacity.js';
import type { OrganisationIndex } from './organisation-index.js';
import type { Post, Substitution } from './organisation.js';
import { isActive, personFacts } from './person-facts.js';
import { postsCovered, postsHeld, substitutionsInEffect } from './posts-held.js';
import { includes, serves } from './served-units.js';

/**
 * Everything as which a person may act on a day, and whether it serves the case: his own posts by id, then those of
 * principals for whom he is the deputy that day, by substitution and post. What he holds only as a deputy is never
 * passed on. Absence takes nothing from him. Nothing at all unless he is active.
 */
export function capacitiesOf(
  index: OrganisationIndex,
  person: string,
  where: CasePlace,
): readonly Capacity[] {
  if (!isActive(index, person, where.on)) return [];
  const own = postsHeld(index, person, where.on).map(({ post }) => capacity(index, post, person, where));
  const deputed = substitutionsInEffect(index, person, where.on).flatMap(([id, substitution]) => {
    const deputy = deputyOf(index, id, substitution, where);
    return postsCovered(index, substitution, where.on).map(({ post }) => ({
      ...capacity(index, post, substitution.principal, where),
      ...(deputy && { deputy }),
    }));
  });
  return [...own, ...deputed];
}

function capacity(index: OrganisationIndex, post: Post, holder: string, where: CasePlace): Capacity {
  return {
    post: post.fills,
    unit: post.unit,
    ...(post.rank !== undefined && { rank: post.rank }),
    serves: serves(index, post, holder, where),
  };
}

function deputyOf(
  index: OrganisationIndex,
  id: string,
  substitution: Substitution,
  where: CasePlace,
): Capacity['deputy'] {
  const principal = personFacts(index, substitution.principal, where.on);
  return (
    principal && {
      principal,
      substitution: id,
      ...(substitution.acts && { acts: substitution.acts }),
      inScope: includes(substitution.procedures, where.procedure),
    }
  );
}
