import type { CivilDate } from '../clock/time.js';
import { outsideUnit, retiredFindings } from './check-units.js';
import { entriesOf, entryOf } from './entries.js';
import {
  endFindings,
  finding,
  idFindings,
  named,
  periodFindings,
  unknownFinding,
  type Finding,
} from './findings.js';
import type { ChangeNamed } from './organisation-change.js';
import type { OrganisationIndex } from './organisation-index.js';
import type { Period, Post } from './organisation.js';
import { endedOn, within } from './periods.js';

/** Whether a post may be as it is put: in a unit that is there as long, around those who hold it. */
export function checkPostPut(
  index: OrganisationIndex,
  { id, post }: ChangeNamed<'post.put'>,
  today: CivilDate,
): readonly Finding[] {
  const before = entryOf(index.organisation.posts, id);
  return [
    ...idFindings(id),
    ...periodFindings(post),
    ...placeFindings(index, post),
    ...(before ? retiredFindings(id, before, today) : []),
    ...(before ? inUse(index, id, post) : []),
  ];
}

/** Whether a post may be retired: nobody may hold it on that day or later. */
export function checkPostRetired(
  index: OrganisationIndex,
  { id, on }: ChangeNamed<'post.retired'>,
  today: CivilDate,
): readonly Finding[] {
  const post = entryOf(index.organisation.posts, id);
  const ending = endFindings(post, id, on, today, 'unknown-post');
  return post && ending.length === 0 ? inUse(index, id, endedOn(post, on)) : ending;
}

function placeFindings(index: OrganisationIndex, post: Post): readonly Finding[] {
  const unit = entryOf(index.organisation.units, post.unit);
  if (!unit) return [unknownFinding('unknown-unit', post.unit)];
  return within(post, unit) ? [] : [outsideUnit(post.unit, unit)];
}

function inUse(index: OrganisationIndex, id: string, after: Period): readonly Finding[] {
  const holders = entriesOf(index.organisation.appointments, index.appointmentsTo.get(id))
    .filter(([, appointment]) => !within(appointment, after))
    .map(([appointment, { person }]) => `${person} (${appointment})`);
  if (holders.length === 0) return [];
  const zh = `岗位“${id}”届时仍有任职：${named(holders).zh}`;
  return [finding('post-in-use', zh, `post "${id}" is still held then by ${named(holders).en}`, '正程 机构')];
}
