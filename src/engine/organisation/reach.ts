import type { CivilDate } from '../clock/time.js';
import { AUDITOR } from './capacity.js';
import type { OrganisationIndex } from './organisation-index.js';
import type { Post } from './organisation.js';
import { isActive } from './person-facts.js';
import { postsCovered, postsHeld, substitutionsInEffect } from './posts-held.js';
import { assignmentsOn, servedRoots } from './served-units.js';
import { subtreeOf } from './units.js';

/**
 * A part of the cases that a person's post serves, as lists of values for a query: a case is part of it when each list
 * that is present has the case's unit, procedure, id.
 */
export interface Reach {
  /** As the definitions name it. */
  readonly post: string;
  readonly rank?: string;
  /** Every unit served, those below included, by id. Absent: any (auditors only). */
  readonly units?: readonly string[];
  /** Those of the post, and of the substitution. Absent: any. */
  readonly procedures?: readonly string[];
  /** Auditors: only these cases. */
  readonly cases?: readonly string[];
  /** For whom, by which substitution, for which acts (absent: all). */
  readonly deputy?: {
    readonly principal: string;
    readonly substitution: string;
    readonly acts?: readonly string[];
  };
}

/**
 * All cases that a person's posts serve on a day: the same that `capacitiesOf` would find one by one, with a
 * substitution only in its scope.
 */
export function reachOf(index: OrganisationIndex, person: string, on: CivilDate): readonly Reach[] {
  if (!isActive(index, person, on)) return [];
  const own = postsHeld(index, person, on).flatMap(({ post }) =>
    post.fills === AUDITOR ? auditReach(index, post, person, on) : postReach(index, post, person, on),
  );
  const deputed = substitutionsInEffect(index, person, on).flatMap(([id, substitution]) => {
    const { principal, acts } = substitution;
    const deputy = { principal, substitution: id, ...(acts && { acts }) };
    return postsCovered(index, substitution, on)
      .flatMap(({ post }) => postReach(index, post, principal, on))
      .flatMap((reach) => narrowed(reach, substitution.procedures))
      .map((reach): Reach => ({ ...reach, deputy }));
  });
  return [...own, ...deputed];
}

function postReach(index: OrganisationIndex, post: Post, holder: string, on: CivilDate): readonly Reach[] {
  const units = expanded(index, servedRoots(index, post, holder, on));
  return units.length === 0 ? [] : narrowed({ ...named(post), units }, post.procedures);
}

/** One part for what is assigned by unit and procedure, one for the cases assigned by name. */
function auditReach(index: OrganisationIndex, post: Post, holder: string, on: CivilDate): readonly Reach[] {
  return assignmentsOn(index, holder, on).flatMap(({ units, procedures, cases }): readonly Reach[] => {
    const byPlace: readonly Reach[] =
      units || procedures ? [{ ...named(post), ...(units && { units: expanded(index, units) }) }] : [];
    return [
      ...byPlace.flatMap((reach) => narrowed(reach, procedures)),
      ...(cases ? [{ ...named(post), cases }] : []),
    ].flatMap((reach) => narrowed(reach, post.procedures));
  });
}

function named({ fills, rank }: Post): Pick<Reach, 'post' | 'rank'> {
  return { post: fills, ...(rank !== undefined && { rank }) };
}

function expanded(index: OrganisationIndex, roots: readonly string[]): readonly string[] {
  return [...new Set(roots.flatMap((root) => subtreeOf(index, root)))].toSorted();
}

/** The part of a reach that lies in these procedures; nothing when none is left. */
function narrowed(reach: Reach, procedures: readonly string[] | undefined): readonly Reach[] {
  if (!procedures) return [reach];
  const left = reach.procedures?.filter((procedure) => procedures.includes(procedure)) ?? procedures;
  return left.length === 0 ? [] : [{ ...reach, procedures: left }];
}
