import type { CivilDate } from '../clock/time.js';
import { backdatedFinding } from './check-people.js';
import { entriesOf, entryOf } from './entries.js';
import {
  endFindings,
  finding,
  named,
  newIdFindings,
  periodFindings,
  personFindings,
  span,
  THREE_ADMINISTRATORS,
  type Finding,
} from './findings.js';
import type { ChangeNamed } from './organisation-change.js';
import type { OrganisationIndex } from './organisation-index.js';
import type { Administration, AdministratorRole, Period } from './organisation.js';
import { apart, covers, overlap } from './periods.js';
import { isActive } from './person-facts.js';

/**
 * Whether a person may become an administrator: in no other of the three roles, and in no post or part of one, on any
 * day of the period or the day before or after it.
 */
export function checkAdministration(
  index: OrganisationIndex,
  { id, administration }: ChangeNamed<'administration.begun'>,
): readonly Finding[] {
  return [
    ...newIdFindings(index.organisation.administrators, id),
    ...periodFindings(administration),
    ...personFindings(index, administration.person, administration),
    ...roleFindings(index, administration),
    ...holdingFindings(index, administration),
  ];
}

/** Whether an administrator's role may end: not for a day that is over, on which he had it. */
export function checkAdministrationEnded(
  index: OrganisationIndex,
  { id, on }: ChangeNamed<'administration.ended'>,
  today: CivilDate,
): readonly Finding[] {
  const entry = entryOf(index.organisation.administrators, id);
  const ending = endFindings(entry, id, on, today);
  if (ending.length > 0 || !entry) return ending;
  return on < today ? [backdatedFinding(on)] : lastAdministratorFindings(index, entry.person, on);
}

/** The two roles without which nothing that gives power could ever be done again. */
const NEEDED: readonly AdministratorRole[] = ['system', 'security'];

/** Whether the person may cease to be an administrator: not while nobody else has the role and may use it. */
export function lastAdministratorFindings(
  index: OrganisationIndex,
  person: string,
  on: CivilDate,
): readonly Finding[] {
  const { administrators } = index.organisation;
  const held = entriesOf(administrators, index.administrationsOf.get(person));
  const roles = new Set(held.filter(([, one]) => covers(one, on)).map(([, { role }]) => role));
  const others = Object.values(administrators).filter(
    (one) => one.person !== person && covers(one, on) && isActive(index, one.person, on),
  );
  return NEEDED.filter((role) => roles.has(role) && !others.some((one) => one.role === role)).map((role) =>
    finding(
      'last-administrator',
      `${person}是现任唯一的${ROLES[role]}，须先任命继任者`,
      `${person} is the only ${role} administrator; appoint a successor first`,
      ...THREE_ADMINISTRATORS,
    ),
  );
}

function roleFindings(index: OrganisationIndex, administration: Administration): readonly Finding[] {
  const { person, role } = administration;
  return entriesOf(index.organisation.administrators, index.administrationsOf.get(person)).flatMap(
    ([id, other]): readonly Finding[] => {
      if (other.role === role) {
        if (!overlap(other, administration)) return [];
        const zh = `${person}${span(other).zh}已任同一管理员（${id}）`;
        return [
          finding(
            'period-overlaps',
            zh,
            `${person} has this role already ${span(other).en} (${id})`,
            '正程 三员',
          ),
        ];
      }
      if (apart(other, administration)) return [];
      const zh = `${person}${span(other).zh}任${ROLES[other.role]}，不得兼任${ROLES[role]}，其间须隔一整日`;
      const en = `${person} is ${other.role} administrator ${span(other).en} and cannot be ${role} administrator too; one full day must lie between`;
      return [finding('administrators-exclude-each-other', zh, en, ...THREE_ADMINISTRATORS)];
    },
  );
}

const ROLES = { system: '系统管理员', security: '安全管理员', audit: '审计管理员' } as const;

function holdingFindings(
  index: OrganisationIndex,
  { person, ...period }: Administration,
): readonly Finding[] {
  const { appointments, portfolios, substitutions, assignments } = index.organisation;
  const entries: readonly (readonly [string, Period])[] = [
    ...entriesOf(appointments, index.appointmentsOf.get(person)),
    ...entriesOf(portfolios, index.portfoliosOf.get(person)),
    ...entriesOf(substitutions, index.substitutionsOf.get(person)),
    ...entriesOf(substitutions, index.substitutionsBy.get(person)),
    ...entriesOf(assignments, index.assignmentsOf.get(person)),
  ];
  const held = entries.filter(([, entry]) => !apart(entry, period)).map(([id]) => id);
  if (held.length === 0) return [];
  const zh = `${person}有任职、分管、代理或审计任务（${named(held).zh}），不得担任管理员，其间须隔一整日`;
  const en = `${person} has a post, portfolio, substitution or assignment (${named(held).en}) and cannot be an administrator; one full day must lie between`;
  return [finding('administrator-holds-post', zh, en, ...THREE_ADMINISTRATORS)];
}
