import type { CivilDate } from '../clock/time.js';
import { organFindings } from './deputy-organ.js';
import { entriesOf, entryOf } from './entries.js';
import {
  administratorFindings,
  endFindings,
  finding,
  newIdFindings,
  periodFindings,
  personFindings,
  serviceFindings,
  unknownFinding,
  type Finding,
} from './findings.js';
import { chainFindings } from './leave-chains.js';
import type { ChangeNamed } from './organisation-change.js';
import type { OrganisationIndex } from './organisation-index.js';
import type { Substitution } from './organisation.js';
import { withinAny } from './periods.js';

/** Whether a person may act for another: without chain or cycle, and never with more than the principal has. */
export function checkSubstitution(
  index: OrganisationIndex,
  { id, substitution }: ChangeNamed<'substitution.begun'>,
): readonly Finding[] {
  const { principal, deputy } = substitution;
  const self = principal === deputy;
  const people = self ? [principal] : [principal, deputy];
  const taking = people.flatMap((person) => [
    ...personFindings(index, person, substitution),
    ...officerFindings(index, person),
    ...administratorFindings(index, person, substitution),
  ]);
  const known = people.every((person) => entryOf(index.organisation.people, person));
  return [
    ...newIdFindings(index.organisation.substitutions, id),
    ...periodFindings(substitution),
    ...(self ? [ownDeputy(principal)] : []),
    ...taking,
    ...gainFindings(index, substitution),
    ...(known && !self ? organFindings(index, substitution) : []),
    ...(self ? [] : chainFindings(index, substitution)),
  ];
}

/** Whether a substitution may end. */
export function checkSubstitutionEnded(
  index: OrganisationIndex,
  { id, on }: ChangeNamed<'substitution.ended'>,
  today: CivilDate,
): readonly Finding[] {
  return endFindings(entryOf(index.organisation.substitutions, id), id, on, today);
}

/** Whether an absence may be recorded. It gives the person no power: one who is suspended may have it too. */
export function checkAbsence(
  index: OrganisationIndex,
  { id, absence }: ChangeNamed<'absence.begun'>,
): readonly Finding[] {
  return [
    ...newIdFindings(index.organisation.absences, id),
    ...periodFindings(absence),
    ...serviceFindings(index, absence.person, absence),
  ];
}

/** Whether an absence may end. */
export function checkAbsenceEnded(
  index: OrganisationIndex,
  { id, on }: ChangeNamed<'absence.ended'>,
  today: CivilDate,
): readonly Finding[] {
  return endFindings(entryOf(index.organisation.absences, id), id, on, today);
}

function ownDeputy(person: string): Finding {
  return finding('own-deputy', `${person}不能代理自己`, `${person} cannot be his own deputy`, '正程 代理');
}

function officerFindings(index: OrganisationIndex, person: string): readonly Finding[] {
  const known = entryOf(index.organisation.people, person);
  if (!known || known.kind === 'officer') return [];
  return [
    finding(
      'not-an-officer',
      `${person}不是公职人员，不得参与代理`,
      `${person} is no officer; only officers stand in for each other`,
      '正程 代理',
    ),
  ];
}

/** Each post that is lent must be the principal's own by appointment on every day of the period. */
function gainFindings(index: OrganisationIndex, substitution: Substitution): readonly Finding[] {
  const { principal, posts } = substitution;
  if (!posts) return [];
  if (posts.length === 0)
    return [finding('nothing-covered', '未列明任何岗位', 'it names no post', '正程 代理')];
  const held = entriesOf(index.organisation.appointments, index.appointmentsOf.get(principal));
  return posts.flatMap((post): readonly Finding[] => {
    if (!entryOf(index.organisation.posts, post)) return [unknownFinding('unknown-post', post)];
    const own = held
      .filter(([, appointment]) => appointment.post === post)
      .map(([, appointment]) => appointment);
    if (withinAny(substitution, own)) return [];
    const zh = `${principal}并非在代理的全部期间都任岗位“${post}”，不得将其交由他人代理`;
    const en = `${principal} does not hold post "${post}" by appointment in all of the period and cannot lend it`;
    return [finding('substitution-gains-power', zh, en, '正程 代理')];
  });
}
