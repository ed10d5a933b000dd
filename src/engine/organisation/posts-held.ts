import type { CivilDate } from '../clock/time.js';
import { AUDITOR } from './capacity.js';
import { entriesOf } from './entries.js';
import type { OrganisationIndex } from './organisation-index.js';
import type { Post, Substitution } from './organisation.js';
import { covers } from './periods.js';
import { isAbsent, isActive } from './person-facts.js';

/** An organisation post that a person holds by appointment. */
export interface HeldPost {
  readonly id: string;
  readonly post: Post;
}

/** The posts that the person holds by appointment on the day, by id. Not more than this can be passed to a deputy. */
export function postsHeld(index: OrganisationIndex, person: string, on: CivilDate): readonly HeldPost[] {
  const { appointments, posts } = index.organisation;
  const ids = entriesOf(appointments, index.appointmentsOf.get(person))
    .filter(([, appointment]) => covers(appointment, on))
    .map(([, { post }]) => post);
  return entriesOf(posts, [...new Set(ids)].toSorted())
    .filter(([, post]) => covers(post, on))
    .map(([id, post]) => ({ id, post }));
}

/** The substitutions by which a person acts for others on the day, by id. */
export function substitutionsInEffect(
  index: OrganisationIndex,
  deputy: string,
  on: CivilDate,
): readonly (readonly [id: string, substitution: Substitution])[] {
  return entriesOf(index.organisation.substitutions, index.substitutionsBy.get(deputy)?.toSorted()).filter(
    ([, substitution]) => isInEffect(index, substitution, on),
  );
}

/**
 * Whether a substitution gives its deputy power on the day. `standing`: while the principal is away and the deputy is
 * not. `leave`: on every day of its period, even while the deputy is away: who was charged with the posts by name
 * stays charged. Never when one of the two has no power himself.
 */
export function isInEffect(index: OrganisationIndex, substitution: Substitution, on: CivilDate): boolean {
  const { kind, principal, deputy } = substitution;
  if (!covers(substitution, on) || !isActive(index, principal, on) || !isActive(index, deputy, on))
    return false;
  return kind === 'leave' || (isAbsent(index, principal, on) && !isAbsent(index, deputy, on));
}

/** The principal's own posts that a substitution covers on the day, by id. An auditor's assignment is his alone. */
export function postsCovered(
  index: OrganisationIndex,
  substitution: Substitution,
  on: CivilDate,
): readonly HeldPost[] {
  return postsHeld(index, substitution.principal, on).filter(({ id, post }) =>
    coversPost(substitution, id, post),
  );
}

/** Whether a substitution extends to a post of the principal. */
export function coversPost(substitution: Substitution, id: string, post: Post): boolean {
  return post.fills !== AUDITOR && (substitution.posts?.includes(id) ?? true);
}
