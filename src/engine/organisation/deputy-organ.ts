import { entriesOf, entryOf } from './entries.js';
import { finding, type Finding } from './findings.js';
import type { OrganisationIndex } from './organisation-index.js';
import type { Period, Substitution } from './organisation.js';
import { overlap } from './periods.js';
import { organOf } from './units.js';

/** Somebody who is about to belong to another unit, or to none. */
export interface Move {
  readonly id: string;
  readonly unit: string | undefined;
}

/**
 * Whether the deputy belongs to the organ of each post that he is to fill, or holds a post in it. A principal without
 * any post lends nothing; then his own unit counts.
 */
export function organFindings(
  index: OrganisationIndex,
  substitution: Substitution,
  move?: Move,
): readonly Finding[] {
  const { principal, deputy } = substitution;
  const covered = postsDuring(index, principal, substitution).filter(
    (post) => substitution.posts?.includes(post) ?? true,
  );
  const organs = covered.length > 0 ? organsOfPosts(index, covered) : organOfPerson(index, principal, move);
  const own = new Set([
    ...organOfPerson(index, deputy, move),
    ...organsOfPosts(index, postsDuring(index, deputy, substitution)),
  ]);
  if (organs.length > 0 && organs.every((organ) => own.has(organ))) return [];
  const zh = `${deputy}不属于${principal}所任岗位的机关，也未在该机关任职，不得代理`;
  const en = `${deputy} neither belongs to the organ in which ${principal} holds his posts nor holds a post there`;
  return [finding('deputy-of-other-organ', zh, en, '正程 代理')];
}

function postsDuring(index: OrganisationIndex, person: string, period: Period): readonly string[] {
  return entriesOf(index.organisation.appointments, index.appointmentsOf.get(person))
    .filter(([, appointment]) => overlap(appointment, period))
    .map(([, { post }]) => post);
}

function organsOfPosts(index: OrganisationIndex, posts: readonly string[]): readonly string[] {
  return entriesOf(index.organisation.posts, posts).flatMap(([, { unit }]) => organOf(index, unit) ?? []);
}

function organOfPerson(index: OrganisationIndex, person: string, move?: Move): readonly string[] {
  const unit = move?.id === person ? move.unit : entryOf(index.organisation.people, person)?.unit;
  return unit === undefined ? [] : [organOf(index, unit) ?? []].flat();
}
